import { expect, test } from '@jest/globals'
import { hostileMarkup } from '../../../src/testing/hostile-markup.ts'
import { englishLeft, textsIn } from '../../../src/testing/english-left.ts'
import { missingPaths } from '../../../src/testing/missing-paths.ts'
import { renderHistory, toHistoryPage as toPage } from '../../../src/reporting/history/history-page.ts'
import type { HistoryEntry } from '../../../src/reporting/history/history-entry.ts'
import { readHtml } from '../../../src/testing/html-document.ts'
import { type History, mostRuns } from '../../../src/reporting/history/read-history.ts'
import { type Draft, entryOf, historyOf, texts } from './sample-history.ts'

const toHistoryPage = (history: History) => toPage(history, 'en')

const week = Array.from({ length: 7 }, (_, day) => entryOf(day))
const changed = (day: number, change: (entry: Draft) => void) =>
  week.map((entry, at) => (at === day ? entryOf(day, change) : entry))
const other = (entries: readonly HistoryEntry[], name: string, target: string) =>
  entries.map((entry) => ({ ...entry, tool: { ...entry.tool, name }, target: texts(target) }))

test('the verdict is that of the latest run of each target', () => {
  const verdictOf = (entries: readonly HistoryEntry[]) => {
    const { sentence, tone, word } = toHistoryPage(historyOf(entries)).verdict
    return [tone, word, sentence]
  }
  expect(verdictOf([])).toEqual(['quiet', 'Nothing yet', 'There is no run to judge.'])
  expect(verdictOf(week)).toEqual(['good', 'Pass', 'The latest run passed.'])
  expect(verdictOf(changed(3, (entry) => (entry.verdict = 'fail')))[0]).toBe('good')
  const failed = [...changed(6, (entry) => (entry.verdict = 'fail')), ...other(week, 'chat-latency', 'lesson 2')]
  expect(verdictOf(failed)).toEqual(['bad', 'Fail', '1 of 2 targets failed in the latest run.'])
  expect(verdictOf(changed(6, ({ run }) => (run.interrupted = true)))).toEqual([
    'warn',
    'Unsure',
    'The latest run says nothing: it was stopped, or is invalid.',
  ])
})

test('a tile for each target leads to its lines', () => {
  const { tiles, sections } = toHistoryPage(historyOf([...week, ...other(week, 'chat-latency', 'lesson 2')]))
  expect(tiles.map(({ label, note, tone, value }) => [label, value, tone, note])).toEqual([
    ['stress-board', 'pass', 'good', 'lesson 1 at localhost:8000; 2026-10-07 06:30 UTC'],
    ['chat-latency', 'pass', 'good', 'lesson 2; 2026-10-07 06:30 UTC'],
  ])
  expect(tiles.map(({ href }) => href)).toEqual(sections.slice(0, 2).map(({ id }) => `#${id}`))
})

test('a line goes from the oldest run to the newest, with the verdict of each on it', () => {
  const [section] = toHistoryPage(historyOf(changed(2, (entry) => (entry.verdict = 'fail')))).sections
  const [latency, delivered, ...others] = section?.charts ?? []
  expect(latency).toMatchObject({
    title: 'Latency',
    note: 'Less is better. Each mark is a run, with its verdict.',
    spoken: 'Latency of 7 runs, the latest 2026-10-07 06:30 UTC: p95 from 100 ms to 106 ms, p50 always 40.0 ms.',
    x: { kind: 'runs', values: [0, 1, 2, 3, 4, 5, 6] },
    y: { unit: 'ms', isLogarithmic: false },
  })
  expect(latency?.names?.[0]).toBe('2026-10-01 06:30 UTC')
  expect(latency?.lines.map(({ color, label, look, values }) => [label, color, look, ...values])).toEqual([
    ['p95', 1, 'line', 100, 101, 102, 103, 104, 105, 106],
    ['p50', 2, 'dashes', 40, 40, 40, 40, 40, 40, 40],
    ['pass', 'good', 'dots', 100, 101, null, 103, 104, 105, 106],
    ['fail', 'bad', 'diamonds', null, null, 102, null, null, null, null],
  ])
  expect(delivered?.note).toContain('More is better.')
  // Nothing was ever lost: that needs no picture.
  expect(others).toEqual([])
})

