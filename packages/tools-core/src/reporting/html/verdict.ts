import { isJudged, wasTooSlow } from '../is-judged.ts'
import type { Report, Verdict } from '../report.ts'
import type { Localization } from '../../language/index.ts'
import { type Table, table, words } from './table.ts'
import type { Tone } from './tone.ts'

export interface VerdictView {
  readonly tone: Tone
  readonly word: string
  /** What it means, in one sentence. */
  readonly sentence: string
  readonly details: readonly string[]
}

const tones = { pass: 'good', fail: 'bad', invalid: 'warn', error: 'bad' } as const satisfies Record<Verdict, Tone>

/** A verdict in a word, and how it is to be taken. */
export function verdictWord(t: Localization, verdict: Verdict): Pick<VerdictView, 'tone' | 'word'> {
  return { tone: tones[verdict], word: t.core.verdict[verdict] }
}

/** @param sentences why it is so, of each verdict that has a reason of the tool's own */
export function verdictView<One extends Report<unknown>>(
  t: Localization,
  report: One,
  sentences: Readonly<Record<'pass' | 'fail' | 'error', (report: One) => string>>,
): VerdictView {
  const { result, run, verdict } = report
  const texts = t.core.verdict
  return {
    ...verdictWord(t, verdict),
    sentence: verdict === 'invalid' ? texts.invalidSentence : sentences[verdict](report),
    details: [
      ...(run.interrupted ? [texts.stopped] : []),
      ...(verdict !== 'invalid' && verdict !== 'error' && wasTooSlow(result) ? [texts.slowMachine] : []),
    ],
  }
}

/** `all 3 thresholds were held` */
export function heldText(t: Localization, { thresholds: { length } }: Pick<Report<unknown>, 'thresholds'>): string {
  return length === 0 ? t.core.thresholds.noneSet : t.core.thresholds.held(length)
}

/** `2 of 3 thresholds were missed`; `null` where none was, or none was judged. */
export function missedText(t: Localization, report: Report<unknown>): string | null {
  const { thresholds } = report
  const missed = isJudged(report) ? thresholds.filter(({ passed }) => !passed).length : 0
  return missed === 0 ? null : t.core.thresholds.missed(missed, thresholds.length)
}

/**
 * `null` where none was set.
 * @param textOf a figure in its unit, by its path
 */
export function thresholdTable(
  t: Localization,
  report: Report<unknown>,
  textOf: (t: Localization, path: string, value: number | null) => string,
): Table | null {
  const { thresholds } = report
  if (thresholds.length === 0) return null
  const judged = isJudged(report)
  const { actual: actualWord, caption, isHeld, isMissed, notJudged, outcome, threshold } = t.core.thresholds
  return table({
    id: 'thresholds',
    caption,
    columns: [words(threshold), words(actualWord), words(outcome)],
    rows: thresholds.map(({ expression, actual, passed }) => ({
      cells: [
        { text: expression },
        { text: textOf(t, pathOf(expression), actual), sort: actual },
        judged
          ? { text: passed ? isHeld : isMissed, tone: passed ? 'good' : 'bad' }
          : { text: notJudged, tone: 'warn' },
      ],
    })),
  })
}

/** `latency.p95` of `latency.p95<200ms` */
function pathOf(expression: string): string {
  return /^[^\s<>=!]+/.exec(expression.trim())?.[0] ?? ''
}
