import { describe, expect, test } from '@jest/globals'
import type { Table } from '@m4sh/tools-core/reporting/html'
import { hostileMarkup, missingPaths } from '@m4sh/tools-core/testing'
import { renderReportHtml } from '../../src/report-html.ts'
import { type Part, toPage } from '../../src/report-html/page.ts'
import { hostileReport, hostileUndo } from '../hostile-report.ts'
import { english } from '../languages.ts'
import { failed, none } from '../sample-checks.ts'
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
} from '../sample-result.ts'

const partOf = (report: ScanReport, id: string): Part => {
  const found = toPage(english, report).parts.find((part) => part.id === id)
  if (!found) throw new Error(`there is no part ${id}`)
  return found
}

const rowsOf = (report: ScanReport, category: string) =>
  partOf(report, `category-${category}`).checks?.table.rows.map(({ cells }) => cells.map(({ text }) => text))

const detailsOf = (report: ScanReport, id: string) => {
  const all = toPage(english, report).parts.flatMap(({ checks }) => checks?.details ?? [])
  const found = all.find((details) => details.id === id)
  if (!found) throw new Error(`there are no details of ${id}`)
  return found
}

const textsOf = ({ tables }: Part, id: string) =>
  tables.find((table) => table.id === id)?.rows.map(({ cells }) => cells.map(({ text }) => text))

const linesOf = (table: Table | null) => table?.rows.map(({ cells }) => cells.map(({ text }) => text))

describe('parts are those that have something to say, what was asked for first', () => {
  const categories = ['relations', 'lessons', 'chat', 'notifications', 'snapshots', 'users'].map(
    (name) => `category-${name}`,
  )

  test.each<[string, ScanReport, string[]]>([
    ['healthy', healthyReport(), [...categories, 'tables', 'options']],
    ['broken', brokenReport(), [...categories, 'category-schema', 'not-checked', 'tables', 'options']],
    [
      'compared',
      comparedReport(),
      ['comparison', ...categories, 'category-schema', 'not-checked', 'tables', 'options'],
    ],
    ['repaired', fixedReport(), ['fix', ...categories, 'category-schema', 'not-checked', 'tables', 'options']],
    ['undone', undoneReport(), ['undo', 'options']],
  ])('%s', (_, report, parts) => {
    expect(toPage(english, report).parts.map(({ id }) => id)).toEqual(parts)
  })
})

describe('the verdict', () => {
  test('is a sentence, with what was done, and what is missing', () => {
    expect(toPage(english, fixedReport()).verdict).toEqual({
      tone: 'bad',
      word: 'Fail',
      sentence: '4,315 rows were repaired; broken now: 12 critical, 7 warning, 1 info.',
      details: ['12 critical rows are left and 1 of 2 thresholds was missed.'],
    })
    expect(toPage(english, interruptedReport()).verdict).toMatchObject({
      sentence: 'The scan was stopped early.',
      details: ['3 broken rows (3 critical) were found.'],
    })
  })

  test('stands below what was looked at, and when', () => {
    expect(toPage(english, healthyReport()).subject).toBe(
      'm4sh@127.0.0.1:5432/m4sh, PostgreSQL 18.4; 2026-11-26 05:59:02 UTC, 1240 ms',
    )
  })

  test('has the thresholds below it', () => {
    expect(linesOf(toPage(english, brokenReport()).thresholds)).toEqual([
      ['summary.critical<=10', '4,324', 'missed'],
      ['summary.info<=100', '3', 'held'],
    ])
    expect(toPage(english, healthyReport()).thresholds).toBeNull()
  })
})

