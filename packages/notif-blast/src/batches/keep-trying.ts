import { setTimeout as pause } from 'node:timers/promises'
import { databaseFault } from '@m4sh/tools-core/connections/postgres'

/** Milliseconds. */
const firstPauseMs = 20
const longestPauseMs = 2000

export interface Patience {
  /** How long a database that is gone may stay so. Milliseconds. */
  readonly retryForMs: number
  /** No more tries after it. */
  readonly signal: AbortSignal
  /** Told of each try that failed. */
  readonly onFault: (error: unknown) => void
}

/**
 * Tries again what changes nothing, such as opening a connection or reading.
 * @throws what the last try said, once there were tries for long enough or it cannot pass
 */
export async function keepTrying<T>(attempt: () => Promise<T>, { retryForMs, signal, onFault }: Patience): Promise<T> {
  const begun = performance.now()
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await attempt()
    } catch (error) {
      const fault = databaseFault(error)
      const mayPass = fault?.isPassing === true || fault?.isConnectionLost === true
      if (!mayPass || signal.aborted || performance.now() - begun > retryForMs) throw error
      onFault(error)
    }
    await pause(pauseMs, undefined, { signal }).catch(() => undefined)
  }
}

/** What takes longer is broken off, and fails as that has it. */
export async function withDeadline<T>(ms: number, breakOff: () => void, work: () => Promise<T>): Promise<T> {
  const deadline = setTimeout(breakOff, ms)
  try {
    return await work()
  } finally {
    clearTimeout(deadline)
  }
}
