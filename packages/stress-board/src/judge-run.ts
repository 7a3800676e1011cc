import type { ThresholdRow, Verdict } from '@m4sh/tools-core/reporting'
import { checkThresholds, type Threshold } from '@m4sh/tools-core/stats/thresholds'
import type { Config } from './config.ts'
import { isUnmeasured } from './is-unmeasured.ts'
import { toFindings } from './report-findings.ts'
import type { StressResult } from './result.ts'
import { figuresOf } from './thresholds.ts'

type Strictness = Pick<Config, 'failsOnSaturation'>

/** Thresholds and verdict of a result. Figures that cannot be trusted fail nothing and pass nothing. */
export function judgeRun(
  result: StressResult,
  thresholds: readonly Threshold[],
  strictness: Strictness,
): { readonly thresholds: ThresholdRow[]; readonly verdict: Verdict } {
  const rows = checkThresholds(thresholds, figuresOf(result))
  const isTrusted = !isInvalid(result, strictness)
  return {
    thresholds: rows.map((row) => ({ ...row, passed: row.passed && isTrusted })),
    verdict: verdictOf(result, rows, strictness),
  }
}

export function verdictOf(
  result: StressResult,
  rows: readonly { readonly passed: boolean }[],
  strictness: Strictness,
): Verdict {
  if (result.clients.connected === 0) return 'error'
  const failing = toFindings(result).filter(({ fails }) => fails)
  // A wrong picture is wrong however slow this machine was; one that nobody could look at may be its doing.
  if (failing.some(({ ruleId }) => ruleId !== 'unchecked-board')) return 'fail'
  if (isInvalid(result, strictness)) return 'invalid'
  if (failing.length > 0) return 'fail'
  // Of a run that was stopped before its first stroke, too: it has measured nothing.
  if (isUnmeasured(result)) return 'error'
  if (result.capacity?.clients === 0) return result.capacity.steps.some(({ valid }) => !valid) ? 'invalid' : 'fail'
  return rows.every(({ passed }) => passed) ? 'pass' : 'fail'
}

function isInvalid({ generator }: StressResult, { failsOnSaturation }: Strictness): boolean {
  return failsOnSaturation && generator.level === 'invalid'
}
