import { suggestion, UsageError } from '@m4sh/tools-core/errors'
import { checkThresholds, readThresholds, type Threshold, type ThresholdRow } from '@m4sh/tools-core/stats/thresholds'
import { isOrphanCheck } from './checks/select-checks.ts'
import type { Config } from './config.ts'
import type { ScanResult } from './result.ts'
import { knownChecks } from './scan/plan-checks.ts'

/** Every figure that a result has; the numbers do not matter. */
const figures = {
  summary: {
    critical: 0,
    warning: 0,
    info: 0,
    ignored: 0,
    checks: 0,
    passed: 0,
    failed: 0,
    skipped: 0,
    error: 0,
    new: 0,
  },
  count: { '*': 0 },
  percent: { '*': 0 },
  comparison: { new: 0, fixed: 0, open: 0 },
}

/**
 * Reads thresholds before anything is looked at.
 * @param from where those of --threshold were written, for messages
 * @throws {UsageError} for what is none, or names no figure or check, or a figure that this run will not have
 */
export function readScanThresholds(
  { thresholds: expressions, compareFile, custom }: Pick<Config, 'thresholds' | 'compareFile' | 'custom'>,
  from: string,
): readonly Threshold[] {
  const thresholds = readThresholds(expressions, figures, { from })
  const known = knownChecks(custom).map(({ id }) => id)
  for (const { expression, keys } of thresholds) {
    const [section = '', figure = ''] = keys
    if (compareFile === null && (section === 'comparison' || figure === 'new'))
      throw new UsageError(`${JSON.stringify(expression)}: nothing is new or fixed without an earlier report`, {
        hint: 'Give it with --compare FILE.json, or leave the threshold out.',
      })
    if ((section === 'count' || section === 'percent') && !known.includes(figure) && !isOrphanCheck(figure))
      throw new UsageError(`${JSON.stringify(expression)}: there is no check ${figure}`, {
        hint: suggestion(figure, known) ?? 'See --list for all of them.',
      })
  }
  return thresholds
}

/** A threshold as the report holds it, with the place of the figure that it was held against. */
export interface ScanThresholdRow extends ThresholdRow {
  /** Into the report: `result.now.summary.critical`. */
  path: string
}

/** Holds thresholds against the database as the run has left it. */
export function holdThresholds(
  thresholds: readonly Threshold[],
  { now, comparison }: Pick<ScanResult, 'now' | 'comparison'>,
): ScanThresholdRow[] {
  return thresholds.flatMap((threshold) =>
    checkThresholds([threshold], { ...now, comparison }).map((row) => ({ ...row, path: pathOf(threshold) })),
  )
}

/** A comparison is of the database as it is now already. */
function pathOf({ keys }: Threshold): string {
  return [keys[0] === 'comparison' ? 'result' : 'result.now', ...keys].join('.')
}
