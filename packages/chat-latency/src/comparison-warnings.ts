import type { UnknownReason } from '@m4sh/tools-core/stats/compare-samples'
import type { Baseline } from './compare-runs.ts'
import { loadDifferences } from './load-differences.ts'
import { say } from './language/phrases.ts'
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
    reason === null ? [] : [unknownSentence(name, reason, needed)],
  )
  return [
    ...baselines.flatMap(({ warnings }) => warnings),
    ...baselines.flatMap(({ file, options: old }) => loadDifferences(file, old, options)),
    ...unknown,
    ...(verdict === 'unknown' && allowed !== null
      ? [say('Nothing can be compared with the baseline, so --fail-on-regression fails this run: write more messages.')]
      : []),
  ]
}

/** What a reader has to know where there is no comparison. */
export function noComparisonWarnings(allowed: number | null): string[] {
  return allowed === null
    ? []
    : [
        say(
          'There is no baseline yet, so --fail-on-regression fails this run: its report is what the next one can be compared with.',
        ),
      ]
}

function unknownSentence(name: string, reason: UnknownReason, needed: number): string {
  if (reason === 'too-few')
    return say('{name} cannot be compared: it needs {#needed} messages in each run.', { name, needed })
  return reason === 'never-came'
    ? say('{name} cannot be compared: in both runs it lies among messages that never came.', { name })
    : say('{name} cannot be compared: in one of the baselines it lies among messages that never came.', { name })
}
