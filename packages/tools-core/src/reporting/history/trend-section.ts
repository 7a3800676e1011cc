import { capital } from '../../language/index.ts'
import { type Chart, type ChartLine, drawn, spanOf, type Unit } from '../html/chart.ts'
import { type Figure, figure } from '../html/figure.ts'
import { type Section, section } from '../html/section.ts'
import type { Tone } from '../html/tone.ts'
import { figureOfUnit } from './figure-of-unit.ts'
import type { TrendValues } from './history-entry.ts'
import type { HistoryLocalization } from './history-language.ts'
import { type Outcome, outcomeOf, outcomeTones, targetKey, type TargetRuns, whenOf } from './target-runs.ts'
import type { KeptRun } from './read-history.ts'

/** A line of more would be a band. */
const mostDrawn = 100

/** Fewer runs say nothing of what is usual. */
const leastUsual = 4

/** The same for the same target in every rendering. */
export function trendId({ tool, target }: Pick<TargetRuns, 'tool' | 'target'>): string {
  return `trend-${tool}-${targetKey(target)}`
}

/** How the figures of a tool went against one target. */
export function trendSection(t: HistoryLocalization, group: TargetRuns): Section {
  const { language, messages, say } = t
  const { trend: words } = messages
  const { target, tool } = group
  const [latest] = group.runs
  const { length: count } = group.runs
  const whole = group.runs.filter(({ entry }) => !entry.run.interrupted)
  const drawnRuns = whole.slice(0, mostDrawn)
  const trends = latest.entry.trends
  return section({
    id: trendId(group),
    title: say(words.title, { tool, target: target[language] || messages.noTarget }),
    intro: say(words.intro, {
      runs: say(messages.runs, { count }),
      verdict: messages.verdict[outcomeOf(latest.entry)],
      when: whenOf(latest.entry),
      subject: capital(latest.entry.subject[language]),
    }),
    remarks: [
      ...(count === 1 ? [words.one] : []),
      ...(whole.length < count ? [words.left] : []),
      ...(drawnRuns.length < whole.length ? [say(words.cut, { count: drawnRuns.length })] : []),
    ],
    figures: trends.flatMap((trend) => latestFigure(t, trend, group.runs)),
    charts: trends.flatMap((trend, at) => trendChart(t, trend, `${trendId(group)}-${at + 1}`, drawnRuns)),
  })
}

/** The figure of the latest run beside those before it. */
function latestFigure(
  t: HistoryLocalization,
  { better, unit, lines: [line] }: TrendValues,
  runs: TargetRuns['runs'],
): Figure[] {
  const { language, messages, say } = t
  const { trend: words } = messages
  if (line === undefined || line.value === null) return []
  const [{ entry: latest }, ...before] = runs
  const valuesOf = (kept: readonly KeptRun[]) =>
    kept.map(({ entry }) => valueOf(entry.trends, unit, line.path)).filter((value) => value !== null)
  const values = valuesOf(before.filter(({ entry }) => isComparable(entry)))
  const median = medianOf(values)
  // Of the only run the remark says that it is the first.
  const first = before.length === 0 ? '' : valuesOf(before).length > 0 ? words.alone : words.first
  const usual = (value: number) =>
    say(words.median, { runs: say(messages.runs, { count: values.length }), value: figureOfUnit(t, unit, value) })
  return [
    figure(
      line.label[language],
      figureOfUnit(t, unit, line.value),
      median === null ? first : usual(median),
      isComparable(latest) ? toneOf(line.value, values, better) : 'quiet',
    ),
  ]
}

/** A run whose figures can be held against others': it went to its end on a machine that was fast enough. */
function isComparable({ run, verdict }: KeptRun['entry']): boolean {
  return !run.interrupted && verdict !== 'invalid'
}

/** Only what no run before has reached stands out. */
function toneOf(value: number | null, before: readonly number[], better: TrendValues['better']): Tone {
  if (value === null || better === null || before.length < leastUsual) return 'quiet'
  const isMore = before.every((one) => value > one)
  const isLess = before.every((one) => value < one)
  if (!isMore && !isLess) return 'quiet'
  return (better === 'more') === isMore ? 'good' : 'bad'
}

/** Of few runs: the mean of the two in the middle, where there are two. */
function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Another version may have other lines, in other words: those of the same figure in the same unit are one. */
function valueOf(trends: readonly TrendValues[], unit: Unit, path: string): number | null {
  const lines = trends.filter((trend) => trend.unit === unit).flatMap((trend) => trend.lines)
  return lines.find((line) => line.path === path)?.value ?? null
}

/** None of a figure that fewer than two runs have. @param runs the newest first */
function trendChart(t: HistoryLocalization, trend: TrendValues, id: string, runs: readonly KeptRun[]): Chart[] {
  const { language, messages, say } = t
  const { trend: words } = messages
  const { better, unit } = trend
  const title = trend.title[language]
  const told = runs.toReversed()
  const all = trend.lines.map(({ path }) => told.map(({ entry }) => valueOf(entry.trends, unit, path)))
  const lines = trend.lines.filter((_, at) => all[at]?.some((value) => value !== null))
  const values = all.filter((line) => line.some((value) => value !== null))
  if (values.every((line) => line.filter((value) => value !== null).length < 2)) return []
  // Nothing ever went wrong: the number says so.
  if (unit === 'count' && values.flat().every((value) => value === null || value === 0)) return []
  const outcomes = told.map(({ entry }) => outcomeOf(entry))
  const spans = lines.map(({ label }, at) =>
    say(words.line, {
      label: label[language],
      span: spanOf(t, values[at] ?? [], (value) => figureOfUnit(t, unit, value)),
    }),
  )
  const names = told.map(({ entry }) => whenOf(entry))
  return [
    {
      id,
      title,
      note: say(words.note, { better: words[better ?? 'neither'] }),
      spoken: say(words.spoken, {
        title,
        runs: say(messages.runs, { count: runs.length }),
        when: names.at(-1) ?? '',
        lines: spans.join(', '),
      }),
      group: null,
      x: { kind: 'runs', values: told.map((_, at) => at) },
      names,
      y: { unit, isLogarithmic: false },
      lines: [
        ...lines.map(({ label }, at) => lineOf(label[language], at, values[at] ?? [])),
        ...marksOf(t, outcomes, values[0] ?? []),
      ],
    },
  ]
}

const colors = [1, 2, 3, 4] as const

function lineOf(label: string, at: number, values: readonly (number | null)[]): ChartLine {
  return {
    label,
    color: colors[at % colors.length] ?? 1,
    look: at === 0 ? 'line' : 'dashes',
    values: values.map(drawn),
  }
}

const marks = {
  pass: 'dots',
  fail: 'diamonds',
  error: 'diamonds',
  invalid: 'rings',
  stopped: 'rings',
} as const satisfies Record<Outcome, ChartLine['look']>

/** On the first line, whose figure is the one that counts. */
function marksOf(
  { messages }: HistoryLocalization,
  outcomes: readonly Outcome[],
  values: readonly (number | null)[],
): ChartLine[] {
  return [...new Set(outcomes)].map((outcome): ChartLine => {
    const tone = outcomeTones[outcome]
    return {
      label: messages.verdict[outcome],
      color: tone === 'good' || tone === 'bad' ? tone : 'warn',
      look: marks[outcome],
      values: values.map((value, at) => (outcomes[at] === outcome ? drawn(value) : null)),
    }
  })
}
