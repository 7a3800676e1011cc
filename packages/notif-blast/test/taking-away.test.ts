import { readFile, rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bed } from './peers/blasting.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
})
afterAll(async () => await bed.close())

describe('--undo', () => {
  test('leaves the table as it was', async () => {
    const before = await bed.rows()
    expect(before.length).toBeGreaterThan(0)
    const { report } = await bed.blast(['--all-users', '-n', '12000', '--spread', '7d', '--read-ratio', '0.5'])
    expect(await bed.rows()).toHaveLength(before.length + 12_000)
    const { exitCode, report: undone } = await bed.blast(['--undo', report.result.marker, '--yes'])
    expect(exitCode).toBe(0)
    expect(undone.result).toMatchObject({ cleared: 12_000, inserted: 0, marker: report.result.marker })
    expect(await bed.rows()).toEqual(before)
  })

  test('is judged by no threshold of the config file, and leaves the report of the run alone', async () => {
    const config = { 'notif-blast': { threshold: ['inserted>=10', 'push.failed==0'], output: 'load.json' } }
    await bed.folder.write({ 'm4sh.config.json': JSON.stringify(config), 'load.json': 'of the run' })
    const { report } = await bed.blast(['--user', '3', '-n', '10', '--threshold', 'inserted==10'])
    const undone = await bed.run(['--undo', report.result.marker, '--yes'])
    expect([undone.exitCode, undone.stderr]).toEqual([0, expect.stringContaining('notif-blast-undo.json')])
    expect(await readFile(bed.folder.join('load.json'), 'utf8')).toBe('of the run')
    // What is asked for on the command line counts.
    const asked = await bed.run(['--undo', report.result.marker, '--yes', '--threshold', 'cleared>=1'])
    expect(asked.exitCode).toBe(1)
    await rm(bed.folder.join('m4sh.config.json'))
  })

  test('removes one run and no other, however alike they are', async () => {
    const argv = ['--user', '3', '-n', '3000', '--seed', '1']
    const [one, other] = await Promise.all([bed.blast(argv), bed.blast(argv)])
    const [first, second] = [one.report.result.marker, other.report.result.marker]
    expect(await bed.count(first)).toBe(3000)
    await bed.run(['--undo', first, '--yes'])
    expect([await bed.count(first), await bed.count(second)]).toEqual([0, 3000])
    await bed.run(['--undo', second, '--yes'])
  })

  test('of rows that the platform has made, too', async () => {
    const before = await bed.rows()
    const env = { M4SH_TOKEN: bed.sandbox.tokens.admin }
    const { report } = await bed.blast(['--user', '3', '-n', '50', '--push', '--push-via', 'http'], { env })
    expect(report.result).toMatchObject({ method: 'http', inserted: 50, database: { rows: 50, agrees: true } })
    await bed.run(['--undo', report.result.marker, '--yes'])
    expect(await bed.rows()).toEqual(before)
  })

  test('shows the count and asks; without a terminal it wants --yes', async () => {
    const { report } = await bed.blast(['--user', '3', '-n', '1234'])
    const run = report.result.marker
    const asked = await bed.run(['--undo', run], { answers: ['n'], columns: 200 })
    expect(asked.stderr).toContain('Remove 1,234 notifications')
    expect([asked.exitCode, await bed.count(run)]).toEqual([2, 1234])
    const { exitCode, stderr } = await bed.run(['--undo', run])
    expect([exitCode, await bed.count(run)]).toEqual([2, 1234])
    expect(stderr).toContain('--yes')
    const agreed = await bed.run(['--undo', run], { answers: ['y'], columns: 200 })
    expect([agreed.exitCode, await bed.count(run)]).toEqual([0, 0])
  })

  test('of a run that left nothing does nothing, and says so', async () => {
    const { exitCode, report } = await bed.blast(['--undo', '01a2173a-e607-7ee9-9729-c72dcd10d28b'])
    expect(exitCode).toBe(0)
    expect(report.result.cleared).toBe(0)
  })

  test.each(['', 'x', '3f0c9a4e-7d5d-4d52-9d38-4a5c8b3f2b11'])('%j is no run', async (run) => {
    expect((await bed.run([`--undo=${run}`])).exitCode).toBe(2)
  })
})

describe('--clear', () => {
  test('removes what the users have, before the blast', async () => {
    await bed.run(['--user', '2', '-n', '40'])
    const before = await bed.rows('user_id <> 3')
    await bed.run(['--user', '3', '-n', '100'])
    const { report } = await bed.blast(['--user', '3', '-n', '10', '--clear', '--yes'])
    expect(report.result.cleared).toBeGreaterThanOrEqual(100)
    expect(await bed.rows('user_id = 3')).toHaveLength(10)
    expect(await bed.rows('user_id <> 3')).toEqual(before)
  })

  test('of the given types only, alone with --count 0', async () => {
    await bed.run(['--user', '3', '-n', '50', '-t', 'chat.message', '-t', 'system.update'])
    const others = await bed.rows("NOT (user_id = 3 AND type = 'chat.message')")
    const { report, exitCode } = await bed.blast(['--user', '3', '-n', '0', '--clear', '-t', 'chat.message', '--yes'])
    expect([exitCode, report.result.inserted]).toEqual([0, 0])
    expect(report.result.cleared).toBeGreaterThan(0)
    expect(await bed.rows()).toEqual(others)
  })

  test('of all users', async () => {
    await bed.run(['--all-users', '-n', '6000'])
    const count = await bed.count()
    const { report } = await bed.blast(['--all-users', '-n', '0', '--clear', '--yes'])
    expect([report.result.cleared, await bed.count()]).toEqual([count, 0])
  })
})

test('--dry-run says all and touches nothing', async () => {
  await bed.run(['--user', '3', '-n', '7'])
  const before = await bed.rows()
  const { exitCode, stderr, report } = await bed.blast([
    '--user',
    '3',
    '--user',
    '2',
    '-n',
    '5',
    '--clear',
    '--dry-run',
  ])
  expect(exitCode).toBe(0)
  expect(stderr).toContain(`Would remove ${(await bed.rows('user_id IN (2, 3)')).length} notifications`)
  expect(stderr).toContain('Would write 10 notifications for 2 users')
  expect(report.result).toMatchObject({ dryRun: true, requested: 10, inserted: 0, failed: 0 })
  expect(report.result.cleared).toBe((await bed.rows('user_id IN (2, 3)')).length)
  expect(await bed.rows()).toEqual(before)
})
