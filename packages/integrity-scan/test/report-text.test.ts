import { describe, expect, test } from '@jest/globals'
import { textWidth } from '@m4sh/tools-core/reporting'
import { renderText } from '../src/report-text.ts'
import { summaryRows } from '../src/summary-rows.ts'
import { english } from './languages.ts'
import { hostileReport } from './hostile-report.ts'
import { failed, none, passed } from './sample-checks.ts'
import {
  brokenReport,
  checkOf,
  comparedReport,
  dryRunReport,
  fixedReport,
  healthyReport,
  interruptedReport,
  rolledBackReport,
  sampleReports,
  type ScanReport,
  undoneReport,
} from './sample-result.ts'

const short = { verbose: false }
const linesOf = (report: ScanReport, columns?: number) =>
  renderText(english, report, { color: false, columns }, short).split('\n')

describe.each(sampleReports)('%s', (_, report) => {
  test('on 100 columns', () => {
    expect(renderText(english, report, { color: false, columns: 100 }, short)).toMatchSnapshot()
  })

  test.each([60, 80, 100, 160])('on %i columns no line is wider, but for what is to be copied', (columns) => {
    const text = renderText(english, report, { color: false, columns }, { verbose: true })
    const wide = text.split('\n').filter((line) => textWidth(line) > columns)
    expect(wide.filter((line) => !/^ {2}(?:Undo|File) {2}|https:/.test(line))).toEqual([])
  })

  test('colours change nothing of what it says, and end with their word', () => {
    const text = renderText(english, report, { color: true, columns: 100 }, { verbose: true })
    const codes = new RegExp(String.raw`\u001B\[\d+m`, 'g')
    expect(text.replaceAll(codes, '')).toBe(
      renderText(english, report, { color: false, columns: 100 }, { verbose: true }),
    )
    const shown = [...text.matchAll(codes)].map(([code]) => code)
    expect(shown.filter((_code, at) => at % 2 === 1).every((code) => /\[(?:22|39)m/.test(code))).toBe(true)
  })

  test('says nothing that is none, and has no gaps', () => {
    const text = renderText(english, report, { color: false }, short)
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/)
    expect(text).not.toContain('\n\n\n')
  })
})

describe('rows and statements', () => {
  const all = (report: ScanReport, columns: number) =>
    renderText(english, report, { color: false, columns }, { verbose: true })

  test.each([60, 100])(
    'come with --verbose: as a table, or, where that is too wide, as a list (%i columns)',
    (columns) => {
      expect(all(comparedReport(), columns)).toMatchSnapshot()
    },
  )

  test('come to a file as well, which leaves nothing out', () => {
    const text = renderText(english, comparedReport(), { color: false, whole: true }, short)
    expect(text).toBe(renderText(english, comparedReport(), { color: false }, { verbose: true }))
    expect(text).toContain('SQL:')
  })

  test('of a query that has several lines keep them', () => {
    const report = brokenReport(({ result }) => {
      checkOf({ result } as ScanReport, 'users.no-role').sql = 'SELECT id\nFROM users_user'
    })
    expect(all(report, 100)).toContain('       SELECT id\n       FROM users_user\n')
  })
})

describe('checks', () => {
  test('that passed do not stand beside a sentence of what is wrong', () => {
    const text = linesOf(healthyReport()).join('\n')
    expect(text).toMatch(/ ✓ {2}relations\.orphan-tutor +none +of 1,200\n/)
    expect(text).not.toContain('does not exist')
  })

  test('of a category that are very many are counted, those that found something never', () => {
    const many = healthyReport(({ result }) => {
      const names = Array.from({ length: 30 }, (_, at) => `schema.orphan.billing_invoice.column_${at}`)
      result.checks.push(
        ...names.map((id) => passed(id)),
        failed('schema.orphan.late', { bySeverity: { ...none, warning: 1 } }),
      )
    })
    const lines = linesOf(many, 100)
    expect(lines).toContain('  ✓  10 more passed (--verbose lists them)')
    expect(lines.filter((line) => line.includes('schema.orphan.'))).toHaveLength(21)
    expect(lines.some((line) => line.includes('schema.orphan.late'))).toBe(true)
  })

  test('with ids that are too long have their figures below, in their columns', () => {
    const long = `schema.orphan.${'x'.repeat(60)}`
    const lines = linesOf(healthyReport(({ result }) => result.checks.push(passed(long))))
    const at = lines.findIndex((line) => line.includes(long))
    expect(lines[at]).toBe(`  ✓  ${long}`)
    expect(lines[at + 1]).toMatch(/^ {47}none/)
  })
})

test('what was not checked is never left out wholly', () => {
  const many = brokenReport(({ result }) => {
    result.notChecked.push(...Array.from({ length: 7 }, (_, at) => ({ what: `public.t.c${at}_id`, reason: 'uuid' })))
  })
  expect(linesOf(many).slice(-6)).toEqual([
    'Not checked',
    '  public.billing_invoice.device_id: There is no table that it could name; it is character varying(64).',
    '  public.billing_invoice.external_id: 3 of 200 different values exist in billing_external: too few for a reference by its name.',
    '  public.t.c0_id: uuid',
    '  … and 6 more things (--verbose lists them)',
    '',
  ])
  expect(renderText(english, many, { color: false }, { verbose: true })).toContain('public.t.c6_id: uuid')
})

