import { findBaselines, readReport } from '@m4sh/tools-core/reporting'
import { valueAt } from '@m4sh/tools-core/values'
import { say } from './language/phrases.ts'
import type { Comparison, StressResult } from './result.ts'

/** Figures that a release is judged by. */
export const comparedFigures = [
  'latency.p50',
  'latency.p95',
  'latency.p99',
  'transit.p50',
  'transit.p95',
  'fanOut.last.p95',
  'snapshot.delay.p95',
  'clients.connect.p95',
  'throughput.receivedPerSecond',
  'messages.lost',
  'errors.count',
] as const

/** An earlier report, as far as it is needed. */
export interface Baseline {
  readonly file: string
  readonly startedAt: string
  readonly result: Readonly<Record<string, unknown>>
  /** What a reader has to know of it. */
  readonly warnings: readonly string[]
}

/**
 * The baseline, where one is wanted and is there.
 * @throws {UsageError} as {@link readBaseline}
 */
export async function findBaseline(
  file: string | null,
): Promise<{ readonly baseline: Baseline | null; readonly missing: readonly string[] }> {
  const { there, missing } = findBaselines(file === null ? [] : [file])
  const [found] = there
  return { baseline: found === undefined ? null : await readBaseline(found), missing }
}

/** @throws {UsageError} for a file that holds no report of this tool */
export async function readBaseline(file: string): Promise<Baseline> {
  const { startedAt, run, result, report } = await readReport({
    file,
    tool: 'stress-board',
    given: `--baseline ${file}`,
    hint: 'Give a JSON report that stress-board wrote.',
  })
  const { verdict } = report
  const isUntrusted = verdict === 'invalid' || verdict === 'error'
  const warnings = [
    ...(isUntrusted
      ? [
          say('The baseline {file} is not to be trusted: its verdict is "{@verdict}".', {
            file,
            verdict: say(verdict),
          }),
        ]
      : []),
    ...(run['interrupted'] === true
      ? [say('The baseline {file} was interrupted: its load was another one.', { file })]
      : []),
  ]
  return { file, startedAt, result, warnings }
}

export function compareWith(
  result: StressResult,
  { file, startedAt, result: old }: Omit<Baseline, 'warnings'>,
): Comparison {
  const figures = comparedFigures.map((path) => {
    const [before, now] = [figureAt(old, path), figureAt(result, path)]
    return [path, { old: before, new: now, ratio: ratioOf(before, now) }] as const
  })
  return { baseline: { file, startedAt }, figures: Object.fromEntries(figures) }
}

/** Nothing against nothing is the same; something against nothing has no ratio. */
function ratioOf(old: number | null, now: number | null): number | null {
  if (old === null || now === null) return null
  if (old === 0) return now === 0 ? 1 : null
  return now / old
}

function figureAt(result: object, path: string): number | null {
  const value = valueAt(result, path)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
