import type { Report } from '../../../src/reporting/report.ts'
import { bar } from '../../../src/reporting/html/bar.ts'
import type { AxisKind, Chart, ChartLine } from '../../../src/reporting/html/chart.ts'
import { figure } from '../../../src/reporting/html/figure.ts'
import { facetOf } from '../../../src/reporting/html/filter.ts'
import { IntervalScale } from '../../../src/reporting/html/interval.ts'
import { reportPage, type ReportPage } from '../../../src/reporting/html/page.ts'
import { section } from '../../../src/reporting/html/section.ts'
import { facetedTable, numbers, type Table, table, words } from '../../../src/reporting/html/table.ts'
import { english } from '../english.ts'

const looks = ['line', 'dashes', 'steps', 'bars', 'dots', 'rings', 'diamonds'] as const

/** A page with every part and every kind of chart. @param text stands wherever a text may come from outside */
export function samplePage(text = 'room 1'): ReportPage {
  return reportPage(english, {
    title: 'Sample',
    subject: text,
    verdict: { tone: 'bad', word: 'Fail', sentence: text, details: [text] },
    thresholds: table({
      id: 'thresholds',
      caption: text,
      columns: [words('Threshold'), words('Outcome')],
      rows: [{ cells: [{ text }, { text: 'missed', tone: 'bad' }] }],
    }),
    warnings: [text, text],
    tiles: Array.from({ length: 8 }, (_, at) => figure(`Figure ${at}`, text, text, at % 2 === 0 ? 'good' : 'quiet')),
    sections: [
      section({ id: 'charts', title: 'Charts', intro: text, remarks: [text], charts: sampleCharts(text) }),
      section({
        id: 'tables',
        title: 'Tables',
        intro: text,
        count: { text: '3', tone: 'bad' },
        paths: ['result.generator', 'thresholds'],
        tables: [filteredTable(text), intervalTable(text), longTable(), foldedTable(text)],
      }),
    ],
    bars: [
      bar('Rooms', text, [
        [text, 3, 'good'],
        ['none', 0, 'bad'],
        ['lost', 1, 'bad'],
      ]),
    ],
  })
}

/** More rows than a table draws at once, the names in no order. */
function longTable(): Table {
  return table({
    id: 'long',
    caption: 'Many rows.',
    columns: [words('Name'), numbers('Count')],
    rows: Array.from({ length: 250 }, (_, at) => ({
      id: `many-${at}`,
      cells: [{ text: `row ${(at * 7) % 250}` }, { text: String(at), sort: at }],
    })),
  })
}

function foldedTable(text: string): Table {
  return table({
    id: 'folded',
    fold: 'What is folded',
    caption: text,
    columns: ['Room', 'Kind', 'Count', 'Share'].map((label, at) => (at < 2 ? words(label) : numbers(label))),
    rows: [
      {
        id: 'room-a',
        cells: [{ text: 'a' }, { text, tone: 'warn' }, { text: '2', sort: 2 }, { text: '–', sort: null }],
      },
      {
        id: 'room-b',
        cells: [
          { text: 'b', href: '#charts' },
          { text: '', links: [{ text: 'report', href: 'report.html' }] },
          { text: '1', sort: 1 },
          { text: '50 %', sort: 0.5 },
        ],
      },
    ],
  })
}

function sampleCharts(text: string): Chart[] {
  return [
    chart('seconds', 0, 12, [['dots', [5, 7, 5, 200]]], text),
    chart(
      'seconds',
      1,
      1,
      looks.map((look, at) => [look, [1, 2, 3, 10].map((value) => value + at)] as const),
      text,
    ),
    chart('clients', 2, 6, [['line', [2, 4, 8, 40]]], text),
    chart(
      'ranks',
      3,
      10,
      [
        ['line', [1, 2, 3, null]],
        ['rings', [null, 4, null, 9]],
      ],
      text,
    ),
    chart('bins', 4, 1, [['bars', [3, 0, 4, 1]]], text),
    chart('evenBins', 5, 1, [['bars', Array.from({ length: 24 }, (_, at) => at % 5)]], text),
    chart('names', 6, 1, [['diamonds', [3, null, 4, 1]]], text),
  ]
}