describe('the verdict', () => {
  const sentencesOf = (report: ScanReport) =>
    linesOf(report)
      .slice(1, 3)
      .map((line) => line.trim())

  const passing = (report: ScanReport): ScanReport => Object.assign(report, { verdict: 'pass', thresholds: [] })

  test.each<[string, ScanReport, string]>([
    ['nothing is broken', healthyReport(), 'No broken row was found.'],
    [
      'not all checks were made',
      healthyReport(({ result }) => Object.assign(result.summary, { passed: 1, skipped: 18 })),
      'No broken row was found by the 1 check that was made.',
    ],
    [
      'no check was made',
      healthyReport(({ result }) => Object.assign(result.summary, { passed: 0, skipped: 19 })),
      'No check was made.',
    ],
    [
      'rows fail nothing',
      passing(brokenReport(({ options }) => (options['failOn'] = 'none'))),
      '4,335 broken rows (4,324 critical, 7 warning, 4 info) were found, which fail nothing.',
    ],
    [
      'rows are all known',
      passing(comparedReport(({ result }) => (result.summary.new = 0))),
      '4,335 broken rows (4,324 critical, 7 warning, 4 info) were found, none of them new.',
    ],
    [
      'warnings fail',
      brokenReport((report) => Object.assign(report, { options: { failOn: 'warning' }, thresholds: [] })),
      '4,331 critical or warning rows were found.',
    ],
    ['new rows fail', comparedReport(), '21 new critical rows were found and 1 of 1 threshold was missed.'],
    [
      'a check was not made to the end',
      healthyReport((report) => {
        report.verdict = 'error'
        report.result.summary.error = 1
      }),
      '1 check could not be made to the end.',
    ],
    [
      'no check could be made',
      healthyReport((report) => {
        report.verdict = 'error'
        Object.assign(report.result.summary, { passed: 0, skipped: 19 })
      }),
      'No check could be made.',
    ],
    [
      'the job failed',
      healthyReport((report) => Object.assign(report, { verdict: 'error' })),
      'The job could not be done.',
    ],
    ['the scan was stopped', interruptedReport(), 'The scan was stopped early.'],
    ['rows were repaired', fixedReport(), '4,315 rows were repaired; broken now: 12 critical, 7 warning, 1 info.'],
    [
      'there was nothing to repair',
      dryRunReport(({ result }) => (result.fix = { ...(result.fix as NonNullable<typeof result.fix>), actions: [] })),
      '4,324 critical rows were found and 1 of 2 thresholds was missed.',
    ],
    [
      'the repair was rolled back',
      rolledBackReport(),
      'Nothing was changed, as the repair was rolled back: snapshots.missing has more rows (warning: 3 more); users.no-role has more rows (critical: 1 more).',
    ],
    ['rows were brought back', undoneReport(), '2,001 rows were brought back; 3 are left alone.'],
    [
      'there was nothing to undo',
      undoneReport(({ result }) => Object.assign(result.undo ?? {}, { fix: 'rolled back', transaction: 'none' })),
      'There was nothing to undo: the repair had been rolled back.',
    ],
  ])('where %s', (_, report, sentence) => {
    expect(sentencesOf(report)[0]).toBe(sentence)
  })
})

test('the command that takes a repair back is one line, ready for a shell', () => {
  const lines = linesOf(
    fixedReport(({ result }) => {
      if (result.fix) result.fix.undo = "/work/it's here/undo.jsonl"
    }),
    60,
  )
  expect(lines.at(-2)).toBe(String.raw`  Undo    npx @m4sh/integrity-scan --undo '/work/it'\''s here/undo.jsonl'`)
})

test('what comes from a database is shown, and not obeyed', () => {
  const report = hostileReport()
  for (const check of report.result.checks) Object.assign(check, { title: '\u001B[2J', sql: '::error::x\n##[group]' })
  const text = renderText(english, report, { color: false, columns: 100 }, { verbose: true })
  expect(text).not.toContain('\u001B')
  expect(text).not.toMatch(/^\s*::|##\[/m)
})

test('figures: shares are never rounded to nothing, nor to all', () => {
  const rowOf = (count: number, rows: number) =>
    linesOf(
      healthyReport(({ result }) => {
        result.checks = [failed('users.no-role', { bySeverity: { ...none, critical: count }, rows })]
        result.percent = { 'users.no-role': (100 * count) / rows }
      }),
    ).find((line) => line.includes('users.no-role'))
  expect(rowOf(1, 3_000_000)).toMatch(/\(< 0\.01 %\)$/)
  expect(rowOf(1, 3)).toMatch(/\(33\.3 %\)$/)
  expect(rowOf(29_999, 30_000)).toMatch(/\(> 99\.9 %\)$/)
  expect(rowOf(3, 3)).toMatch(/\(100 %\)$/)
})

test('totals of a comparison name the earlier report', () => {
  expect(new Map(summaryRows(english, comparedReport())).get('Compared')).toBe(
    '24 new, 5 fixed, 4,318 open since 2026-11-25 05:59:02 UTC (/work/yesterday.json)',
  )
})
