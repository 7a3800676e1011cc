import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bed } from './peers/bed.ts'

// What a flag does to a whole run, where no other test needs it for something else.
let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ corrupt: 2 })
}, 60_000)
afterAll(async () => await bed.close())

describe('where reports go', () => {
  test('--format beats the extension', async () => {
    const file = bed.folder.join('report.txt')
    await bed.run(['--only', 'users.no-role', '-o', file, '--format', 'junit'])
    expect(await readFile(file, 'utf8')).toMatch(/^<\?xml[^]*<testsuites/)
  })

  test('--quiet says nothing: the exit code says it', async () => {
    const { exitCode, stdout, stderr } = await bed.run(['--only', 'users.no-role', '--quiet'])
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 1, stdout: '', stderr: '' })
  })

  test('--color colours where no terminal is, --no-color does not where one is', async () => {
    const escape = '\u001B['
    const colored = await bed.run(['--only', 'users.no-role', '--color'])
    expect(colored.stdout).toContain(escape)
    const plain = await bed.run(['--only', 'users.no-role', '--no-color'], { columns: 100 })
    expect(plain.stdout).toContain('users.no-role')
    expect(plain.stdout).not.toContain(escape)
  })

  test('--emit-constraints writes what would keep the rows from coming back, as SQL that the database takes', async () => {
    const file = bed.folder.join('constraints.sql')
    const { exitCode } = await bed.run(['--only', 'lessons.invalid-times', '--emit-constraints', file])
    expect(exitCode).toBe(1)
    const sql = await readFile(file, 'utf8')
    const [constraint = ''] = /^ALTER TABLE public\.lessons_lesson .*NOT VALID;$/m.exec(sql) ?? []
    expect(constraint).toContain('ADD CONSTRAINT')
    await bed.client.query('BEGIN')
    await bed.client.query(constraint)
    const spoil = `UPDATE lessons_lesson SET "end" = start - interval '1 hour' WHERE id = 1`
    await expect(bed.client.query(spoil)).rejects.toThrow(/violates check constraint/)
    await bed.client.query('ROLLBACK')
  })
})

describe('the database', () => {
  test('--database-url beats the environment', async () => {
    const env = { M4SH_DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }
    const { report } = await bed.scan(['--only', 'users.no-role', '--database-url', bed.sandbox.databaseUrl], { env })
    expect(report.result.count['users.no-role']).toBe(2)
  })

  test.each([1, 3])('--connections %d makes that many checks at once, on one picture', async (connections) => {
    const { report } = await bed.scan(['--only', 'lessons.*', '--connections', String(connections)])
    expect(report.result.snapshot?.connections).toBe(connections)
    expect(report.result.summary.error).toBe(0)
  })
})

describe('the verdict', () => {
  test.each([
    ['1', 1, false],
    ['2', 0, true],
  ])('--max-info %s', async (most, expected, passed) => {
    const { exitCode, report } = await bed.scan(['--only', 'notifications.stale', '--max-info', most])
    expect(exitCode).toBe(expected)
    expect(report.thresholds).toMatchObject([{ expression: `summary.info<=${most}`, actual: 2, passed }])
  })
})

describe('repairs', () => {
  const stale =
    "SELECT count(*)::int AS rows FROM notifications_notification WHERE read_at IS NULL AND created_at < now() - interval '30 days'"
  const rows = async (sql: string): Promise<number> =>
    (await bed.client.query<{ rows: number }>(sql)).rows[0]?.rows ?? -1

  test('--delete-stale removes what --fix would only mark as read', async () => {
    const argv = ['--only', 'notifications.stale', '--fix', '--yes']
    const all = 'SELECT count(*)::int AS rows FROM notifications_notification'
    const before = await rows(all)
    const marked = await bed.scan(argv)
    expect([await rows(stale), await rows(all)]).toEqual([0, before])
    await bed.run(['--undo', marked.report.result.fix?.undo ?? '', '--yes'])
    const removed = await bed.scan([...argv, '--delete-stale'])
    expect([await rows(stale), await rows(all)]).toEqual([0, before - 2])
    await bed.run(['--undo', removed.report.result.fix?.undo ?? '', '--yes'])
    expect([await rows(stale), await rows(all)]).toEqual([2, before])
  })

  test('--undo-dir says where the way back lies', async () => {
    const folder = bed.folder.join('ways', 'back')
    const { report } = await bed.scan(['--only', 'chat.orphan-message', '--fix', '--yes', '--undo-dir', folder])
    const undo = report.result.fix?.undo ?? ''
    expect(await readdir(folder)).toEqual([undo.slice(folder.length + 1)])
    const undone = await bed.scan(['--undo', undo, '--yes'])
    expect(undone.report.result.undo?.tables.map(({ restored }) => restored)).toEqual([2])
  })
})
