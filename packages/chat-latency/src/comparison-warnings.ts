import { changeReason } from './change-reason.ts'
import type { Baseline } from './compare-runs.ts'
import { loadDifferences } from './load-differences.ts'
import type { Comparison } from './result.ts'

/**
 * What a reader has to know before a comparison.
 * @param options of this run, as its report has them
 */
export function comparisonWarnings(
  { changes, verdict, allowed }: Comparison,
  baselines: readonly Baseline[],
  options: Readonly<Record<string, unknown>>,
): string[] {
  const unknown = Object.entries(changes).flatMap(([name, { reason, needed }]) =>
    reason === null ? [] : [`${name} cannot be compared: ${changeReason(reason, needed)}.`],
  )
  return [
    ...baselines.flatMap(({ warnings }) => warnings),
    ...baselines.flatMap(({ file, options: old }) => loadDifferences(file, old, options)),
    ...unknown,
    ...(verdict === 'unknown' && allowed !== null
      ? ['Nothing can be compared with the baseline, so --fail-on-regression fails this run: write more messages.']
      : []),
  ]
}
