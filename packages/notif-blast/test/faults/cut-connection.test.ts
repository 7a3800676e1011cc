import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { runCli } from '@m4sh/tools-core/cli'
import { Random } from '@m4sh/tools-core/values/random'
import { command } from '../../src/command.ts'
import { Bed } from '../peers/blasting.ts'
import { CuttingProxy } from '../peers/cutting-proxy.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make()
})
afterAll(async () => await bed.close())

const copied = 20_000

/** Cuts at so many moments of a run, drawn from the bytes that it sends. */
async function cutRun(cuts: number, bytes: number, seed: number, argv: readonly string[]) {
  const proxy = await CuttingProxy.before(bed.sandbox.databaseUrl)
  const random = new Random(seed)
  const moments = Array.from({ length: cuts }, () => random.next() * bytes).toSorted((left, right) => left - right)
  let sent = 0
  proxy.onUp = (length) => {
    sent += length
    while (moments[0] !== undefined && sent > moments[0]) {
      moments.shift()
      // Behind the piece that is on its way, which may be the last one of a batch.
      setImmediate(() => proxy.cut())
    }
  }
  try {
    const env = { M4SH_DATABASE_URL: proxy.urlOf(bed.sandbox.databaseUrl) }
    const blasted = await bed.blast(['--user', '3', '--retries', '50', ...argv], { env })
    return { ...blasted, cuts: proxy.cuts, left: moments.length }
  } finally {
    await proxy.close()
  }
}

test.each([
  ['COPY', ['-n', String(copied), '--batch-size', '500'], copied, 10_000_000],
  ['INSERT', ['-n', '6000', '--batch-size', '200', '--method', 'insert'], 6000, 3_000_000],
  ['rows by themselves', ['-n', '2000', '--delay', '0'], 2000, 1_000_000],
])('%s: cut at twenty moments, every row is in once', async (_, argv, count, bytes) => {
  const { report, exitCode, cuts, left } = await cutRun(20, bytes, 7, argv)
  const { result } = report
  expect({ exitCode, left }).toEqual({ exitCode: 0, left: 0 })
  expect(cuts).toBe(20)
  expect(result).toMatchObject({
    requested: count,
    inserted: count,
    failed: 0,
    database: { rows: count, agrees: true },
  })
  expect(await bed.count(result.marker)).toBe(count)
  expect(result.errors.byKind['lost']).toBeGreaterThan(0)
  const { rows: numbers } = await bed.client.query<{ distinct: string }>(
    `SELECT count(DISTINCT payload->'notif_blast'->>'row') AS distinct FROM notifications_notification
     WHERE payload->'notif_blast'->>'run' = $1`,
    [result.marker],
  )
  expect(Number(numbers[0]?.distinct)).toBe(count)
})

test('a network that swallows everything is given up, and the batch is tried again', async () => {
  const proxy = await CuttingProxy.before(bed.sandbox.databaseUrl)
  let sent = 0
  proxy.onUp = (length) => {
    if (sent < 1_000_000 && sent + length >= 1_000_000) {
      proxy.swallow(true)
      // Long after the batch is given up.
      setTimeout(() => proxy.swallow(false), 1500)
    }
    sent += length
  }
  try {
    const env = { M4SH_DATABASE_URL: proxy.urlOf(bed.sandbox.databaseUrl) }
    const argv = ['--user', '3', '-n', '5000', '--batch-size', '500', '--batch-timeout', '500ms', '--retries', '50']
    const { exitCode, report } = await bed.blast(argv, { env })
    expect(exitCode).toBe(0)
    expect(report.result.errors.byKind['lost']).toBeGreaterThan(0)
    expect(report.result).toMatchObject({ inserted: 5000, failed: 0, database: { rows: 5000, agrees: true } })
  } finally {
    await proxy.close()
  }
})

test('a connection that is ended while nothing is sent is replaced', async () => {
  const running = bed.blast(['--user', '3', '-n', '6', '--delay', '700', '--connections', '1'])
  let ended = 0
  while (ended === 0) {
    const { rowCount } = await bed.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'notif-blast' AND state = 'idle' AND query LIKE 'INSERT%'`,
    )
    ended = rowCount ?? 0
  }
  const { exitCode, report } = await running
  expect(exitCode).toBe(0)
  expect(report.result).toMatchObject({ inserted: 6, failed: 0, database: { rows: 6, agrees: true } })
})

test('what was committed before its answer was lost is known, without another try', async () => {
  const proxy = await CuttingProxy.before(bed.sandbox.databaseUrl)
  let isCut = false
  proxy.onDown = (data) => {
    // COPY's own answer.
    if (isCut || !data.includes('COPY 1000')) return true
    isCut = true
    proxy.cut()
    return false
  }
  try {
    const env = { M4SH_DATABASE_URL: proxy.urlOf(bed.sandbox.databaseUrl) }
    const { exitCode, report } = await bed.blast(['--user', '3', '-n', '1000', '--retries', '0'], { env })
    expect([exitCode, isCut]).toEqual([0, true])
    expect(report.result).toMatchObject({ inserted: 1000, failed: 0, database: { rows: 1000, agrees: true } })
  } finally {
    await proxy.close()
  }
})

test('Ctrl-C does not wait for a lock that somebody else holds', async () => {
  await bed.client.query('BEGIN; LOCK TABLE notifications_notification IN SHARE MODE')
  try {
    const host = bed.host(['--user', '3', '-n', '10', '-o', '-', '--json'])
    const running = runCli(command, host)
    let waiting = 0
    while (waiting === 0) {
      const { rowCount } = await bed.sandboxClient((client) =>
        client.query(
          `SELECT 1 FROM pg_stat_activity WHERE application_name = 'notif-blast' AND wait_event_type = 'Lock'`,
        ),
      )
      waiting = rowCount ?? 0
    }
    host.interrupt()
    expect(await running).toBe(130)
    const { result } = JSON.parse(host.stdout.text) as { result: { inserted: number; failed: number } }
    expect(result).toMatchObject({ inserted: 0, failed: 10 })
  } finally {
    await bed.client.query('ROLLBACK')
  }
})

test('a server that ends connections is asked again, too', async () => {
  const running = bed.blast(['--user', '3', '-n', '20000', '--batch-size', '500'])
  let killed = 0
  const ended = new AbortController()
  void running.finally(() => ended.abort())
  while (killed < 5 && !ended.signal.aborted) {
    const { rows } = await bed.client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'notif-blast' AND query LIKE 'COPY%' AND state = 'active' LIMIT 1`,
    )
    killed += rows.length
  }
  const { report, exitCode } = await running
  expect(exitCode).toBe(0)
  expect(killed).toBeGreaterThan(0)
  expect(report.result).toMatchObject({ inserted: 20_000, failed: 0, database: { rows: 20_000, agrees: true } })
  expect(await bed.count(report.result.marker)).toBe(20_000)
})
