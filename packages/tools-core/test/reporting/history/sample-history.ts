import type { Catalogue } from '../../../src/language/index.ts'
import type { HistoryEntry } from '../../../src/reporting/history/history-entry.ts'
import type { HistoryView } from '../../../src/reporting/history/history-view.ts'
import type { History, KeptRun } from '../../../src/reporting/history/read-history.ts'
import type { Report, ReportViews } from '../../../src/reporting/report.ts'
import { finding, sampleReport, type SampleResult, sampleViews } from '../sample-report.ts'

/** In Ukrainian the same, but for what is given. */
export const texts = (en: string, uk = en): Catalogue<string> => ({ en, uk })

/** A tool that counts rows, and is better the fewer there are. */
export const sampleHistoryView: HistoryView<SampleResult> = {
  subject: ({ result }) => `${result.rows.length} rows`,
  target: ({ target }) => String(target['url']),
  trends: [
    {
      title: 'Rows',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'rows', path: 'result.rows' },
        { label: 'nowhere', path: 'result.nowhere.p95' },
      ],
    },
    { title: 'Findings', unit: 'count', better: 'less', lines: [{ label: 'errors', path: 'findings.error' }] },
    { title: 'Time', unit: 'ms', better: 'less', lines: [{ label: 'time', path: 'run.durationMs' }] },
  ],
}

/** Of it, in Ukrainian. */
const ukrainianView: HistoryView<SampleResult> = {
  ...sampleHistoryView,
  subject: ({ result }) => `рядків: ${result.rows.length}`,
  trends: sampleHistoryView.trends.map((trend) => ({
    ...trend,
    title: `${trend.title} (uk)`,
    lines: trend.lines.map((line) => ({ ...line, label: `${line.label} (uk)` })),
  })),
}

export const keptViews: ReportViews<SampleResult> = {
  ...sampleViews,
  history: { en: sampleHistoryView, uk: ukrainianView },
}

/** A run of its own each time. */
export function runOf(id: string, rows = 3, change: (report: Report<SampleResult>) => void = () => {}) {
  const report = sampleReport({
    findings: [finding(), finding({ severity: 'info' })],
    rows: Array.from({ length: rows }, () => []),
  })
  report.run.id = id
  change(report)
  return report
}

/** An entry as it is read, of the n-th day. */
export function entryOf(day: number, change: (entry: Draft) => void = () => {}): HistoryEntry {
  const at = new Date(Date.UTC(2026, 9, 1 + day, 6, 30)).toISOString()
  const entry: Draft = {
    schemaVersion: 1,
    tool: { name: 'stress-board', version: '1.2.3' },
    run: {
      id: `00000000-0000-4000-8000-${String(day).padStart(12, '0')}`,
      startedAt: at,
      finishedAt: at,
      durationMs: 60_500,
      interrupted: false,
      shard: null,
    },
    verdict: 'pass',
    subject: texts('20 clients on 1 lesson', '20 клієнтів на 1 уроці'),
    target: texts('lesson 1 at localhost:8000', 'урок 1 на localhost:8000'),
    thresholds: { held: 2, missed: 0 },
    findings: { critical: 0, error: 0, warning: 0, info: 0 },
    warnings: 0,
    trends: [
      {
        title: texts('Latency', 'Затримка'),
        unit: 'ms',
        better: 'less',
        lines: [
          { label: texts('p95'), path: 'result.latency.p95', value: 100 + day },
          { label: texts('p50'), path: 'result.latency.p50', value: 40 },
        ],
      },
      {
        title: texts('Delivered', 'Доставлено'),
        unit: 'share',
        better: 'more',
        lines: [{ label: texts('delivered', 'доставлено'), path: 'result.messages.delivered', value: 1 }],
      },
      {
        title: texts('What went wrong', 'Що пішло не так'),
        unit: 'count',
        better: 'less',
        lines: [{ label: texts('lost', 'втрачено'), path: 'result.messages.lost', value: 0 }],
      },
    ],
    reports: [],
  }
  change(entry)
  return entry
}

export type Draft = { -readonly [Key in keyof HistoryEntry]: Writable<HistoryEntry[Key]> }
type Writable<T> = T extends readonly (infer Item)[]
  ? Writable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Writable<T[Key]> }
    : T

/** The newest first, as a folder is read. */
export function historyOf(entries: readonly HistoryEntry[], change: Partial<History> = {}): History {
  const runs: KeptRun[] = entries
    .map((entry) => ({ entry, reports: entry.reports }))
    .toSorted((a, b) => b.entry.run.startedAt.localeCompare(a.entry.run.startedAt))
  return { runs, total: runs.length, skipped: [], names: [], ...change }
}
