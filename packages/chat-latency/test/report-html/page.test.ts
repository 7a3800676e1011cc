import { hostileMarkup, missingPaths } from '@m4sh/tools-core/testing'
import { describe, expect, test } from '@jest/globals'
import type { ReportPage } from '@m4sh/tools-core/reporting/html'
import { summarize } from '@m4sh/tools-core/stats/summary'
import { histogramOf } from '../../src/histogram-bars.ts'
import { renderReportHtml } from '../../src/report-html.ts'
import { toPage } from '../../src/report-html/page.ts'
import { hostileReport } from './hostile-report.ts'
import { comparedWith, emptyReport, invalidReport, latencies, sampleReport, slowReport } from './sample-report.ts'
import { localization } from '../../src/language/index.ts'

const tableOf = (page: ReportPage, id: string) => {
  const found = page.sections.flatMap(({ tables }) => tables).find((table) => table.id === id)
  if (!found) throw new Error(`there is no table ${id}`)
  return found
}

const textsOf = (page: ReportPage, id: string) =>
  tableOf(page, id).rows.map(({ cells }) => cells.map(({ text }) => text))

const chartOf = (page: ReportPage, id: string) => {
  const found = page.data.charts.find((chart) => chart.id === id)
  if (!found) throw new Error(`there is no chart ${id}`)
  return found
}

test('what parts show can be copied from the report', () => {
  for (const report of [sampleReport(), slowReport()])
    expect(missingPaths(toPage(localization('en'), report).sections, report)).toEqual([])
})

describe('the verdict', () => {
  test('pass says how many arrived and how fast', () => {
    expect(toPage(localization('en'), sampleReport()).verdict).toEqual({
      tone: 'good',
      word: 'Pass',
      sentence: 'All 400 messages arrived, 95 % of them within 54.8 ms; no threshold was set.',
      details: [],
    })
  })

  test('pass keeps quiet neither about what is lost, nor about a slower run that fails nothing', () => {
    const report = slowReport()
    report.verdict = 'pass'
    report.thresholds = []
    expect(toPage(localization('en'), report).verdict.sentence).toBe(
      '400 of 414 messages arrived, 95 % of them within 54.8 ms; they are slower than those of the baseline, which fails nothing here; no threshold was set.',
    )
  })

  test('pass of a run that was stopped before its first message', () => {
    const report = emptyReport()
    report.verdict = 'pass'
    report.run.interrupted = true
    Object.assign(report.result.messages, { sent: 0, lost: 0 })
    expect(toPage(localization('en'), report).verdict).toMatchObject({
      sentence: 'No message arrived, for none was sent; no threshold was set.',
      details: ['The run was stopped early: the figures are of the time until then.'],
    })
  })

  test('fail names every reason', () => {
    expect(toPage(localization('en'), slowReport()).verdict.sentence).toBe(
      'p50 and p90 are slower than in the baseline by more than is allowed and 3 of 4 thresholds were missed.',
    )
  })

  test('error says how far it came', () => {
    expect(toPage(localization('en'), emptyReport()).verdict.sentence).toBe(
      'None of 20 messages arrived, so there is nothing to judge.',
    )
    const brokenOff = sampleReport((report) => {
      report.verdict = 'error'
      Object.assign(report.result.messages, { sent: 20, received: 10, failed: 10 })
      report.result.connections.brokenOff = 1
    })
    expect(toPage(localization('en'), brokenOff).verdict.sentence).toBe(
      '10 of 20 messages arrived; then 1 conversation reached nobody any more until the run ended.',
    )
  })

  test('invalid judges no threshold', () => {
    expect(toPage(localization('en'), invalidReport()).thresholds?.rows.map(({ cells }) => cells.at(-1)?.text)).toEqual(
      ['not judged'],
    )
  })
})

