import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readKeptRuns } from '@m4sh/tools-core/testing/kept-runs'
import { Bed } from './peers/blasting.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
}, 60_000)
afterAll(async () => await bed.close())

test('writing and taking away are kept as runs of one database, and their pages are a normal size', async () => {
  const history = ['--history', bed.folder.join('runs'), '--yes']
  const page = bed.folder.join('blast.html')
  expect((await bed.run(['--all-users', '--count', '2000', '-o', page, ...history])).exitCode).toBe(0)
  const written = await readKeptRuns(bed.folder.join('runs'))
  expect(written.entries[0]).toMatchObject({
    verdict: 'pass',
    subject: { en: expect.stringMatching(/^2,000 rows for \d+ users?$/) },
  })
  expect(written.figures).toMatchObject({ rows: expect.any(Number), missing: 0, errors: 0, 'push p95': null })
  expect((await readFile(page)).length).toBeLessThan(1_000_000)
  expect((await bed.run(['--undo', written.entries[0]?.run.id ?? '', ...history])).exitCode).toBe(0)
  const { entries, figures, html } = await readKeptRuns(bed.folder.join('runs'))
  expect(entries.map(({ subject }) => subject.en)).toContain('rows of a run taken away')
  expect(Object.values(figures).filter((value) => value !== null)).toEqual([])
  expect(new Set(entries.map(({ target }) => target.en)).size).toBe(1)
  expect(html).not.toContain(
    new URL(bed.sandbox.databaseUrl).password === '' ? 'password=' : `:${new URL(bed.sandbox.databaseUrl).password}@`,
  )
}, 60_000)

test('what is pushed has a line of its own: it takes as long as the platform does', async () => {
  const runs = bed.folder.join('pushed')
  const push = ['--user', '3', '-n', '5', '--push', '--push-via', 'http', '--history', runs, '--yes']
  const token = bed.sandbox.tokens.admin
  expect((await bed.run(push, { env: { M4SH_TOKEN: token } })).exitCode).toBe(0)
  const { entries } = await readKeptRuns(runs)
  expect(entries[0]?.target.en).toMatch(/\/m4sh, with push$/)
  expect(entries[0]?.target.uk).toMatch(/\/m4sh, із надсиланням$/)
}, 60_000)
