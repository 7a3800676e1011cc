import { hostileMarkup, missingPaths } from '@m4sh/tools-core/testing'
import { describe, expect, test } from '@jest/globals'
import type { ReportPage } from '@m4sh/tools-core/reporting/html'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { renderReportHtml } from '../../src/report-html.ts'
import { toPage } from '../../src/report-html/page.ts'
import { hostileReport } from './hostile-report.ts'
import {
  comparedReport,
  divergedReport,
  emptyReport,
  invalidReport,
  ledgerEntries,
  sampleReport,
  timelinePoint,
} from './sample-report.ts'
import { english, ukrainian } from '../languages.ts'

const sectionOf = (page: ReportPage, id: string) => {
  const found = page.sections.find((section) => section.id === id)
  if (!found) throw new Error(`there is no section ${id}`)
  return found
}

const tableOf = (page: ReportPage, id: string) => {
  const found = page.sections.flatMap(({ tables }) => tables).find((table) => table.id === id)
  if (!found) throw new Error(`there is no table ${id}`)
  return found
}

const textsOf = (page: ReportPage, id: string) =>
  tableOf(page, id).rows.map(({ cells }) => cells.map(({ text }) => text))

describe('the verdict', () => {
  test('pass says that all show one picture', () => {
    expect(toPage(english, sampleReport()).verdict).toEqual({
      tone: 'good',
      word: 'Pass',
      sentence: 'All 30 boards that were compared show the same picture as the server, and no threshold was set.',
      details: [],
    })
  })

  test('pass counts the thresholds, and boards that nobody could compare', () => {
    const report = sampleReport((one) => {
      one.thresholds = [{ expression: 'latency.p95<2s', actual: 104, passed: true }]
      one.result.convergence.checked = 0
      one.result.convergence.converged = 0
    })
    expect(toPage(english, report).verdict.sentence).toBe(
      'Nothing speaks against this run, though no board could be compared; the threshold was held.',
    )
  })

  test('fail names every reason', () => {
    expect(toPage(english, divergedReport()).verdict.sentence).toBe(
      '2 of 30 boards ended with another picture than the server, 2 messages reached somebody who should not see them, 1 board could not be compared and 2 of 3 thresholds were missed.',
    )
  })

  test('invalid says that this machine was too slow, and judges no threshold', () => {
    const page = toPage(english, invalidReport())
    expect(page.verdict).toMatchObject({ tone: 'warn', word: 'Invalid' })
    expect(page.verdict.sentence).toMatch(/^This machine was too slow to measure: /)
    expect(page.thresholds?.rows.map(({ cells }) => cells.at(-1)?.text)).toEqual(['not judged'])
  })

  test('a wrong picture fails on a slow machine too, whose thresholds are no reason', () => {
    const report = divergedReport()
    report.result.generator.level = 'invalid'
    const { sentence, details } = toPage(english, report).verdict
    expect(sentence).not.toContain('threshold')
    expect(details).toEqual([
      'This machine was too slow to measure well: times tell more about it than about the platform.',
    ])
  })

  test('thresholds are judged on a slow machine if that was asked for', () => {
    const report = invalidReport()
    report.verdict = 'fail'
    report.options = { onSaturation: 'warn' }
    expect(toPage(english, report).verdict.sentence).toBe('1 of 1 threshold was missed.')
  })

  test('fail names boards that could not be compared, and who was gone', () => {
    const failing = (unchecked: number, gone: number) =>
      sampleReport((one) => {
        one.verdict = 'fail'
        one.result.convergence.unchecked = unchecked
        one.result.clients.gone = gone
      })
    const page = toPage(english, failing(4, 4))
    expect(page.verdict.sentence).toBe('4 boards could not be compared, as 4 clients had no socket at the end.')
    expect(toPage(english, failing(1, 0)).verdict.sentence).toBe('1 board could not be compared.')
    expect(toPage(ukrainian, failing(4, 1)).verdict.sentence).toBe(
      '4 дошки не вдалося порівняти: наприкінці без сокета був 1 клієнт.',
    )
    expect(page.tiles.find(({ label }) => label === 'Clients')).toMatchObject({
      tone: 'bad',
      note: 'were connected; 4 reconnects, 0 gave up; 4 had no socket at the end',
    })
  })

  test('error says what it was: nobody saw anything, or parts are missing', () => {
    const report = sampleReport((one) => void (one.verdict = 'error'))
    expect(toPage(english, report).verdict.sentence).toBe(
      'The run is not whole, so it is not judged: what is missing stands below.',
    )
    report.result.latency = { ...report.result.latency, count: 0 }
    expect(toPage(english, report).verdict.sentence).toBe(
      'Nobody saw anything of what was drawn, so nothing was measured, and there is nothing to judge.',
    )
  })

  test('error and an early end are said', () => {
    const report = emptyReport()
    report.run.interrupted = true
    expect(toPage(english, report).verdict).toMatchObject({
      word: 'Error',
      sentence: 'No client was ever connected, so there is nothing to judge.',
      details: ['The run was stopped early: the figures are of the time until then.'],
    })
  })
})

