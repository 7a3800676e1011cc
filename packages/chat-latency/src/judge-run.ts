import type { ThresholdRow, Verdict } from '@m4sh/tools-core/reporting'
import { checkThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import { failsRegression } from './compare-runs.ts'
import type { Config } from './config.ts'
import type { ChatResult } from './result.ts'

/** Thresholds and verdict of a result. Figures that cannot be trusted fail nothing and pass nothing. */
export function judgeRun(
  result: ChatResult,
  thresholds: readonly Threshold[],
  { failsOnSaturation, allowedRegression }: Pick<Config, 'failsOnSaturation' | 'allowedRegression'>,
): { readonly thresholds: ThresholdRow[]; readonly verdict: Verdict } {
  const isInvalid = failsOnSaturation && result.generator.level === 'invalid'
  const rows = checkThresholds(thresholds, result).map((row) => ({ ...row, passed: row.passed && !isInvalid }))
  return { thresholds: rows, verdict: verdictOf(result, rows, { isInvalid, allowedRegression }) }
}

function verdictOf(
  { messages, connections, comparison }: ChatResult,
  rows: readonly { readonly passed: boolean }[],
  { isInvalid, allowedRegression }: { readonly isInvalid: boolean; readonly allowedRegression: number | null },
): Verdict {
  // A platform that is gone is gone however slow this machine was; one that nobody could reach may be its doing.
  if (connections.brokenOff > 0) return 'error'
  if (isInvalid) return 'invalid'
  // Of a run that was stopped before its first message, too: it has measured nothing.
  if (messages.received === 0) return 'error'
  return failsRegression(comparison, allowedRegression) || rows.some(({ passed }) => !passed) ? 'fail' : 'pass'
}
