import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Bed } from '../peers/blasting.ts'

let bed: Bed

/** The platform, whose token is good for so many POSTs only. */
async function refusingAfter(platform: string, posts: number) {
  let seen = 0
  const server = createServer((request, response) => {
    const isRefused = ++seen > posts + 1
    const forward = httpRequest(
      new URL(request.url ?? '/', platform),
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(isRefused ? 401 : (answer.statusCode ?? 500), { 'content-type': 'application/json' })
        answer.pipe(response)
      },
    )
    if (isRefused) {
      forward.destroy()
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"detail":"expired"}')
      request.resume()
    } else request.pipe(forward)
    forward.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

beforeAll(async () => {
  bed = await Bed.make()
})
afterAll(async () => await bed.close())

const everybody = ['--user', '2', '--user', '3', '-n', '60']

function env(): Readonly<Record<string, string>> {
  return { M4SH_TOKEN: bed.sandbox.tokens.admin, M4SH_JWT_SECRET: bed.sandbox.jwtSecret }
}

describe.each(['http', 'ws'] as const)('--push-via %s', (via) => {
  test('each row is in once, and reaches its user', async () => {
    const argv = [...everybody, '--push', '--push-via', via, '--listen']
    const { exitCode, report } = await bed.blast(argv, { env: env() })
    const { result } = report
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({ inserted: 120, failed: 0, database: { rows: 120, agrees: true } })
    expect(result.method).toBe(via === 'http' ? 'http' : 'copy')
    expect(result.push).toMatchObject({
      via,
      pushed: 120,
      failed: 0,
      delivered: 120,
      lost: 0,
      duplicated: 0,
      listeners: 2,
    })
    expect(result.push?.latency.count).toBe(120)
    expect(result.push?.transit.p50).toBeLessThanOrEqual(result.push?.latency.p50 ?? 0)
    expect(result.timeline.reduce((sum, { pushed }) => sum + pushed, 0)).toBe(120)
    expect(result.timeline.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(120)
    const { rows } = await bed.client.query<{ user_id: string; count: string }>(
      `SELECT user_id, count(*) FROM notifications_notification WHERE payload->'notif_blast'->>'run' = $1 GROUP BY 1 ORDER BY 1`,
      [result.marker],
    )
    expect(rows.map(({ user_id: user, count }) => [Number(user), Number(count)])).toEqual([
      [2, 60],
      [3, 60],
    ])
  })

  test('on a schedule, latency counts from when a row was due', async () => {
    const argv = ['--user', '3', '-n', '40', '--push', '--push-via', via, '--listen', '--delay', '5']
    const { report } = await bed.blast(argv, { env: env() })
    const { result } = report
    expect(result).toMatchObject({ inserted: 40, database: { agrees: true }, push: { delivered: 40, lost: 0 } })
    expect(result.writingMs).toBeGreaterThan(39 * 5)
  })
})

test('rows that are not of now, or were read, are pushed by the gateway: the platform makes none of these', async () => {
  const argv = ['--user', '3', '-n', '20', '--push', '--spread', '7d', '--read-ratio', '1']
  const { report } = await bed.blast(argv, { env: env() })
  expect(report.result).toMatchObject({ method: 'copy', inserted: 20, push: { via: 'ws', pushed: 20 } })
  const refused = await bed.run([...argv, '--push-via', 'http'], { env: env() })
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('not for --push-via http')])
})

test('a platform that refuses in the middle ends the run with a report of what is in', async () => {
  const proxy = await refusingAfter(bed.sandbox.baseUrl, 20)
  try {
    const argv = ['--user', '3', '-n', '100', '--push', '--push-via', 'http', '--push-concurrency', '1']
    const { exitCode, report } = await bed.blast([...argv, '--base-url', proxy.baseUrl], { env: env() })
    const { result, verdict } = report
    expect([exitCode, verdict]).toEqual([3, 'error'])
    expect(result.inserted).toBeGreaterThan(0)
    expect(result.inserted).toBeLessThan(100)
    expect(result.database).toEqual({ rows: result.inserted, agrees: true })
    expect(result.next.undo).toContain(result.marker)
    expect(result.next.resume).toContain(result.marker)
    // The time of all of them, not of asking for them.
    expect(result.rowsPerSecond).toBeLessThan(20_000)
  } finally {
    await proxy.close()
  }
})

test('auto takes the POST, which the platform has, and says so', async () => {
  const { report, stderr } = await bed.blast(['--user', '3', '-n', '5', '--push'], { env: env() })
  expect(report.result.push).toMatchObject({ via: 'http', delivered: null, lost: null, listeners: 0 })
  expect(stderr).toContain('Pushes by http: POST /api/notifications/internal/')
})

test('a run that was pushed by POST and stopped is gone on with', async () => {
  const host = bed.host(['--user', '3', '-n', '300', '--push', '--push-via', 'http', '-o', '-', '--json'], {
    env: env(),
  })
  const before = await bed.count()
  const { runCli } = await import('@m4sh/tools-core/cli')
  const { command } = await import('../../src/command.ts')
  const running = runCli(command, host)
  while ((await bed.count()) < before + 50);
  host.interrupt()
  expect(await running).toBe(130)
  const { result } = JSON.parse(host.stdout.text) as { result: { marker: string; inserted: number; failed: number } }
  expect(result.inserted + result.failed).toBe(300)
  // As it began, without being told so again.
  const resumed = await bed.blast(['--resume', result.marker], { env: env() })
  expect(resumed.exitCode).toBe(0)
  expect(resumed.report.result.method).toBe('http')
  expect(await bed.count(result.marker)).toBe(300)
  expect(resumed.report.result).toMatchObject({ requested: 300, failed: 0, database: { rows: 300, agrees: true } })
})

describe('nothing is written where nothing can be pushed', () => {
  test.each([
    ['without a token', {}, 3],
    ['with the token of a student', { M4SH_TOKEN: 'student' }, 3],
  ])('%s', async (_, given: Readonly<Record<string, string>>, code) => {
    const before = await bed.count()
    const token = given['M4SH_TOKEN'] === undefined ? {} : { M4SH_TOKEN: bed.sandbox.tokens.student }
    const { exitCode, stderr } = await bed.run([...everybody, '--push'], { env: token })
    expect([exitCode, await bed.count()]).toEqual([code, before])
    expect(stderr).toContain('--token')
    expect(stderr).not.toContain(bed.sandbox.tokens.student)
  })
})