test('thresholds show the actual value in its unit', () => {
  expect(toPage(english, divergedReport()).thresholds?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['latency.p95<200ms', '1804 ms', 'missed'],
    ['messages.delivered>80%', '84.4 %', 'held'],
    ['errors.byKind.socket-lost==0', 'unknown', 'missed'],
  ])
})

test('every figure has a value, and says what it is', () => {
  const { tiles, sections } = toPage(english, divergedReport())
  const figures = [...tiles, ...sections.flatMap((section) => section.figures)]
  expect(figures.length).toBeGreaterThan(30)
  expect(figures.filter(({ value, note }) => value === '' || note.length < 6)).toEqual([])
})

describe('the page of a run in which nobody came in', () => {
  test('has no chart, and figures that are unknown', () => {
    const page = toPage(english, emptyReport())
    expect(page.data.charts).toEqual([])
    expect(page.tiles.map(({ value }) => value)).toEqual(expect.arrayContaining(['unknown', '–', '0 of 30', '30']))
    expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('charts', () => {
  test('over time share their cursor, and have a value for each second', () => {
    const charts = toPage(english, sampleReport()).data.charts.filter(({ group }) => group === 'timeline')
    expect(charts.map(({ id }) => id)).toEqual(['throughput', 'latency-over-time', 'connected', 'errors-over-time'])
    for (const { x, lines } of charts) {
      expect(x.values).toHaveLength(60)
      for (const { values } of lines) expect(values).toHaveLength(60)
    }
  })

  test('of a day have no more points than a screen, and the table no more rows than a reader', () => {
    const report = sampleReport(({ result }) => {
      result.timeline = Array.from({ length: 86_400 }, (_, at) => timelinePoint(at + 1))
    })
    const page = toPage(english, report)
    expect(page.data.charts[0]?.x.values).toHaveLength(1800)
    expect(tableOf(page, 'timeline-table').rows).toHaveLength(120)
    expect(tableOf(page, 'timeline-table').fold).toBe('In steps of 720 seconds')
    expect(renderReportHtml(english, report).length).toBeLessThan(1_000_000)
  })

  test('of the distribution hold every delivery, and no histogram stands in the page', () => {
    const report = sampleReport()
    const html = renderReportHtml(english, report)
    const chart = toPage(english, report).data.charts.find(({ id }) => id === 'histogram')
    expect(chart?.lines[0]?.values.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBeCloseTo(1, 2)
    expect(html).not.toContain((report.result.histograms.latency as { hdr: string }).hdr)
  })

  test('a histogram that cannot be read costs its pictures only', () => {
    const page = toPage(
      english,
      sampleReport(({ result }) => (result.histograms.latency = { hdr: '[redacted]' })),
    )
    expect(sectionOf(page, 'latency')).toMatchObject({
      charts: [],
      remarks: [expect.stringContaining('No distribution')],
    })
    expect(textsOf(page, 'latency-summary')[0]?.[0]).toBe('Latency')
  })

  test('of transit alone may be missing', () => {
    const page = toPage(
      english,
      sampleReport(({ result }) => (result.histograms.transit = new Histogram().toJSON())),
    )
    expect(textsOf(page, 'percentile-table').every(([, , transit]) => transit === '–')).toBe(true)
  })
})

test.each([
  ['pass', sampleReport()],
  ['fail', divergedReport()],
  ['with a capacity and a baseline', comparedReport()],
] as const)('what parts show can be copied from the report (%s)', (_, report) => {
  expect(missingPaths(toPage(english, report).sections, report)).toEqual([])
})

describe('the ledger', () => {
  test('has the gravest first, and a choice of the kinds that are there', () => {
    const table = tableOf(toPage(english, divergedReport()), 'ledger-table')
    expect(table.filter?.facets[0]?.groups[0]?.options).toEqual([
      { value: 'foreign', label: 'Foreign', count: 2 },
      { value: 'lost', label: 'Lost', count: 40 },
      { value: 'duplicate', label: 'Duplicate', count: 6 },
      { value: 'out-of-order', label: 'Out of order', count: 12 },
      { value: 'late', label: 'Late', count: 3 },
    ])
    expect(table.rows[0]?.cells.map(({ text }) => text)).toEqual([
      'Foreign',
      '1',
      'client 0',
      'none of ours',
      'unknown',
    ])
    expect(table.rest).toBe('63 of 5,063 deliveries, the gravest first; the others are only counted.')
  })

  test('is bounded, and says so', () => {
    const report = divergedReport()
    report.result.ledger = { entries: ledgerEntries({ lost: 1500, foreign: 2 }), total: 9000 }
    const table = tableOf(toPage(english, report), 'ledger-table')
    expect(table.rows).toHaveLength(1000)
    expect(table.rest).toBe(
      '1,000 of 9,000 deliveries, the gravest first; the others are only counted. The JSON report names 1,502.',
    )
  })
})

test('diverged clients come with their strokes and causes', () => {
  const table = tableOf(toPage(english, divergedReport()), 'diverged-table')
  expect(textsOf(toPage(english, divergedReport()), 'diverged-table')).toEqual([
    ['7', '1', '24', '0', 'lost: the server or the network never brought something', 'first 20 of 24 strokes'],
    ['12', '2', '0', '1', 'race: two actions met, and the client ended with the other one', '1 stroke'],
  ])
  expect(table.rows[1]?.cells.at(-1)?.list).toEqual(['a1-9-4: extra (race)'])
})

test('a capacity and a comparison come where there are any', () => {
  expect(toPage(english, sampleReport()).sections.map(({ id }) => id)).not.toEqual(
    expect.arrayContaining(['capacity', 'comparison']),
  )
  const page = toPage(english, comparedReport())
  expect(sectionOf(page, 'capacity').remarks).toEqual(['24 clients are the most that held.'])
  expect(textsOf(page, 'capacity-table').map(([, outcome]) => outcome)).toEqual([
    'held',
    'held',
    'held',
    'missed',
    'this machine was too slow',
  ])
  expect(textsOf(page, 'comparison-table')).toEqual([
    ['latency.p95', '80.0 ms', '104 ms', '+30.3 %'],
    ['throughput.receivedPerSecond', '800/s', '760/s', '−5.0 %'],
    ['messages.lost', '0', '0', '–'],
    ['transit.p95', '4.00 ms', '4.00 ms', 'no change'],
    ['errors.count', '1', '12', '12 ×'],
  ])
})

test('switches that are off are no options to read', () => {
  expect(textsOf(toPage(english, sampleReport()), 'options-table').map(([name]) => name)).toEqual([
    'clients',
    'duration',
    'packetLoss',
    'chaos',
    'onSaturation',
  ])
})

test('names that are markup stay texts; characters that nobody sees are shown', () => {
  const html = renderReportHtml(english, hostileReport())
  for (const payload of hostileMarkup.filter((one) => /[<"]/.test(one))) expect(html).not.toContain(payload)
  const hidden = toPage(
    english,
    sampleReport(({ result }) => (result.errors = { count: 1, byKind: { 'a\u202Eb': 1 } })),
  )
  expect(textsOf(hidden, 'errors-table')[0]?.[0]).not.toContain('\u202E')
})

test('a normal run is a small file', () => {
  expect(renderReportHtml(english, divergedReport()).length).toBeLessThan(300_000)
})
