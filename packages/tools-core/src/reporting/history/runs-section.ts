import { encodePercent } from '../../values/encode-percent.ts'
import { wordOf } from '../../language/index.ts'
import { facetOf } from '../html/filter.ts'
import { type Section, section } from '../html/section.ts'
import { type Cell, facetedTable, numbers, type Row, words as column } from '../html/table.ts'
import { figureOfUnit } from './figure-of-unit.ts'
import { type HistoryEntry, severities } from './history-entry.ts'
import type { HistoryLocalization } from './history-language.ts'
import type { History, KeptRun } from './read-history.ts'
import { outcomeOf, outcomeTones, targetKey } from './target-runs.ts'

/** Every run with what a reader asks first: when, what, how it went, and where to read more. */
export function runsSection(t: HistoryLocalization, { runs, total }: History): Section {
  const { language, messages, say } = t
  const { table: words } = messages
  const { columns } = words
  const names = new Map(runs.map(({ entry: { target } }) => [targetKey(target), target[language] || messages.noTarget]))
  const values = (of: (entry: HistoryEntry) => string): string[] => runs.map(({ entry }) => of(entry))
  const facets = [
    facetOf('tool', columns.tool, values(({ tool }) => tool.name).toSorted()),
    facetOf('verdict', columns.verdict, values(outcomeOf), (outcome) => wordOf(messages.verdict, outcome)),
    facetOf(
      'target',
      words.target,
      values(({ target }) => targetKey(target)),
      (key) => names.get(key) ?? key,
    ),
  ]
  const parts = {
    id: 'runs-table',
    caption: words.caption,
    columns: [
      ...[columns.when, columns.tool, columns.verdict, columns.subject, columns.figures, columns.findings].map(column),
      numbers(columns.took),
      column(columns.reports),
    ],
    rows: withOwnIds(runs.map((run) => rowOf(t, run))),
    rest: total > runs.length ? say(words.rest, { shown: runs.length, all: total }) : null,
  }
  return section({
    id: 'runs',
    title: words.title,
    intro: words.intro,
    paths: ['runs'],
    tables: [facetedTable(parts, facets.filter(isChoice), words.search)],
  })
}

/** What is the same in all rows tells none apart. */
function isChoice({ groups }: ReturnType<typeof facetOf>): boolean {
  return groups.some(({ options }) => options.length > 1)
}

/** The same run may lie in two files. */
function withOwnIds(rows: readonly Row[]): Row[] {
  const times = new Map<string, number>()
  return rows.map((row) => {
    const id = row.id ?? ''
    const time = (times.get(id) ?? 0) + 1
    times.set(id, time)
    return time === 1 ? row : { ...row, id: `${id}-${time}` }
  })
}

function rowOf(t: HistoryLocalization, kept: KeptRun): Row {
  const { language, messages } = t
  const { entry } = kept
  const { run, subject, target, tool } = entry
  const outcome = outcomeOf(entry)
  return {
    id: `run-${run.id.replace(/[^A-Za-z0-9-]/g, '-').slice(-12)}`,
    facets: { tool: tool.name, verdict: outcome, target: targetKey(target) },
    cells: [
      { text: `${run.startedAt.slice(0, 10)} ${run.startedAt.slice(11, 19)}`, ...noted(shardText(t, run)) },
      { text: tool.name, note: tool.version },
      { text: messages.verdict[outcome], tone: outcomeTones[outcome], ...noted(missedText(t, entry)) },
      { text: subject[language] || '–', ...noted(target[language]) },
      { text: figuresText(t, entry) || '–' },
      findingsCell(t, entry),
      { text: t.ms(run.durationMs), sort: run.durationMs },
      reportsCell(kept),
    ],
  }
}

function noted(note: string): { note?: string } {
  return note === '' ? {} : { note }
}

function shardText({ messages, say }: HistoryLocalization, { shard }: HistoryEntry['run']): string {
  return shard === null ? '' : say(messages.table.shard, { ...shard })
}

function missedText({ messages, say }: HistoryLocalization, { thresholds: { held, missed } }: HistoryEntry): string {
  return missed === 0 ? '' : say(messages.table.missed, { missed, count: held + missed })
}

/** The first figure of each trend: `p95 811 ms · delivered 100 %`. */
function figuresText(t: HistoryLocalization, { trends }: HistoryEntry): string {
  const { language, messages, say } = t
  return trends
    .flatMap(({ unit, lines: [line] }) =>
      line === undefined || line.value === null
        ? []
        : [say(messages.table.figure, { label: line.label[language], value: figureOfUnit(t, unit, line.value) })],
    )
    .join(' · ')
}

/** Sorted by the gravest of them, and by how many of these there are. */
function findingsCell({ messages, say }: HistoryLocalization, { findings }: HistoryEntry): Cell {
  const { finding, severities: names } = messages.table
  const found = severities.filter((severity) => findings[severity] > 0)
  const [gravest] = found
  const rank = gravest === undefined ? 0 : (severities.length - severities.indexOf(gravest)) * 1e9 + findings[gravest]
  const text = found
    .map((severity) => say(finding, { count: findings[severity], severity: names[severity] }))
    .join(', ')
  return { text: text || '–', sort: rank }
}

/** The page before what is for machines. */
const order = ['html', 'markdown', 'text', 'json', 'csv', 'junit', 'sarif']

function reportsCell({ reports }: KeptRun): Cell {
  if (reports.length === 0) return { text: '–' }
  const sorted = reports.toSorted((a, b) => order.indexOf(a.format) - order.indexOf(b.format))
  return { text: '', links: sorted.map(({ format, path }) => ({ text: format, href: hrefOf(path) })) }
}

/** No piece of a path can be taken for a scheme, a question or a part. */
function hrefOf(path: string): string {
  return path.split('/').map(encodePercent).join('/')
}
