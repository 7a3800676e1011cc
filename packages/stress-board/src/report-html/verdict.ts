import type { Report } from '@m4sh/tools-core/reporting'
import type { StressResult } from '../result.ts'
import { whole } from '../summary-rows.ts'
import { figureText, plural } from './figure-text.ts'
import { type Table, table, words } from './table.ts'
import type { Tone } from './tone.ts'

export interface VerdictView {
  readonly tone: Tone
  readonly word: string
  /** What it means, in one sentence. */
  readonly sentence: string
  readonly details: readonly string[]
}

const views = {
  pass: { tone: 'good', word: 'Pass' },
  fail: { tone: 'bad', word: 'Fail' },
  invalid: { tone: 'warn', word: 'Invalid' },
  error: { tone: 'bad', word: 'Error' },
} as const satisfies Record<Report<StressResult>['verdict'], Pick<VerdictView, 'tone' | 'word'>>

type StressReport = Report<StressResult>

export function verdictOf(report: StressReport): VerdictView {
  const { result, run, verdict } = report
  return {
    ...views[verdict],
    sentence: sentences[verdict](report),
    details: [
      ...(run.interrupted ? ['The run was stopped early: the figures are of the time until then.'] : []),
      ...(verdict !== 'invalid' && verdict !== 'error' && result.generator.level === 'invalid'
        ? ['This machine was too slow to measure well: times tell more about it than about the platform.']
        : []),
    ],
  }
}

const sentences: Readonly<Record<StressReport['verdict'], (report: StressReport) => string>> = {
  pass: passSentence,
  fail: failSentence,
  invalid: () =>
    'This machine was too slow to measure: the figures tell more about it than about the platform, so they pass nothing and fail nothing.',
  error: () => 'No client was ever connected, so there is nothing to judge.',
}

function passSentence({ result: { convergence }, thresholds }: StressReport): string {
  const held =
    thresholds.length === 0
      ? 'no threshold was set'
      : thresholds.length === 1
        ? 'the threshold was held'
        : `all ${thresholds.length} thresholds were held`
  const { checked } = convergence
  if (checked === 0) return `Nothing speaks against this run, though no board could be compared; ${held}.`
  const boards =
    checked === 1 ? 'The one board that was compared shows' : `All ${plural(checked, 'board')} that were compared show`
  return `${boards} the same picture as the server, and ${held}.`
}

function failSentence(report: StressReport): string {
  const { convergence, messages } = report.result
  const missed = isJudged(report) ? report.thresholds.filter(({ passed }) => !passed).length : 0
  const { length: diverged } = convergence.diverged
  const reasons = [
    ...(diverged > 0
      ? [`${whole(diverged)} of ${plural(convergence.checked, 'board')} ended with another picture than the server`]
      : []),
    ...(messages.foreign > 0
      ? [
          `${plural(messages.foreign, 'message')} reached somebody who should not see ${messages.foreign === 1 ? 'it' : 'them'}`,
        ]
      : []),
    ...(missed > 0
      ? [`${missed} of ${plural(report.thresholds.length, 'threshold')} ${missed === 1 ? 'was' : 'were'} missed`]
      : []),
  ]
  return reasons.length === 0 ? 'Something fails this run.' : `${listed(reasons)}.`
}

/** `a`, `a and b`, `a, b and c` */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** Whether thresholds were held against the figures at all: those of a machine that was too slow pass and fail nothing. */
function isJudged({ result, options }: StressReport): boolean {
  return result.generator.level !== 'invalid' || options['onSaturation'] === 'warn'
}

/** `null` where none was set. */
export function thresholdTable(report: StressReport): Table | null {
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
        { text: figureText(pathOf(expression), actual), sort: actual },
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