test('the latest figure stands beside those before it, and out where none was like it', () => {
  const figuresOf = (entries: readonly HistoryEntry[]) =>
    toHistoryPage(historyOf(entries)).sections[0]?.figures.map(({ label, note, tone, value }) => [
      label,
      value,
      tone,
      note,
    ])
  expect(figuresOf(week)).toEqual([
    ['p95', '106 ms', 'bad', 'median of the 6 runs before: 103 ms'],
    ['delivered', '100 %', 'quiet', 'median of the 6 runs before: 100 %'],
    ['lost', '0', 'quiet', 'median of the 6 runs before: 0'],
  ])
  const best = changed(6, ({ trends }) => Object.assign(trends[0]?.lines[0] ?? {}, { value: 12 }))
  expect(figuresOf(best)?.[0]).toEqual(['p95', '12.0 ms', 'good', 'median of the 6 runs before: 103 ms'])
  expect(figuresOf(week.slice(0, 3))?.[0]?.[2]).toBe('quiet')
  const renamed = changed(0, ({ trends }) => Object.assign(trends[0]?.lines[0] ?? {}, { path: 'latency.other' }))
  expect(figuresOf(renamed.slice(0, 2))?.[0]?.[3]).toBe('the first run with this figure')
  const stopped = changed(0, ({ run }) => Object.assign(run, { interrupted: true }))
  expect(figuresOf(stopped.slice(0, 2))?.[0]?.[3]).toBe('no earlier run can be compared')
  // Of the only run a remark says so.
  expect(figuresOf(week.slice(0, 1))?.[0]?.[3]).toBe('')
  const unknown = changed(6, ({ trends }) => Object.assign(trends[0]?.lines[0] ?? {}, { value: null }))
  expect(figuresOf(unknown)?.map(([label]) => label)).toEqual(['delivered', 'lost'])
})

test('a run that was stopped, or measured nothing that counts, is held against no other', () => {
  for (const change of [({ run }: Draft) => (run.interrupted = true), (entry: Draft) => (entry.verdict = 'invalid')]) {
    const [section] = toHistoryPage(historyOf(changed(6, change))).sections
    expect(section?.figures.map(({ tone }) => tone)).toEqual(['quiet', 'quiet', 'quiet'])
  }
})

test('a run that was stopped is listed as such, and in no line', () => {
  const { sections } = toHistoryPage(historyOf(changed(2, ({ run }) => (run.interrupted = true))))
  expect(sections[0]?.charts[0]?.x.values).toHaveLength(6)
  expect(sections[0]?.remarks).toEqual([
    'Runs that were stopped are in no line: their figures are of the time until then.',
  ])
  const row = sections[1]?.tables[0]?.rows[4]
  expect(row?.facets).toMatchObject({ verdict: 'stopped' })
  expect(row?.cells[2]).toMatchObject({ text: 'stopped', tone: 'warn' })
})

test('one run is no line yet', () => {
  const [section] = toHistoryPage(historyOf(week.slice(0, 1))).sections
  expect(section?.charts).toEqual([])
  expect(section?.remarks).toEqual(['This is the only run so far: a line begins with the second.'])
})

test('another version may have other figures, or other words for them: the same figure makes one line', () => {
  const mixed = changed(6, ({ trends }) => {
    trends.splice(1)
    Object.assign(trends[0]?.lines[0] ?? {}, { label: texts('95 %') })
    trends[0]?.lines.push({ label: { en: 'p99', uk: 'p99' }, path: 'result.latency.p99', value: 300 })
  })
  const [chart, ...others] = toHistoryPage(historyOf(mixed)).sections[0]?.charts ?? []
  expect(others).toEqual([])
  expect(
    chart?.lines.slice(0, 3).map(({ label, values }) => [label, values.filter((value) => value !== null).length]),
  ).toEqual([
    ['95 %', 7],
    ['p50', 7],
    ['p99', 1],
  ])
})

test('a row says what one asks first of a run', () => {
  const [entry] = changed(0, (one) => {
    one.verdict = 'fail'
    one.thresholds = { held: 1, missed: 1 }
    one.findings = { critical: 1, error: 0, warning: 12, info: 0 }
    one.run.shard = { index: 2, total: 4 }
    one.reports = [
      { format: 'json', path: '../reports/a b?#.json', bytes: 1 },
      { format: 'html', path: 'javascript:alert(1)\uD800.html', bytes: 1 },
    ]
  })
  const table = toHistoryPage(historyOf(entry ? [entry] : [])).sections[1]?.tables[0]
  expect(table?.columns.map(({ label }) => label)).toEqual([
    'Began (UTC)',
    'Tool',
    'Verdict',
    'What was run',
    'Figures',
    'Findings',
    'Took',
    'Reports',
  ])
  expect(table?.rows[0]?.cells).toEqual([
    { text: '2026-10-01 06:30:00', note: 'shard 2 of 4' },
    { text: 'stress-board', note: '1.2.3' },
    { text: 'fail', tone: 'bad', note: '1 of 2 thresholds missed' },
    { text: '20 clients on 1 lesson', note: 'lesson 1 at localhost:8000' },
    { text: 'p95 100 ms · delivered 100 % · lost 0' },
    { text: 'critical 1, warnings 12', sort: expect.any(Number) },
    { text: '60.5 s', sort: 60_500 },
    {
      text: '',
      links: [
        { text: 'html', href: 'javascript%3Aalert(1)%EF%BF%BD.html' },
        { text: 'json', href: '../reports/a%20b%3F%23.json' },
      ],
    },
  ])
  expect(table?.filter?.facets).toEqual([])
})

