import type { Report } from '../report.ts'
import { plural } from '../units.ts'
import { type Table, table, words } from './table.ts'
import type { Tone } from './tone.ts'

export interface VerdictView {
  readonly tone: Tone
  readonly word: string
  /** What it means, in one sentence. */
  readonly sentence: string
  readonly details: readonly string[]
}

/** A report of a tool that watches whether it was itself the problem. */
export type JudgedReport = Report<{ readonly generator: { readonly level: 'ok' | 'warn' | 'invalid' } }>

const views = {
  pass: { tone: 'good', word: 'Pass' },
  fail: { tone: 'bad', word: 'Fail' },
  invalid: { tone: 'warn', word: 'Invalid' },
  error: { tone: 'bad', word: 'Error' },
} as const satisfies Record<JudgedReport['verdict'], Pick<VerdictView, 'tone' | 'word'>>

/** @param sentences why it is so, of each verdict that has a reason of the tool's own */
export function verdictView<One extends JudgedReport>(
  report: One,
  sentences: Readonly<Record<'pass' | 'fail' | 'error', (report: One) => string>>,
): VerdictView {
  const { result, run, verdict } = report
  return {
    ...views[verdict],
    sentence: verdict === 'invalid' ? invalidSentence : sentences[verdict](report),
    details: [
      ...(run.interrupted ? ['The run was stopped early: the figures are of the time until then.'] : []),
      ...(verdict !== 'invalid' && verdict !== 'error' && result.generator.level === 'invalid'
        ? ['This machine was too slow to measure well: times tell more about it than about the platform.']
        : []),
    ],
  }
}

const invalidSentence =
  'This machine was too slow to measure: the figures tell more about it than about the platform, so they pass nothing and fail nothing.'

/** `all 3 thresholds were held` */
export function heldText({ thresholds: { length } }: Pick<JudgedReport, 'thresholds'>): string {
  if (length === 0) return 'no threshold was set'
  return length === 1 ? 'the threshold was held' : `all ${length} thresholds were held`
}

/** `2 of 3 thresholds were missed`; `null` where none was, or none was judged. */
export function missedText(report: JudgedReport): string | null {
  const { thresholds } = report
  const missed = isJudged(report) ? thresholds.filter(({ passed }) => !passed).length : 0
  if (missed === 0) return null
  return `${missed} of ${plural(thresholds.length, 'threshold')} ${missed === 1 ? 'was' : 'were'} missed`
}

/** Whether thresholds were held against the figures at all: those of a machine that was too slow pass and fail nothing. */
function isJudged({ result, options }: JudgedReport): boolean {
  return result.generator.level !== 'invalid' || options['onSaturation'] === 'warn'
}

/**
 * `null` where none was set.
 * @param textOf a figure in its unit, by its path
 */
export function thresholdTable(
  report: JudgedReport,
  textOf: (path: string, value: number | null) => string,
): Table | null {
  const { thresholds } = report
  if (thresholds.length === 0) return null
  const judged = isJudged(report)
  return table({
    id: 'thresholds',
    caption: 'What the run was held against, and what it really was.',
    columns: [words('Threshold'), words('Actual'), words('Outcome')],
    rows: thresholds.map(({ expression, actual, passed }) => ({
      cells: [
        { text: expression },
        { text: textOf(pathOf(expression), actual), sort: actual },
        judged
          ? { text: passed ? 'held' : 'missed', tone: passed ? 'good' : 'bad' }
          : { text: 'not judged', tone: 'warn' },
      ],
    })),
  })
}

/** `latency.p95` of `latency.p95<200ms` */
function pathOf(expression: string): string {
  return /^[^\s<>=!]+/.exec(expression.trim())?.[0] ?? ''
}
