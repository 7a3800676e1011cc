import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bed } from '../peers/blasting.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
})
afterAll(async () => await bed.close())

/** The bin as it ships: what the build made of it. */
const bin = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const runs = 'reports/notif-blast-runs'

/** Starts the bin, and sends it a signal as soon as so many rows are in. */
async function stopAt(rows: number, signal: NodeJS.Signals, argv: readonly string[]) {
  if (!existsSync(bin)) throw new Error(`${bin} is not there: build first (npx -y pnpm@12 run build)`)
  const before = await bed.count()
  const child = spawn(process.execPath, [bin, '--base-url', bed.sandbox.baseUrl, ...argv], {
    cwd: bed.folder.path,
    env: { PATH: process.env['PATH'], NO_COLOR: '1', M4SH_DATABASE_URL: bed.sandbox.databaseUrl },
  })
  const closed = once(child, 'close')
  const told = Promise.all([text(child.stdout), text(child.stderr)])
  while (child.exitCode === null && (await bed.count()) < before + rows);
  child.kill(signal)
  await closed
  const [stdout, stderr] = await told
  return { exitCode: child.exitCode, signalCode: child.signalCode, stdout, stderr }
}

async function distinctRows(run: string): Promise<number> {
  const { rows } = await bed.client.query<{ count: string }>(
    `SELECT count(DISTINCT payload->'notif_blast'->>'row') FROM notifications_notification
     WHERE payload->'notif_blast'->>'run' = $1`,
    [run],
  )
  return Number(rows[0]?.count)
}

async function runFiles(): Promise<readonly string[]> {
  return await readdir(bed.folder.join(runs))
}

describe.each([
  ['COPY', ['-n', '30000', '--batch-size', '300', '--connections', '3'], 30_000],
  ['rows by themselves', ['-n', '3000', '--delay', '0'], 3000],
])('%s', (_, argv, count) => {
  test('killed, and gone on with: exactly as many rows as were asked for', async () => {
    const who = ['--user', '2', '--user', '3', '--spread', argv.includes('--delay') ? '0s' : '2d']
    const total = count * 2
    const { signalCode } = await stopAt(count / 2, 'SIGKILL', [...who, ...argv])
    expect(signalCode).toBe('SIGKILL')
    const [file = ''] = await runFiles()
    const run = file.replace('.json', '')
    const partly = await bed.count(run)
    expect(partly).toBeGreaterThan(0)
    expect(partly).toBeLessThan(total)
    const { exitCode, report } = await bed.blast(['--resume', run])
    expect(exitCode).toBe(0)
    expect(report.result).toMatchObject({
      requested: total,
      failed: 0,
      marker: run,
      database: { rows: total, agrees: true },
    })
    expect(report.result.resumed + report.result.inserted).toBe(total)
    expect(report.result.resumed).toBeGreaterThanOrEqual(partly)
    expect([await bed.count(run), await distinctRows(run)]).toEqual([total, total])
    expect(await runFiles()).toEqual([])
  })
})

test('Ctrl-C stops after the batch in flight, says how far it came, and how to go on', async () => {
  const { exitCode, stdout } = await stopAt(2000, 'SIGINT', ['--user', '3', '-n', '2000000', '--batch-size', '1000'])
  expect(exitCode).toBe(130)
  const run = /--resume ([0-9a-f-]{36})/.exec(stdout)?.[1] ?? ''
  expect(stdout).toContain('stopped early')
  const report = JSON.parse(await readFile(bed.folder.join('reports/notif-blast.json'), 'utf8')) as {
    run: { interrupted: boolean }
    result: { inserted: number; database: { rows: number; agrees: boolean } }
  }
  const inserted = await bed.count(run)
  expect(report.run.interrupted).toBe(true)
  expect(report.result).toMatchObject({ inserted, database: { rows: inserted, agrees: true } })
  expect(inserted % 1000).toBe(0)
  expect((await bed.run(['--undo', run, '--yes'])).exitCode).toBe(0)
  expect([await bed.count(run), await runFiles()]).toEqual([0, []])
})

describe('a run that cannot be gone on with', () => {
  const unknown = '01a2173a-e607-7ee9-9729-c72dcd10d28b'

  test('whose file is not there', async () => {
    const { exitCode, stderr } = await bed.run(['--resume', unknown])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`--undo ${unknown}`)
  })

  test('with other rows than it has said', async () => {
    const { exitCode, stderr } = await bed.run(['--resume', unknown, '--count', '5'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--count came with --resume')
  })

  test('in a database that has none of its rows', async () => {
    const { exitCode } = await stopAt(300, 'SIGINT', ['--user', '3', '-n', '500000', '--batch-size', '250'])
    expect(exitCode).toBe(130)
    const [file = ''] = await runFiles()
    const elsewhere = await Bed.make()
    try {
      const { exitCode: refused, stderr } = await bed.run(['--resume', file.replace('.json', '')], {
        env: { M4SH_DATABASE_URL: elsewhere.sandbox.databaseUrl },
      })
      expect([refused, stderr]).toEqual([2, expect.stringContaining('has none of its rows')])
    } finally {
      await elsewhere.close()
    }
    expect((await bed.run(['--undo', file.replace('.json', ''), '--yes'])).exitCode).toBe(0)
  })

  test('is not cleared on the way, whatever the environment says', async () => {
    const { exitCode } = await stopAt(300, 'SIGINT', ['--user', '3', '-n', '3000', '--delay', '2'])
    expect(exitCode).toBe(130)
    const [file = ''] = await runFiles()
    const run = file.replace('.json', '')
    const { report } = await bed.blast(['--resume', run], { env: { M4SH_NOTIF_BLAST_CLEAR: 'true' } })
    expect(report.result).toMatchObject({ requested: 3000, cleared: 0, failed: 0, method: 'rows', batchSize: 1 })
    // It keeps its pace.
    expect(report.result.writingMs).toBeGreaterThan(report.result.inserted * 1.9)
    expect(await bed.count(run)).toBe(3000)
  })

  test('whose users are others by now', async () => {
    const { exitCode } = await stopAt(500, 'SIGINT', ['--all-users', '-n', '500000', '--batch-size', '250'])
    expect(exitCode).toBe(130)
    const [file = ''] = await runFiles()
    await bed.client
      .query(`INSERT INTO users_user (email, password, first_name, last_name, role, is_self_learning, timezone,
      is_active, is_staff, date_joined) VALUES ('new@m4sh.test', '', '', '', 'student', false, 'UTC', true, false, now())`)
    const { exitCode: refused, stderr } = await bed.run(['--resume', file.replace('.json', '')])
    expect(refused).toBe(2)
    expect(stderr).toContain('the users are not those of the run any more')
  })
})
