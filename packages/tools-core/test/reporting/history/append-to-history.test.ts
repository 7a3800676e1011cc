import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { RunError } from '../../../src/errors/errors.ts'
import { Redactor } from '../../../src/redaction/redactor.ts'
import { appendToHistory } from '../../../src/reporting/history/append-to-history.ts'
import { entryName } from '../../../src/reporting/history/entry-name.ts'
import { readHistory } from '../../../src/reporting/history/read-history.ts'
import { writeIndex } from '../../../src/reporting/history/write-index.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../../src/testing/temporary-folder.ts'
import { entryOf, keptViews, runOf } from './sample-history.ts'

const testOnLinux = process.platform === 'linux' ? test : test.skip

let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(() => folder.remove())

const append = (id: string, rows?: number) =>
  appendToHistory(folder.path, runOf(id, rows), keptViews, { language: 'en', written: [] })
const page = () => readFile(folder.join('index.html'), 'utf8')
const rowsOf = (html: string) => (html.match(/<tr id="run-/g) ?? []).length

test('a run is a file of its own, and the page lists all of them', async () => {
  expect(await append('one')).toBe(folder.join('index.html'))
  await append('two', 7)
  const names = (await readdir(folder.path)).toSorted()
  expect(names).toEqual([
    'index.html',
    expect.stringMatching(/^sample-tool-.+Z-one\.json$/),
    expect.stringMatching(/-two\.json$/),
  ])
  const text = await readFile(folder.join(names[2] ?? ''), 'utf8')
  expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,[^]*\n\}\n$/)
  expect(rowsOf(await page())).toBe(2)
})

test('the same run again takes its own place', async () => {
  await append('one', 3)
  await append('one', 4)
  expect((await readHistory(folder.path)).runs.map(({ entry }) => entry.subject.en)).toEqual(['4 rows'])
})