test('the line below the title says what was measured', () => {
  expect(toPage(localization('en'), sampleReport()).subject).toBe(
    '400 messages in lesson 1 at 127.0.0.1:8000; 2026-11-26 05:59:02 UTC, 40.5 s',
  )
  const two = sampleReport(({ target }) => Object.assign(target, { lessons: [1, 2], url: '[redacted]' }))
  expect(toPage(localization('en'), two).subject).toMatch(/ in lessons 1, 2 at \[redacted\];/)
})

test('thresholds show the actual value in its unit', () => {
  expect(
    toPage(localization('en'), slowReport()).thresholds?.rows.map(({ cells }) => cells.map(({ text }) => text)),
  ).toEqual([
    ['latency.p95<20ms', '54.8 ms', 'missed'],
    ['messages.lost==0', '12', 'missed'],
    ['generator.cpuShare<50%', '11.0 %', 'held'],
    ['errors.byKind.socket-lost==0', 'unknown', 'missed'],
  ])
})

describe('tiles', () => {
  const tilesOf = (report = slowReport()) =>
    Object.fromEntries(toPage(localization('en'), report).tiles.map(({ label, value, tone }) => [label, [value, tone]]))

  test('are the figures that a reader wants first', () => {
    expect(tilesOf()).toEqual({
      'Latency p50': ['8.38 ms', 'quiet'],
      'Latency p95': ['54.8 ms', 'quiet'],
      'Latency p99': ['115 ms', 'quiet'],
      'Against the baseline': ['Slower', 'bad'],
      Arrived: ['400 of 414', 'bad'],
      Lost: ['12', 'bad'],
      Errors: ['3', 'bad'],
      Generator: ['Had time', 'good'],
    })
  })

  test('slower is no failure where nothing was said of it, and without a baseline there is no word', () => {
    const report = slowReport()
    report.result.comparison = { ...comparedWith(report.result, latencies(50)), verdict: 'slower', regressions: [] }
    expect(tilesOf(report)['Against the baseline']).toEqual(['Slower', 'warn'])
    expect(tilesOf(sampleReport())['Against the baseline']).toEqual(['–', 'quiet'])
  })
})

test('every figure has a value, and says what it is', () => {
  const { tiles, sections } = toPage(localization('en'), slowReport())
  const figures = [...tiles, ...sections.flatMap((section) => section.figures)]
  expect(figures.length).toBeGreaterThan(25)
  expect(figures.filter(({ value, note }) => value === '' || note.length < 6)).toEqual([])
})

