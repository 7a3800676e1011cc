import type { Language } from '../../language/index.ts'
import { figure, type Figure } from '../html/figure.ts'
import { renderReportPage, type ReportPage, reportPage } from '../html/page.ts'
import { type Section, section } from '../html/section.ts'
import { table, words as column } from '../html/table.ts'
import type { VerdictView } from '../html/verdict.ts'
import { type HistoryLocalization, historyLocalization } from './history-language.ts'
import type { History, SkippedFile } from './read-history.ts'
import { runsSection } from './runs-section.ts'
import { type Outcome, outcomeOf, outcomeTones, type TargetRuns, targetsOf, whenOf } from './target-runs.ts'
import { trendId, trendSection } from './trend-section.ts'

/** By this a page is known as one of these, which may be written over. */
export const generator = 'm4sh-tools history'

/** Targets that have a tile and lines of their own. */
const mostTargets = 20

/** Names of files that one looks through. */
const mostFiles = 100

/** The page of a folder, a file that needs nothing else but links to the reports beside it. */
export function renderHistory(history: History, language: Language): string {
  const runs = history.runs.map(({ entry, reports }) => ({ ...entry, reports }))
  return renderReportPage(toHistoryPage(history, language), { report: { runs }, styles, generator })
}

/** Three pictures beside each other where there is room: they are compared, and not studied. */
const styles = `
@media screen and (min-width: 52.01rem) { .charts { grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); } }
.charts > :only-child { grid-column: auto; max-width: 42rem; }
.tiles .value { font-size: 1.125rem; }
.legend .at { min-width: 3.5rem; }
/* The line says the value already. */
.legend li:has(> :is([data-color='good'], [data-color='warn'], [data-color='bad'])) .at { display: none; }
`

export function toHistoryPage(history: History, language: Language): ReportPage {
  const t = historyLocalization(language)
  const { messages, say } = t
  const targets = targetsOf(history.runs)
  const shown = targets.slice(0, mostTargets)
  const { length: others } = targets.slice(mostTargets)
  return reportPage(t, {
    title: messages.title,
    subject: subjectOf(t, history),
    verdict: verdictOf(t, targets),
    thresholds: null,
    warnings: [
      ...(others > 0 ? [say(messages.trend.others, { count: others })] : []),
      ...(history.skipped.length > 0 ? [say(messages.files.warning, { count: history.skipped.length })] : []),
    ],
    tiles: shown.map((group) => tileOf(t, group)),
    sections: [
      ...shown.map((group) => trendSection(t, group)),
      ...(history.runs.length > 0 ? [runsSection(t, history)] : []),
      ...(history.skipped.length > 0 ? [filesSection(t, history.skipped)] : []),
    ],
  })
}

function subjectOf({ messages, say }: HistoryLocalization, { runs, total }: History): string {
  const [latest] = runs
  const first = runs.at(-1)
  if (latest === undefined || first === undefined) return messages.none
  const tools = new Set(runs.map(({ entry }) => entry.tool.name)).size
  return say(messages.subject, {
    runs: say(messages.runs, { count: total }),
    tools: say(messages.tools, { count: tools }),
    from: whenOf(first.entry),
    to: whenOf(latest.entry),
  })
}

/** How things are now: what the latest run against each target came to. */
function verdictOf({ messages, say }: HistoryLocalization, targets: readonly TargetRuns[]): VerdictView {
  const { empty, fail, pass, unsure } = messages.page
  const latest = targets.map(({ runs: [run] }) => outcomeOf(run.entry))
  const { length: count } = latest
  const of = (...outcomes: Outcome[]): number => latest.filter((one) => outcomes.includes(one)).length
  const [bad, unknown] = [of('fail', 'error'), of('invalid', 'stopped')]
  if (count === 0) return { tone: 'quiet', word: empty.word, sentence: empty.sentence, details: [] }
  if (bad > 0) return { tone: 'bad', word: fail.word, sentence: say(fail.sentence, { bad, count }), details: [] }
  if (unknown > 0)
    return { tone: 'warn', word: unsure.word, sentence: say(unsure.sentence, { bad: unknown, count }), details: [] }
  return { tone: 'good', word: pass.word, sentence: say(pass.sentence, { count }), details: [] }
}

function tileOf({ language, messages }: HistoryLocalization, group: TargetRuns): Figure {
  const { entry } = group.runs[0]
  const outcome = outcomeOf(entry)
  const note = `${group.target[language] || messages.noTarget}; ${whenOf(entry)}`
  return figure(group.tool, messages.verdict[outcome], note, outcomeTones[outcome], `#${trendId(group)}`)
}

/** Names, and nothing of what is in them. */
function filesSection(t: HistoryLocalization, skipped: readonly SkippedFile[]): Section {
  const { files: words } = t.messages
  const shown = skipped.slice(0, mostFiles)
  return section({
    id: 'files',
    title: words.title,
    intro: words.intro,
    tables: [
      table({
        id: 'files-table',
        caption: words.caption,
        columns: [words.columns.file, words.columns.reason].map(column),
        rows: shown.map(({ file, reason }) => ({ cells: [{ text: file }, { text: t.translate(reason) }] })),
        rest: shown.length < skipped.length ? t.say(words.rest, { shown: shown.length, all: skipped.length }) : null,
      }),
    ],
  })
}