test('runs that end at the same time are all there, and in the page', async () => {
  await Promise.all(Array.from({ length: 16 }, (_, at) => append(`run-${at}`)))
  expect(rowsOf(await page())).toBe(16)
  expect((await readdir(folder.path)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('secrets in the names of files are taken out', async () => {
  const secrets = new Redactor(['s3cret-folder'])
  await writeFile(folder.join('r.html'), '')
  const written = [{ path: folder.join('s3cret-folder', 'r.html'), format: 'html' as const }]
  await appendToHistory(folder.path, runOf('one'), keptViews, { language: 'en', written, secrets })
  const name = (await readdir(folder.path)).find((one) => one.endsWith('.json'))
  const text = await readFile(folder.join(name ?? ''), 'utf8')
  expect(`${text}${await page()}`).not.toContain('s3cret-folder')
})

describe('what cannot be written is said, with what to do', () => {
  const refusal = (path: string) =>
    appendToHistory(path, runOf('one'), keptViews, { language: 'en', written: [] }).catch((error: unknown) => error)

  test('a file where the folder should be', async () => {
    await folder.write({ file: 'x' })
    expect(await refusal(folder.join('file'))).toMatchObject({
      constructor: RunError,
      message: expect.stringContaining('a part of its path is a file, not a folder'),
      hint: 'Choose another place with --history.',
    })
  })

  testOnLinux('a folder that takes no files', async () => {
    expect(await refusal('/proc/m4sh-history')).toMatchObject({
      constructor: RunError,
      message: expect.stringContaining('its folder cannot be made'),
    })
  })

  test('somebody’s own index.html stays; the run is kept nevertheless', async () => {
    await folder.write({ 'index.html': '<h1>Mine</h1>' })
    expect(await refusal(folder.path)).toMatchObject({
      constructor: RunError,
      message: `the history is not written to ${folder.join('index.html')}: that page is no history, and would be lost`,
    })
    expect(await page()).toBe('<h1>Mine</h1>')
    expect((await readHistory(folder.path)).runs).toHaveLength(1)
  })

  test('index.html that is a folder', async () => {
    await mkdir(folder.join('index.html'))
    expect(await refusal(folder.path)).toMatchObject({
      constructor: RunError,
      message: expect.stringContaining('it is a folder'),
    })
  })
})

describe('a folder with other things in it', () => {
  const named = (day: number, content: string | Uint8Array) => ({ [entryName(entryOf(day))]: content })

  test('has its runs read, the newest first, and the rest named with the reason', async () => {
    await folder.write({
      ...named(1, JSON.stringify(entryOf(1))),
      ...named(2, '{"schemaVersion":'),
      ...named(3, JSON.stringify({ ...entryOf(3), schemaVersion: 2 })),
      ...named(4, ' '.repeat(200_000)),
      ...named(5, Uint8Array.from([0xff, 0xfe, 0, 1])),
      ...named(6, JSON.stringify(entryOf(6))),
      'package.json': '{}',
      'stress-board.html': '<h1>',
      'notes.txt': 'x',
    })
    await mkdir(folder.join(entryName(entryOf(7))))
    const { runs, skipped, total } = await readHistory(folder.path)
    expect(runs.map(({ entry }) => entry)).toEqual([entryOf(6), entryOf(1)])
    expect(total).toBe(2)
    expect(skipped).toEqual([
      { file: entryName(entryOf(7)), reason: 'it is a folder' },
      { file: entryName(entryOf(5)), reason: 'it is no JSON' },
      { file: entryName(entryOf(4)), reason: 'it is too large to be a run (200,000 bytes)' },
      { file: entryName(entryOf(3)), reason: expect.stringContaining('a newer version') },
      { file: entryName(entryOf(2)), reason: 'it is no JSON' },
    ])
    const { path } = await writeIndex(folder.path, { language: 'en', hint: '' })
    const html = await readFile(path, 'utf8')
    expect(html).toContain('5 files of this folder are no runs.')
    expect(html).toContain('it is too large to be a run (200,000 bytes)')
  })

  testOnLinux('does not read what never ends', async () => {
    await symlink('/dev/zero', folder.join(entryName(entryOf(1))))
    expect((await readHistory(folder.path)).skipped).toEqual([{ file: entryName(entryOf(1)), reason: 'it is no file' }])
  })

  test('of more runs than a page takes, the newest are read alone', async () => {
    await folder.write(
      Object.fromEntries(
        Array.from({ length: 90 }, (_, day) => [
          entryName(entryOf(day)),
          day < 40 ? 'never read' : JSON.stringify(entryOf(day)),
        ]),
      ),
    )
    const { runs, skipped, total } = await readHistory(folder.path, 50)
    expect([runs.length, total, skipped]).toEqual([50, 90, []])
    expect(runs[0]?.entry).toEqual(entryOf(89))
    expect(runs.at(-1)?.entry).toEqual(entryOf(40))
  })

  test('that is not there yet has no runs', async () => {
    expect(await readHistory(folder.join('nowhere'))).toEqual({ runs: [], total: 0, skipped: [], names: [] })
  })
})

test('a report is linked where it is there, and still that of the run', async () => {
  const reports = [
    { format: 'html' as const, path: '../same.html', bytes: 4 },
    { format: 'json' as const, path: `own.json.txt`, bytes: 4 },
    { format: 'csv' as const, path: '../gone.csv', bytes: 4 },
    { format: 'markdown' as const, path: '../anew.md', bytes: 4 },
  ]
  const history = folder.join('history')
  await folder.write({
    'same.html': 'page',
    'anew.md': 'a longer report, of a run that kept no history',
    'history/own.json.txt': 'text',
    [`history/${entryName(entryOf(1))}`]: JSON.stringify(entryOf(1, (entry) => (entry.reports = reports))),
    [`history/${entryName(entryOf(2))}`]: JSON.stringify(entryOf(2, (entry) => (entry.reports = reports.slice(0, 1)))),
  })
  const { runs } = await readHistory(history)
  expect(runs.map((run) => run.reports.map(({ path }) => path))).toEqual([['../same.html'], ['own.json.txt']])
})