describe('tiles are the figures that a reader wants first', () => {
  const tilesOf = (report: ScanReport) =>
    Object.fromEntries(toPage(english, report).tiles.map(({ label, value, tone }) => [label, [value, tone]]))

  test.each<[string, ScanReport, Record<string, [string, string]>]>([
    [
      'healthy',
      healthyReport(),
      { Critical: ['0', 'good'], Warning: ['0', 'good'], Info: ['0', 'good'], 'Checks made': ['19', 'good'] },
    ],
    [
      'compared',
      comparedReport(),
      {
        Critical: ['4,324', 'bad'],
        Warning: ['7', 'warn'],
        Info: ['4', 'quiet'],
        New: ['24', 'warn'],
        'Checks made': ['19 of 21', 'bad'],
      },
    ],
    [
      'undone',
      undoneReport(),
      { 'Brought back': ['2,001', 'quiet'], 'There already': ['2', 'quiet'], 'Left alone': ['3', 'warn'] },
    ],
  ])('%s', (_, report, tiles) => {
    expect(tilesOf(report)).toEqual(tiles)
  })

  test('of a repair say whether it was made', () => {
    expect(tilesOf(dryRunReport())).toMatchObject({ 'Would be repaired': ['4,315', 'quiet'] })
    expect(tilesOf(fixedReport())).toMatchObject({ Repaired: ['4,315', 'good'] })
    expect(tilesOf(rolledBackReport())).toMatchObject({ Repaired: ['0', 'bad'] })
  })

  test('say that checks which could not be made here are missing', () => {
    const skipped = healthyReport(({ result }) => Object.assign(result.now.summary, { passed: 18, skipped: 1 }))
    expect(tilesOf(skipped)['Checks made']).toEqual(['18 of 19', 'warn'])
  })
})

test('the picture is how the checks of each category went', () => {
  const bars = toPage(english, brokenReport()).bars.map(({ href, label, parts, text }) => [
    href,
    label,
    text,
    ...parts.map((part) => `${part.label} ${part.count}`),
  ])
  expect(bars.slice(0, 3)).toEqual([
    [
      '#category-relations',
      'Relations',
      '4 checks; rows found: 3 critical',
      'checks with critical rows 1',
      'checks passed 3',
    ],
    [
      '#category-lessons',
      'Lessons',
      '4 checks; rows found: 6 critical, 3 warning',
      'checks with critical rows 1',
      'checks passed 3',
    ],
    [
      '#category-chat',
      'Chat',
      '3 checks; rows found: 4,312 critical',
      'checks with critical rows 1',
      'checks passed 1',
      'checks not made 1',
    ],
  ])
  expect(toPage(english, undoneReport()).bars).toEqual([])
})

test.each(sampleReports)('what parts show can be copied from the report (%s)', (_, report) => {
  expect(missingPaths(toPage(english, report).parts, report)).toEqual([])
})