type Line = readonly [look: ChartLine['look'], values: ChartLine['values']]

function chart(kind: AxisKind, id: number, step: number, lines: readonly Line[], text: string): Chart {
  const places = (lines[0]?.[1] ?? []).map((_, at) => at)
  const isTime = kind !== 'bins' && kind !== 'evenBins'
  return {
    id: `chart-${id}`,
    title: text,
    note: text,
    spoken: text,
    group: kind === 'seconds' ? 'time' : null,
    x: { kind, values: kind === 'ranks' ? [1, 2, 10, 100] : places.map((at) => at * step) },
    edges: kind === 'bins' ? [1, 1.25, 1.6, 2, 2.5] : [...places.map((at) => 10 + at * 10), 900],
    names: ['one', 'two', 'three', text],
    y: { unit: isTime ? 'ms' : 'count', isLogarithmic: isTime },
    lines: lines.map(([look, values], at): ChartLine => {
      const color = ([1, 2, 3, 4] as const)[at % 4] ?? 1
      return { label: text, color, look, values }
    }),
  }
}

function filteredTable(text: string): Table {
  const parts = {
    id: 'filtered',
    caption: text,
    columns: [words('Name'), numbers('Count')],
    rows: [
      { facets: { kind: 'a' }, cells: [{ text: 'room 10' }, { text: '1,000', sort: 1000 }] },
      { facets: { kind: 'b' }, cells: [{ text: 'room 9' }, { text: '–', sort: null }] },
      {
        facets: { kind: 'a' },
        cells: [
          { text, list: [text] },
          { text: '20', sort: 20 },
        ],
      },
    ],
    rest: text,
  }
  const kinds = facetOf('kind', 'Kind', ['a', 'b', 'a'], (kind) => (kind === 'a' ? text : kind))
  return facetedTable(parts, [kinds], text)
}

function intervalTable(text: string): Table {
  const interval = { low: -0.1, high: 0.4, value: 0.2 }
  return table({
    id: 'intervals',
    caption: 'Changes.',
    columns: [words('Figure'), words('Change')],
    rows: [
      {
        cells: [
          { text, note: text },
          { text: '+20 %', interval: new IntervalScale([interval], 0.1).marks(interval) },
        ],
      },
    ],
  })
}

/** Of a machine that had time, of which one threshold of two was missed. */
export function judgedReport(
  change: (report: Report<{ readonly generator: { readonly level: 'ok' | 'warn' | 'invalid' } }>) => void = () => {},
): Report<{ readonly generator: { readonly level: 'ok' | 'warn' | 'invalid' } }> {
  const run: Report<unknown>['run'] = {
    id: 'a',
    startedAt: '2026-11-26T05:59:02.880Z',
    finishedAt: '2026-11-26T06:00:03.380Z',
    durationMs: 60_500,
    interrupted: false,
    seed: 42,
    shard: null,
    environment: { node: 'v20.20.2', platform: 'linux-x64', cpus: 8 },
  }
  const report: Report<{ readonly generator: { readonly level: 'ok' | 'warn' | 'invalid' } }> = {
    schemaVersion: 1,
    tool: { name: 'sample', version: '1.2.3' },
    run,
    target: { url: 'ws://127.0.0.1/', lessons: [1, 2] },
    options: { clients: 3, quiet: false, header: [], token: null, onSaturation: 'fail' },
    thresholds: [
      { expression: 'latency.p95<200ms', actual: 250, passed: false },
      { expression: 'errors.count==0', actual: 0, passed: true },
    ],
    verdict: 'fail',
    warnings: [],
    result: { generator: { level: 'ok' } },
  }
  change(report)
  return report
}
