import type { Config } from './config.ts'

type Load = Pick<Config, 'messages' | 'intervalMs' | 'pairs' | 'model' | 'durationMs'>

/** What was to be sent, and by when. Times by the messages' clock. */
export interface Schedule {
  /** When the load was to be over. */
  readonly until: number
  /** How many messages were due by then; `null` where one waits for another, so that none has a time of its own. */
  readonly offered: number | null
}

/**
 * When a load was to be over that began at `origin`, and how much of it was due by then.
 * @param stoppedAt when it was told to stop
 */
export function scheduleOf(load: Load, origin: number, stoppedAt: number = Infinity): Schedule {
  const { messages, intervalMs, pairs, model, durationMs } = load
  if (model === 'closed') return { until: Infinity, offered: null }
  const until = Math.min(origin + messages * intervalMs, origin + (durationMs ?? Infinity), stoppedAt)
  const dueOf = (conversation: number): number => {
    const first = origin + (intervalMs * conversation) / pairs
    return Math.min(messages, Math.max(0, Math.ceil((until - first) / intervalMs)))
  }
  const offered = Array.from({ length: pairs }, (_, index) => dueOf(index)).reduce((sum, due) => sum + due, 0)
  return { until, offered }
}
