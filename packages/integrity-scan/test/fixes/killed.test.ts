import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { appendFile, readFile, stat, truncate } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { Bed, type Tables } from './peers/bed.ts'

let bed: Bed
let before: Tables

beforeAll(async () => {
  bed = await Bed.make()
})
beforeEach(async () => {
  await bed.run(
    'CREATE SCHEMA own',
    'CREATE TABLE own.item (id int PRIMARY KEY, note text)',
    `INSERT INTO own.item SELECT i, repeat('note ', 20) FROM generate_series(1, 5000) AS i`,
  )
  before = await bed.tables('own')
})
afterEach(async () => await bed.run('DROP SCHEMA own CASCADE'))
afterAll(async () => await bed.close())

const peer = fileURLToPath(new URL('./peers/fix-and-die.js', import.meta.url))
const built = fileURLToPath(new URL('../../dist/fixes/apply-fixes.js', import.meta.url))

/** @returns the undo file, as the run has left it when it was killed at a stage */
async function repairUntil(stage: string): Promise<string> {
  if (!existsSync(built)) throw new Error(`${built} is not there: build first (npx -y pnpm@12 run build)`)
  const file = bed.newFile()
  const child = spawn(process.execPath, [peer, bed.sandbox.databaseUrl, file, stage], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect([stderr, child.signalCode]).toEqual(['', 'SIGKILL'])
  return file
}

const count = async (): Promise<number> => Number((await bed.texts('SELECT count(*)::text FROM own.item'))[0])

test.each(['scan before', 'change 2000', 'scan after', 'commit'])(
  'killed before the commit (%s): the database is as it was, and undo says so',
  async (stage) => {
    const file = await repairUntil(stage)
    // The server may still be at it; undo waits for that.
    expect(await bed.undo(file)).toMatchObject({ runId: 'killed', fix: 'rolled back', transaction: 'none', tables: [] })
    expect(await bed.tables('own')).toEqual(before)
  },
)

test('killed after the commit: all is done, and undo takes it back', async () => {
  const file = await repairUntil('committed')
  expect(await count()).toBe(0)
  expect(await readFile(file, 'utf8')).not.toContain('committed')
  expect(await bed.undo(file)).toMatchObject({ fix: 'committed', tables: [{ restored: 5000, left: [] }] })
  expect(await bed.tables('own')).toEqual(before)
})

test('killed within the last line: it does not matter', async () => {
  const file = await repairUntil('committed')
  const { size } = await stat(file)
  await appendFile(file, '{"commi')
  expect(await bed.undo(file, { dryRun: true })).toMatchObject({ fix: 'committed', tables: [{ restored: 5000 }] })
  await truncate(file, size - 10)
  await expect(bed.undo(file)).rejects.toThrow('is cut off or was changed')
})
