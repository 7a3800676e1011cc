import type { Clock } from '../../host/host.ts'

/** How often and when a request is tried again. */
export interface RetryPolicy {
  /** Tries after the first one. */
  readonly retries: number
  /** The first pause in milliseconds; it doubles each time. */
  readonly firstDelayMs: number
  /** No pause is longer; a `Retry-After` beyond it means no further try. */
  readonly maxDelayMs: number
}

/**
 * Milliseconds before the try after number `attempt` (from 1): from the half to the whole of a pause that doubles each
 * time, so that clients do not come back in step.
 */
export function backoffMs(policy: RetryPolicy, attempt: number, random: () => number): number {
  const ceiling = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (attempt - 1))
  return ceiling / 2 + (random() * ceiling) / 2
}

/** What `Retry-After` asks for, in milliseconds: seconds or a date. `undefined` if it asks for nothing that can be understood. */
export function retryAfterMs(header: string | null, clock: Pick<Clock, 'now'>): number | undefined {
  if (header === null) return undefined
  // Whole seconds by the standard; some say halves.
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now().getTime())
}
