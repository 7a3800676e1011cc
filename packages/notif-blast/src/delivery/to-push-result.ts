import { emptySummary, inMicroseconds } from '@m4sh/tools-core/stats/summary'
import type { ListenFigures } from '../listen/open-listeners.ts'
import type { Pusher } from '../push/open-pusher.ts'
import type { PushResult } from '../result.ts'

/** @param heard `null` where nobody listened */
export function toPushResult({ via, reason, counts, acknowledge }: Pusher, heard: ListenFigures | null): PushResult {
  return {
    via,
    reason,
    pushed: counts.pushed,
    failed: counts.failed,
    delivered: heard?.delivered ?? null,
    lost: heard?.lost ?? null,
    duplicated: heard?.duplicated ?? null,
    listeners: heard?.listeners ?? 0,
    latency: inMicroseconds(heard?.latency ?? emptySummary),
    transit: inMicroseconds(heard?.transit ?? emptySummary),
    acknowledge: inMicroseconds(acknowledge),
  }
}