test('in Ukrainian, the page and the texts of the runs are, and no word is left in English', () => {
  const history = historyOf(
    [...changed(6, (entry) => (entry.verdict = 'fail')), ...other(week, 'chat-latency', 'lesson 2')],
    { skipped: [{ file: 'x.json', reason: 'it is no JSON' }] },
  )
  const page = toPage(history, 'uk')
  expect(page.verdict.sentence).toBe('Цілей, для яких останній запуск не пройдено: 1 з 2.')
  expect(page.subject).toBe('14 запусків (2 інструменти), 2026-10-01 06:30 UTC – 2026-10-07 06:30 UTC')
  const [section] = page.sections
  expect(section?.intro).toBe('Усього 7 запусків, останній 2026-10-07 06:30 UTC: не пройдено. 20 клієнтів на 1 уроці')
  expect(section?.charts[0]?.title).toBe('Затримка')
  expect(section?.figures[0]?.value).toBe('106 мс')
  expect(textsIn(page.sections).flatMap((text) => englishLeft(text))).toEqual([])
})

test('choices are those that tell rows apart', () => {
  const entries = [...changed(2, (entry) => (entry.verdict = 'error')), ...other(week, 'chat-latency', 'lesson 2')]
  const facets = toHistoryPage(historyOf(entries)).sections.at(-1)?.tables[0]?.filter?.facets ?? []
  expect(
    facets.map(({ groups, label }) => [label, ...(groups[0]?.options ?? []).map((one) => `${one.label} ${one.count}`)]),
  ).toEqual([
    ['Tool', 'chat-latency 7', 'stress-board 7'],
    ['Verdict', 'pass 13', 'error 1'],
    ['Target', expect.any(String), expect.any(String)],
  ])
})

test('what is left out is said', () => {
  const many = Array.from({ length: 25 }, (_, at) => other(week.slice(0, 1), 'chat-latency', `lesson ${at}`)).flat()
  const skipped = [{ file: 'x.json', reason: 'it is no JSON' }]
  const page = toHistoryPage(historyOf([...week, ...many], { total: 5000, skipped }))
  expect(page.warnings).toEqual(['6 more targets are in the table of runs only.', '1 file of this folder is no run.'])
  expect(page.subject).toBe('5,000 runs of 2 tools, 2026-10-01 06:30 UTC – 2026-10-07 06:30 UTC')
  const [runs, files] = page.sections.slice(-2)
  expect(runs?.tables[0]?.rest).toBe('The newest 32 of 5,000 runs; the files of the others lie in the folder.')
  expect(files?.tables[0]?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['x.json', 'it is no JSON'],
  ])
})

test('its id is an address whatever it holds', () => {
  const odd = entryOf(1, ({ run }) => (run.id = 'A😀bbb b=\uD800b#'))
  const [row] = toHistoryPage(historyOf([odd])).sections[1]?.tables[0]?.rows ?? []
  expect(row?.id).toMatch(/^run-[A-Za-z0-9-]+$/)
})

test('the same run in two files has two rows, each with its own address', () => {
  const ids = toHistoryPage(historyOf([entryOf(1), entryOf(1)])).sections[1]?.tables[0]?.rows.map(({ id }) => id)
  expect(ids).toEqual(['run-000000000001', 'run-000000000001-2'])
})

test.each(hostileMarkup)('names that are markup stay texts: %s', (payload) => {
  const hostile = entryOf(1, (entry) => {
    entry.tool = { name: payload, version: payload }
    entry.subject = { en: payload, uk: payload }
    entry.target = { en: payload, uk: payload }
    entry.run.id = payload
    entry.reports = [{ format: 'html', path: payload, bytes: 1 }]
    for (const trend of entry.trends)
      Object.assign(trend, {
        title: texts(payload),
        lines: trend.lines.map((line) => ({ ...line, label: texts(payload) })),
      })
  })
  const html = renderHistory(
    historyOf([hostile, { ...hostile, run: { ...hostile.run, id: 'b' } }], {
      skipped: [{ file: payload, reason: payload }],
    }),
    'en',
  )
  const { elements, errors } = readHtml(html)
  expect(errors).toEqual([])
  expect(elements.filter(({ name }) => ['img', 'svg', 'iframe'].includes(name))).toEqual([])
  expect(elements.filter(({ name }) => name === 'script')).toHaveLength(2)
  expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.startsWith('on'))).toEqual(
    [],
  )
})

test('what parts show can be copied; as many runs as are shown, of as many targets as have lines, are less than a megabyte', () => {
  const many = Array.from({ length: mostRuns }, (_, day) =>
    entryOf(day, (entry) => (entry.target = texts(`lesson ${day % 20} at localhost:8000`))),
  )
  const history = historyOf(many)
  expect(missingPaths(toHistoryPage(history).sections, { runs: [] })).toEqual([])
  expect(renderHistory(history, 'uk').length).toBeLessThan(1_000_000)
})