describe('the page of a run in which nothing arrived', () => {
  test('has no chart, and figures that are unknown', () => {
    const page = toPage(localization('en'), emptyReport())
    expect(page.data.charts).toEqual([])
    expect(page.tiles.map(({ value }) => value)).toEqual(expect.arrayContaining(['–', '0 of 20', '20']))
    expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('charts', () => {
  test('the distribution has every message, and a last bar that ends with the slowest', () => {
    const report = sampleReport()
    const { lines, edges = [], note } = chartOf(toPage(localization('en'), report), 'histogram')
    expect(lines[0]?.values.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(400)
    expect(edges).toHaveLength((lines[0]?.values.length ?? 0) + 1)
    expect(edges.at(-1)).toBe(report.result.latency.max)
    expect(note).toMatch(/ The last bar takes all that took longer than 120 ms\.$/)
  })

  test('of one message are drawn, too', () => {
    const page = toPage(
      localization('en'),
      sampleReport(({ result }) => {
        Object.assign(result, { latency: summarize([7]), histogram: histogramOf([7]) })
        result.samples = { at: [0], latency: [7], undelivered: [] }
      }),
    )
    expect(chartOf(page, 'histogram').lines[0]?.values).toEqual([1])
    expect(chartOf(page, 'percentiles').lines[0]?.values).toEqual([7])
    expect(chartOf(page, 'latency-over-time').x.values).toEqual([0])
    expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('messages of several conversations stand in the order of time', () => {
    const page = toPage(
      localization('en'),
      sampleReport(({ result }) => {
        result.samples = { at: [0, 100, 200, 0.5, 50], latency: [1, 2, 3, 4, 5], undelivered: [] }
      }),
    )
    const { x, lines } = chartOf(page, 'latency-over-time')
    expect(x.values).toEqual([0, 0.001, 0.05, 0.1, 0.2])
    expect(lines[0]?.values).toEqual([1, 4, 5, 2, 3])
  })

  test('of very many messages are bounded, which is said, and the slowest one is there', () => {
    const report = sampleReport(({ result }) => {
      const many = Array.from({ length: 200_000 }, (_, at) => 5 + (at % 1013) / 97.3)
      many[123_457] = 9000
      Object.assign(result, { latency: summarize(many), histogram: histogramOf(many) })
      result.samples = { at: many.map((_, at) => at * 1.37), latency: many, undelivered: [] }
    })
    const { lines, note } = chartOf(toPage(localization('en'), report), 'latency-over-time')
    expect(lines[0]?.values).toHaveLength(5000)
    expect(lines[0]?.values).toContain(9000)
    expect(note).toMatch(/ Of 200,000 messages 5,000 are drawn: the fastest and the slowest of each few in turn\.$/)
    expect(renderReportHtml(localization('en'), report).length).toBeLessThan(300_000)
  })

  test('percentiles of the baseline stand where they belong', () => {
    const { result } = slowReport()
    const { x, lines } = chartOf(toPage(localization('en'), slowReport()), 'percentiles')
    const marks = lines[1]?.values.flatMap((value, at) => (value === null ? [] : [[x.values[at], value]]))
    expect(lines.map(({ label, look }) => [label, look])).toEqual([
      ['latency', 'line'],
      ['baseline', 'rings'],
    ])
    expect(marks?.map(([rank]) => rank)).toEqual([2, 10, 20, 100])
    expect(marks?.[0]?.[1]).toBeCloseTo(result.comparison?.changes['p50']?.old ?? 0, 2)
    expect(chartOf(toPage(localization('en'), sampleReport()), 'percentiles').lines).toHaveLength(1)
  })

  test('a percentile of the baseline with a fraction has its own place; a name that is none has no place', () => {
    const report = slowReport()
    const { comparison } = report.result
    const change = comparison?.changes['p50']
    if (!comparison || !change) throw new Error('the slow report has a comparison')
    comparison.changes = { p999: change, mean: change }
    const { x, lines } = chartOf(toPage(localization('en'), report), 'percentiles')
    expect(lines[1]?.values.flatMap((value, at) => (value === null ? [] : [x.values[at]]))).toEqual([1000])
  })

  test('a phase that is not known is said, and keeps its place', () => {
    const page = toPage(
      localization('en'),
      sampleReport(({ result }) => {
        result.phases.acknowledge = summarize([])
        result.phases.clientQueue = summarize([0, 0])
      }),
    )
    expect(chartOf(page, 'phase-chart').lines.map(({ values }) => values.slice(0, 2))).toEqual(
      Array.from({ length: 3 }, () => [0.001, null]),
    )
    expect(page.sections.find(({ id }) => id === 'phases')?.remarks).toEqual(['Answer: not known of any message.'])
  })
})

describe('the comparison', () => {
  test('tells each change, where it lies, and what is allowed', () => {
    const page = toPage(localization('en'), slowReport())
    expect(textsOf(page, 'comparison-table').map(([name, , , , , verdict]) => [name, verdict])).toEqual([
      ['p50', 'Slower'],
      ['p90', 'Slower'],
      ['p95', 'No difference shown'],
      ['p99', 'Cannot be judged'],
      ['lost', 'No difference shown'],
    ])
    expect(textsOf(page, 'comparison-table')[0]?.slice(1, 5)).toEqual([
      '5.98 ms',
      '8.38 ms',
      '+2.39 ms',
      expect.stringMatching(/^\+40 %, from \+[\d.]+ % to \+[\d.]+ %$/),
    ])
    expect(tableOf(page, 'comparison-table').caption).toMatch(/the dashed one the 10 % that are allowed\. /)
    expect(page.sections[0]?.intro).toMatch(/^An earlier run: 400 messages of reports\/last-week\.json, which began /)
  })

  test('intervals stand on one scale, in which no change is at one place', () => {
    const { rows } = tableOf(toPage(localization('en'), slowReport()), 'comparison-table')
    const marks = rows.flatMap(({ cells }) => cells[4]?.interval ?? [])
    expect(marks).toHaveLength(3)
    expect(new Set(marks.map((one) => one?.zero)).size).toBe(1)
    for (const { low, high, at } of marks) expect(Math.min(low, 1 - high, at)).toBeGreaterThanOrEqual(0)
  })

  test('knows no share of nothing', () => {
    const report = slowReport()
    const change = report.result.comparison?.changes['p50']
    if (!report.result.comparison || !change) throw new Error('the slow report has a comparison')
    report.result.comparison.changes = { p50: { ...change, old: 0, low: -0.001, high: 8, ratio: null } }
    const [row] = tableOf(toPage(localization('en'), report), 'comparison-table').rows
    expect(row?.cells[4]).toMatchObject({ text: '0.00 ms to +8.00 ms' })
    expect(row?.cells[4]?.interval).toBeUndefined()
  })

  test('says what cannot be judged, and that one baseline does not tell how far runs lie apart', () => {
    const page = toPage(localization('en'), slowReport())
    const p99 = tableOf(page, 'comparison-table').rows.find(({ cells }) => cells[0]?.text === 'p99')
    expect(p99?.cells.at(-1)).toMatchObject({ text: 'Cannot be judged', note: 'it needs 500 messages in each run' })
    expect(page.sections[0]?.remarks).toEqual([expect.stringMatching(/^One baseline does not tell how far runs /)])
    const [only] = slowReport().result.comparison?.baselines ?? []
    const several = sampleReport(({ result }) => {
      const one = comparedWith(result, latencies(400))
      result.comparison = { ...one, runToRun: 'measured', baselines: only ? [only, only, only] : [] }
    })
    expect(toPage(localization('en'), several).sections[0]?.remarks).toEqual([])
    expect(toPage(localization('en'), several).sections[0]?.intro).toMatch(
      /^3 earlier runs: 400 messages of reports\/last-week\.json, /,
    )
  })

  test('tells of what is beyond the timeout, and of messages that are lost', () => {
    const old = latencies(400)
    const report = sampleReport(({ result }) => {
      result.samples.undelivered = result.samples.at.filter((_, at) => at % 5 === 0)
      const kept = result.samples.at.map((_, at) => at).filter((at) => at % 5 !== 0)
      result.samples.at = kept.map((at) => at * 100)
      result.samples.latency = kept.map((at) => old[at] ?? 0)
      result.comparison = comparedWith(result, old)
    })
    report.verdict = 'fail'
    const rows = textsOf(toPage(localization('en'), report), 'comparison-table')
    expect(rows.find(([name]) => name === 'p95')?.[2]).toBe('beyond the timeout')
    expect(rows.at(-1)).toEqual(['lost', '0 %', '20.0 %', '+20.0 %', expect.stringContaining(' to '), 'More'])
    expect(toPage(localization('en'), report).verdict.sentence).toMatch(
      /20\.0 % of the messages did not come, where it was 0 % /,
    )
  })

  test('is not there without a baseline', () => {
    expect(toPage(localization('en'), sampleReport()).sections.map(({ id }) => id)).toEqual([
      'latency',
      'over-time',
      'phases',
      'messages',
      'errors',
      'generator',
      'options',
    ])
  })
})

test('names that are markup stay texts; characters that nobody sees are shown', () => {
  const html = renderReportHtml(localization('en'), hostileReport())
  for (const payload of hostileMarkup.filter((one) => /[<"]/.test(one))) expect(html).not.toContain(payload)
  const hidden = toPage(
    localization('en'),
    sampleReport(({ result }) => (result.errors = { count: 1, byKind: { 'a\u202Eb': 1 } })),
  )
  expect(textsOf(hidden, 'errors-table')[0]?.[0]).not.toContain('\u202E')
})