describe('a category', () => {
  test('has a row for each check', () => {
    expect(rowsOf(brokenReport(), 'chat')).toEqual([
      ['chat.orphan-message', 'critical', '4,312', '1,000,000', '0.43 %', '413 ms', '--fix'],
      ['chat.no-author', 'passed', '0', '1,200', '0 %', '3.40 ms', '–'],
      ['chat.author-not-participant', 'error', '–', '–', '–', '3.40 ms', '–'],
    ])
    expect(partOf(brokenReport(), 'category-chat').intro).toBe('Found: 4,312 critical; 1 check could not be made.')
  })

  test('names what has changed, where there is an earlier report', () => {
    expect(rowsOf(comparedReport(), 'relations')?.[0]).toEqual([
      'relations.orphan-tutor',
      'critical',
      '3',
      '45',
      '6.7 %',
      '1 new, 2 fixed, 2 open',
      '3.40 ms',
      '--fix',
    ])
  })

  test('says how bad rows of several severities are, what is ignored, and why a check was not made', () => {
    const notesOf = (category: string) =>
      partOf(brokenReport(), `category-${category}`).checks?.table.rows.flatMap(({ cells }) => cells[1]?.note ?? [])
    expect(notesOf('lessons')).toEqual(['6 critical, 3 warning; 2 more ignored'])
    expect(notesOf('snapshots')).toEqual([
      'public.boards_boardsnapshot has no column for "data"; looked for data, state.',
    ])
  })

  test('sorts by what is worst', () => {
    const all = brokenReport().result.checks
    const order = toPage(english, brokenReport())
      .parts.flatMap(({ checks }) => checks?.table.rows ?? [])
      .toSorted((a, b) => Number(a.cells[1]?.sort) - Number(b.cells[1]?.sort))
      .map(({ cells: [name] }) => all.find((check) => check.id === name?.text))
      .map((check) => (check?.status === 'failed' ? check.severity : check?.status))
    expect([...new Set(order)]).toEqual(['critical', 'warning', 'info', 'error', 'skipped', 'passed'])
  })

  test('every check can be linked to: those that found something by their details', () => {
    const { checks } = partOf(brokenReport(), 'category-relations')
    expect(checks?.table.rows.map(({ cells: [name], id }) => id ?? name?.href)).toEqual([
      '#check-relations.orphan-tutor',
      'check-relations.orphan-student',
      'check-relations.duplicates',
      'check-relations.multiple-active-tutors',
    ])
    expect(checks?.details.map(({ anchor }) => anchor)).toEqual(['check-relations.orphan-tutor'])
  })

  test('what is wrong stands beside checks that found something alone', () => {
    const { checks } = partOf(brokenReport(), 'category-relations')
    expect(checks?.table.rows.map(({ cells: [name] }) => name?.note)).toEqual([
      'The tutor of the relation does not exist',
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('the details of a check', () => {
  test('say what it means, what to do, and show rows with the columns as they are', () => {
    const { samples, ...details } = detailsOf(brokenReport(), 'users.no-role')
    expect(details).toMatchObject({
      found: '3 critical',
      explanation: 'The user logs in and sees nothing, or an error: every page asks for the role first.',
      repair: { label: 'What to do' },
      docs: expect.stringMatching(/^https:.*#usersno-role$/),
      rest: null,
    })
    expect(samples?.columns.map(({ label }) => label)).toEqual(['key', 'email', 'role'])
    expect(linesOf(samples)).toEqual([
      ['149', 'planted-149@example.org', '""'],
      ['150', 'planted-150@example.org', 'NULL'],
      ['151', 'planted-151@example.org', 'teacher'],
    ])
  })

  test('name the options that repair it, unless they were given and do nothing', () => {
    const label = (report: ScanReport) => detailsOf(report, 'lessons.invalid-times').repair.label
    expect(label(brokenReport())).toBe('Repair by --fix --fix-times')
    expect(label(brokenReport(({ options }) => (options['fixTimes'] = true)))).toBe('What to do')
    expect(detailsOf(brokenReport(), 'chat.orphan-message').repair.label).toBe('Repair by --fix')
  })

  test('tell rows apart by severity, and by what is new', () => {
    expect(detailsOf(brokenReport(), 'lessons.invalid-times').samples?.columns[1]?.label).toBe('severity')
    expect(
      linesOf(detailsOf(comparedReport(), 'relations.orphan-tutor').samples)?.map(([key, fresh]) => [key, fresh]),
    ).toEqual([
      ['22', ''],
      ['23', ''],
      ['24', 'new'],
    ])
  })

  test('count the rows that are not shown', () => {
    expect(detailsOf(brokenReport(), 'chat.orphan-message').rest).toBe(
      '4,292 more rows are not shown (--samples, --all-samples).',
    )
    expect(detailsOf(brokenReport(), 'schema.orphan.billing_invoice.user_id')).toMatchObject({
      samples: null,
      rest: '4 rows are not shown (--samples, --all-samples).',
    })
  })

  test('link to nothing that is no page', () => {
    const report = brokenReport(({ result }) => {
      checkOf({ result } as ScanReport, 'users.no-role').docs = 'javascript:alert(1)'
    })
    expect(detailsOf(report, 'users.no-role').docs).toBeNull()
  })

  test('show rows that do not all have the same columns', () => {
    const report = healthyReport(({ result }) => {
      const samples = [{ a: 1 }, { b: 2 }].map((row) => ({ key: null, severity: 'info' as const, row }))
      result.checks.push(failed('billing.odd', { bySeverity: { ...none, info: 2 }, samples }))
    })
    expect(linesOf(detailsOf(report, 'billing.odd').samples)).toEqual([
      ['–', '1', '–'],
      ['–', '–', '2'],
    ])
  })
})

test('the column of changes sorts by new rows, then by open and fixed ones; what is not known goes last', () => {
  const tables = toPage(english, comparedReport()).parts.flatMap(({ checks }) =>
    checks === null ? [] : [checks.table],
  )
  const cells = tables.flatMap(({ columns, rows }) => {
    const at = columns.findIndex(({ label }) => label === 'Change')
    return rows.map((row) => row.cells[at])
  })
  const sorted = cells
    .filter((cell) => typeof cell?.sort === 'number')
    .toSorted((one, other) => Number(one?.sort) - Number(other?.sort))
  expect(sorted.map((cell) => cell?.text)).toEqual([
    '3 fixed',
    '3 open',
    '9 open',
    '1 new, 2 fixed, 2 open',
    'not looked for before',
    'at least 20 new, 4,292 open',
  ])
  expect(cells.find((cell) => cell?.text === 'not compared')?.sort).toBeNull()
})

test('a comparison has news alone, with their keys', () => {
  const part = partOf(comparedReport(), 'comparison')
  expect(textsOf(part, 'comparison-table')).toEqual([
    ['relations.orphan-tutor', '4', '3', '1', '2', '2', '1 key', 'not known which'],
    ['relations.orphan-student', '3', '0', '0', '3', '0', '–', '3 keys'],
    ['chat.orphan-message', '4,292', '4,312', '20', '0', '4,292', 'not known which', '–'],
    ['chat.author-not-participant', '8', '–', '–', '–', '–', '–', '–'],
    ['notifications.stale', '–', '3', '3', '–', '–', 'not known which', '–'],
  ])
  const quiet = comparedReport(({ result }) => {
    if (result.comparison)
      result.comparison.checks = result.comparison.checks.filter(({ check }) => check === 'users.no-role')
  })
  expect(partOf(quiet, 'comparison')).toMatchObject({ remarks: ['Nothing has changed.'], tables: [] })
})

describe('after a repair', () => {
  test('tiles, bars and thresholds are about what is left, and say so', () => {
    const { bars, thresholds, tiles } = toPage(english, fixedReport())
    expect(tiles.slice(0, 3).map(({ note, value }) => [value, note])).toEqual([
      ['12', '4,324 before the repair; rows that break something for people'],
      ['7', '7 before the repair; rows that are most likely wrong'],
      ['1', '4 before the repair; rows that are worth knowing of'],
    ])
    expect(
      bars.slice(0, 2).map(({ parts, text }) => [text, ...parts.map((part) => `${part.label} ${part.count}`)]),
    ).toEqual([
      ['4 checks; broken now: none', 'checks passed 4'],
      ['4 checks; broken now: 6 critical, 3 warning', 'checks with critical rows 1', 'checks passed 3'],
    ])
    expect(thresholds?.caption).toBe('Thresholds, held against what the repair has left:')
  })

  test('checks say what they found and what is left of it', () => {
    const part = partOf(fixedReport(), 'category-relations')
    expect(part.intro).toBe('Found: 3 critical before the repair, none now.')
    expect(part.checks?.table.columns.map(({ label }) => label).slice(1, 4)).toEqual([
      'Outcome before',
      'Before',
      'After',
    ])
    expect(rowsOf(fixedReport(), 'relations')?.[0]).toEqual([
      'relations.orphan-tutor',
      'critical',
      '3',
      '0',
      expect.anything(),
      expect.anything(),
      expect.anything(),
      'repaired',
    ])
    expect(rowsOf(fixedReport(), 'lessons')?.find(([id]) => id === 'lessons.invalid-times')?.[3]).toBe('9')
    expect(detailsOf(fixedReport(), 'relations.orphan-tutor').found).toBe('3 critical before the repair, none now')
  })
})

describe('a repair', () => {
  test('tells what was done, what was left and why, and how to take it back', () => {
    const part = partOf(fixedReport(), 'fix')
    expect(textsOf(part, 'fix-table')?.[0]).toEqual([
      'chat.orphan-message',
      'removed',
      'public.chat_lessonchatmessage',
      '4,309',
      '20 keys',
      '3 rows',
    ])
    expect(textsOf(part, 'after-table')).toEqual([
      ['critical', '4,324', '12'],
      ['warning', '7', '7'],
      ['info', '4', '1'],
    ])
    expect(textsOf(part, 'undo-table')?.[1]?.[1]).toMatch(/^npx @m4sh\/integrity-scan --undo \/work\//)
    expect(part.remarks).toEqual([
      'snapshots.missing: 2 rows more, because the snapshot that the lesson had was empty.',
    ])
  })

  test.each([
    ['a plan', dryRunReport(), 'What --fix would do', 'A dry run: nothing was changed.'],
    ['one that was rolled back', rolledBackReport(), 'Repair', 'The repair was rolled back: nothing was changed.'],
  ])('%s says that nothing was changed', (_, report, title, intro) => {
    expect(partOf(report, 'fix')).toMatchObject({ title, intro })
    expect(partOf(report, 'fix').tables.map(({ id }) => id)).toEqual(['fix-table', 'manual-table'])
  })
})

test('an undo tells what came back, by table', () => {
  expect(textsOf(partOf(undoneReport(), 'undo'), 'undo-table')).toEqual([
    ['public.users_tutorstudentrelation', '3', '0', '–'],
    ['public.notifications_notification', '1,998', '2', '3 rows'],
  ])
})

test('what the scan took for what, and what it has not found', () => {
  expect(textsOf(partOf(brokenReport(), 'tables'), 'tables-table')?.slice(1)).toEqual([
    ['lessons', 'public."Lesson"', 'partitioned', 'by config', '300,000', '5 columns'],
    ['snapshots', 'not there', '–', expect.stringMatching(/^There is no table/), '–', '–'],
  ])
})

test('of very many columns that were not checked the first are shown', () => {
  const many = brokenReport(({ result }) => {
    result.notChecked = Array.from({ length: 2000 }, (_, at) => ({ what: `t.c${at}`, reason: 'uuid' }))
  })
  const [table] = partOf(many, 'not-checked').tables
  expect(table?.rows).toHaveLength(500)
  expect(table?.rest).toBe('The first 500 of 2,000 things. The JSON report holds all of them.')
})

test.each(sampleReports)('every figure has a value, and says what it is: %s', (_, report) => {
  const page = toPage(english, report)
  const figures = [...page.tiles, ...page.parts.flatMap((part) => part.figures)]
  expect(figures.filter(({ value, note }) => value === '' || note.length < 4)).toEqual([])
  expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity|undefined/)
})

test('names that are markup stay texts; characters that nobody sees are shown', () => {
  for (const html of [renderReportHtml(english, hostileReport()), renderReportHtml(english, hostileUndo())])
    for (const payload of hostileMarkup.filter((one) => /[<"]/.test(one))) expect(html).not.toContain(payload)
  const hidden = brokenReport(({ result }) => {
    checkOf({ result } as ScanReport, 'users.no-role').title = 'a\u202Eb'
  })
  expect(renderReportHtml(english, hidden)).not.toContain('\u202E')
})

test('a normal report is a small file', () => {
  expect(renderReportHtml(english, fixedReport()).length).toBeLessThan(200_000)
})
