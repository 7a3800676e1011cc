import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '@m4sh/sandbox'
import { runCli } from '@m4sh/tools-core/cli'
import type { Report } from '@m4sh/tools-core/reporting'
import { createTemporaryFolder, type TemporaryFolder, measureUntil } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import type { StressResult } from '../src/result.ts'
import { atStroke, startGateway, withGateway } from './peers/board-gateway.ts'
import { commandHost, reportOf, runCommand } from './peers/run-board.ts'
import { startSmallSandbox } from './peers/small-sandbox.ts'

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

/** Three clients that draw small strokes. */
const three = ['-l', '1', '-n', '3', '--rate', '20/s', '--stroke-points', '2', '--snapshot-interval', '0s']
const short = [...three, '-d', '1500ms']

async function readReport(path: string): Promise<Report<StressResult>> {
  return JSON.parse(await readFile(path, 'utf8')) as Report<StressResult>
}

describe('what is wrong is told before the first connection', () => {
  test.each([
    [['--threshold', 'latency.p59<200ms'], 'Did you mean latency.p50'],
    [['--threshold', 'convergence.diverged==0!'], 'its figure is known only at the end'],
    [['--find-capacity', 'latency<200'], 'the result has no figure latency'],
    [['--baseline', import.meta.dirname], `--baseline ${import.meta.dirname}: it is a folder`],
    [['--packet-loss', '1.5'], 'a share from 0 to 1'],
    [['--ramp-up', '5'], '--ramp-up 5s leaves nothing of --duration 1.5s'],
    [['--tokens', '/nowhere/tokens.txt'], '--tokens /nowhere/tokens.txt'],
    [['--user-ids', '2,3'], '--user-ids needs the key that signs their tokens'],
    [['--shard', '1/2'], '2 parts of 1 lesson'],
    [['-l', '2..9'], '--lesson names 9 lessons, for 3 clients in all'],
  ])('%j', async (argv, says) => {
    const gateway = await startGateway()
    const { exitCode, stdout, stderr } = await runCommand([...short, '--ws-url', gateway.url, ...argv])
    await gateway.close()
    expect({ exitCode, stdout, upgrades: gateway.upgrades }).toEqual({ exitCode: 2, stdout: '', upgrades: 0 })
    expect(stderr).toContain(says)
  })

  test.each([
    ['a machine on the internet', ['--base-url', 'http://m4sh.example'], 'm4sh.example:80'],
    ['its gateway alone', ['--ws-url', 'wss://m4sh.example/ws/'], 'm4sh.example:443'],
  ])('%s is asked about first', async (_, argv, host) => {
    const alone = await runCommand([...short, ...argv])
    expect(alone).toMatchObject({ exitCode: 2, stdout: '' })
    expect(alone.stderr).toContain(`Put the load of 3 clients on ${host}?`)
    expect(alone.stderr).toContain('--yes')
    const refused = await runCommand([...short, ...argv], { answers: ['n'], columns: 100 })
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toContain('Nothing was sent.')
  })
})

describe('thresholds', () => {
  test('one that is missed fails the run', async () => {
    const { exitCode, report } = await withGateway({}, async ({ url }) => {
      const thresholds = ['--threshold', 'messages.sent<1', '--threshold', 'messages.lost==0']
      return await reportOf([...short, '--ws-url', url, ...thresholds])
    })
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
    expect(report.thresholds).toEqual([
      { expression: 'messages.sent<1', actual: report.result.messages.sent, passed: false },
      { expression: 'messages.lost==0', actual: 0, passed: true },
    ])
  })

  test('with ! it ends the run', async () => {
    const startedAt = performance.now()
    const { exitCode, report } = await withGateway({}, async ({ url }) => {
      return await reportOf([...three, '-d', '10m', '--ws-url', url, '--threshold', 'messages.sent<10!'])
    })
    expect(performance.now() - startedAt).toBeLessThan(60_000)
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
    expect(report.warnings).toContain('Ended early: messages.sent<10! was missed.')
    expect(report.run.interrupted).toBe(false)
    // What was under way is settled all the same.
    expect(report.result.messages).toMatchObject({ lost: 0, delivered: 1 })
    expect(report.result.convergence).toMatchObject({ checked: 3, converged: 3 })
  })

  test('a baseline is compared with, and its ratios are figures', async () => {
    const old = folder.join('baseline.json')
    await withGateway({}, async ({ url }) => {
      expect((await runCommand([...short, '--ws-url', url, '-o', old, '--on-saturation', 'warn'])).exitCode).toBe(0)
      const ratio = 'comparison["throughput.receivedPerSecond"]'
      const thresholds = ['--threshold', `${ratio}>0`, '--threshold', `${ratio}>1000`]
      const { exitCode, report } = await reportOf([...short, '--ws-url', url, '--baseline', old, ...thresholds])
      const before = await readReport(old)
      expect(exitCode).toBe(1)
      expect(report.thresholds.map(({ passed }) => passed)).toEqual([true, false])
      const { comparison } = report.result
      expect(comparison?.baseline).toMatchObject({ file: old, startedAt: before.run.startedAt })
      expect(comparison?.figures['latency.p95']).toMatchObject({
        old: before.result.latency.p95,
        new: report.result.latency.p95,
      })
      expect(comparison?.figures['messages.lost']).toMatchObject({ old: 0, new: 0, ratio: 1 })
    })
  })
})

describe('a baseline that is not there yet', () => {
  const first = 'There is no /nowhere/old.json yet: nothing is compared with it.'

  test.each([
    ['is told of, before the load and in the report', [], 0],
    ['fails a threshold on the comparison, so that a mistyped name passes no gate', ['comparison["latency.p95"]'], 1],
  ])('%s', async (_, expressions, expected) => {
    const thresholds = expressions.flatMap((expression) => ['--threshold', `${expression}<1.25`])
    const { exitCode, report, stderr } = await withGateway({}, async ({ url }) => {
      const argv = [...short, '--ws-url', url, '--baseline', '/nowhere/old.json', '--on-saturation', 'warn']
      return await reportOf([...argv, ...thresholds])
    })
    expect({ exitCode, comparison: report.result.comparison }).toEqual({ exitCode: expected, comparison: null })
    expect(report.warnings).toContain(first)
    expect(stderr).toContain(first)
  })
})

describe('a machine that is too slow to measure', () => {
  test('is no pass, unless that is wanted', async () => {
    const busy = setInterval(() => {
      const until = performance.now() + 20
      while (performance.now() < until);
    }, 40)
    try {
      const argv = [...three, '-d', '2', '--threshold', 'messages.lost==0']
      const [strict, lenient] = await Promise.all(
        ['fail', 'warn'].map(async (wish) => {
          return await withGateway({}, async ({ url }) => {
            return await reportOf([...argv, '--ws-url', url, '--on-saturation', wish])
          })
        }),
      )
      expect({ exitCode: strict?.exitCode, verdict: strict?.report.verdict }).toEqual({
        exitCode: 4,
        verdict: 'invalid',
      })
      expect(strict?.report.thresholds).toEqual([{ expression: 'messages.lost==0', actual: 0, passed: false }])
      expect(strict?.report.result.generator.level).toBe('invalid')
      expect(strict?.report.warnings).toContainEqual(expect.stringMatching(/^At p99, sends left [\d.]+ ms after they/))
      expect({ exitCode: lenient?.exitCode, verdict: lenient?.report.verdict }).toEqual({
        exitCode: 0,
        verdict: 'pass',
      })
      expect(lenient?.report.thresholds).toEqual([{ expression: 'messages.lost==0', actual: 0, passed: true }])
      expect(lenient?.report.result.generator.level).toBe('invalid')
      expect(lenient?.report.warnings).toContainEqual(expect.stringMatching(/^At p99, sends left/))
    } finally {
      clearInterval(busy)
    }
  })
})

test('Ctrl-C: the report of what was done so far, boards compared', async () => {
  const output = folder.join('interrupted.json')
  const host = commandHost({})
  const heard = atStroke(20, () => host.interrupt())
  await withGateway({ heard }, async ({ url }) => {
    const argv = [...three, '-d', '10m', '-o', output, '--ws-url', url]
    const exitCode = await runCli(command, { ...host, argv })
    expect({ exitCode, listeners: host.signalListeners }).toEqual({ exitCode: 130, listeners: 0 })
  })
  expect(host.stderr.text).toContain('Stopping; press Ctrl-C again to quit at once.')
  const { run, result } = await readReport(output)
  expect(run.interrupted).toBe(true)
  expect(result.messages.sent).toBeGreaterThanOrEqual(20)
  expect(result.messages).toMatchObject({ lost: 0, delivered: 1 })
  expect(result.convergence).toMatchObject({ checked: 3, converged: 3, unchecked: 0 })
  expect(host.stdout.text).toContain('stopped early')
})

describe('a run that has measured nothing is no pass', () => {
  test('stopped before anybody saw anything', async () => {
    const output = folder.join('too-early.json')
    const host = commandHost({})
    // The second one that asks is the first client: the look at the target has asked before it.
    let asked = 0
    const heard = ({ type }: Readonly<Record<string, unknown>>) => {
      if (type === 'board.snapshot.request' && ++asked === 2) host.interrupt()
    }
    await withGateway({ heard }, async ({ url }) => {
      const argv = [...three, '-d', '10m', '-o', output, '--ws-url', url, '--on-saturation', 'warn']
      expect(await runCli(command, { ...host, argv })).toBe(130)
    })
    const { verdict, warnings, result } = await readReport(output)
    expect({ verdict, sent: result.messages.sent }).toEqual({ verdict: 'error', sent: 0 })
    expect(warnings).toContain('It was stopped before anybody saw anything, so nothing was measured.')
    expect(host.stdout.text).toMatch(/error, stopped early/)
  })

  test('nothing got through the bad network', async () => {
    const { exitCode, report } = await withGateway({}, async ({ url }) => {
      return await reportOf([...short, '--packet-loss', '100%', '--ws-url', url])
    })
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: 'error' })
    expect(report.result.messages).toMatchObject({ sent: 0, expected: 0 })
    expect(report.warnings).toContainEqual(expect.stringMatching(/^The bad network let nothing through/))
  })

  test('but who is alone on a board by choice has it compared', async () => {
    const { exitCode, report } = await withGateway({}, async ({ url }) => {
      return await reportOf(['-l', '1', '-n', '1', '--rate', '20/s', '-d', '1500ms', '--ws-url', url])
    })
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 0, verdict: 'pass' })
    expect(report.result.convergence).toMatchObject({ checked: 1, converged: 1 })
    expect(report.warnings).toContainEqual(expect.stringMatching(/^1 room has one client only/))
    expect(report.warnings).not.toContainEqual(expect.stringContaining('nothing was measured'))
  })
})

test('a gateway that goes away: text and page name what fails the run, and who had no socket', async () => {
  const output = folder.join('gone.html')
  const heard = atStroke(20, (gateway) => void gateway.goAway())
  const { exitCode, stdout } = await withGateway({ heard }, async ({ url }) => {
    const own = ['-d', '2s', '--settle', '300ms', '-o', output, '--ws-url', url, '--on-saturation', 'warn']
    return await runCommand([...three, ...own])
  })
  expect(exitCode).toBe(1)
  expect(stdout).toContain('3 had no socket at the end')
  expect(stdout).not.toContain('wrong board')
  expect(await readFile(output, 'utf8')).toContain(
    '3 boards could not be compared, as 3 clients had no socket at the end.',
  )
})

describe('the same seed', () => {
  const bad = ['--packet-loss', '10%', '--loss-burst', '2', '--latency', '20', '--jitter', '10', '--reorder', '5%']
  const everything = [
    '--mix',
    'patch=6,cursor=2,undo=2,reset=1,snapshot=1',
    '--duplicate',
    '5%',
    '--stall',
    '500ms/50ms',
  ]

  async function logOf(name: string, seed: number, ...more: string[]): Promise<string> {
    const path = folder.join(`${name}.tsv`)
    const argv = [...three, '-d', '2', ...everything, ...more, '--seed', String(seed), '--operation-log', path]
    await withGateway({}, async ({ url }) => await reportOf([...argv, '--ws-url', url]))
    return await readFile(path, 'utf8')
  }

  test('gives the same log, byte for byte, on a bad network too; another seed another one', async () => {
    const [first, again, other] = await Promise.all([
      logOf('first', 7, ...bad),
      logOf('again', 7, ...bad),
      logOf('other', 8, ...bad),
    ])
    expect(first.split('\n').length).toBeGreaterThan(60)
    expect(new Set(first.match(/\t(?:patch|cursor|undo|reset|lost|stalled)/g)).size).toBe(6)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })
})

describe('who the clients are', () => {
  let sandbox: Sandbox
  const runs = new Map<string, Awaited<ReturnType<typeof reportOf>>>()

  /** Tutor and student on the board of lesson 1. */
  async function run(name: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    const two = ['-l', '1', '-n', '2', '-d', '2', '--rate', '20/s', '--base-url', sandbox.baseUrl]
    runs.set(name, await reportOf([...two, ...argv], { env }))
  }

  beforeAll(async () => {
    sandbox = await startSmallSandbox()
    const { tokens, credentials, ids, jwtSecret } = sandbox
    const logins = [credentials.tutor, credentials.student].map(({ email, password }) => `${email},${password}`)
    await folder.write({
      'tokens.txt': `${tokens.tutor}\n${tokens.student}\n`,
      'users.csv': `email,password\n${logins.join('\n')}\n`,
    })
    await Promise.all([
      run('tokens of a file', ['--tokens', folder.join('tokens.txt')]),
      run('users who log in', ['--users', folder.join('users.csv')]),
      run('tokens that are signed here', ['--user-ids', `${ids.tutor},${ids.student}`], { M4SH_JWT_SECRET: jwtSecret }),
    ])
  }, 60_000)
  afterAll(async () => await sandbox.stop())

  // Each of them sees what the others draw, too, on the same board at the same time.
  test.each(['tokens of a file', 'users who log in', 'tokens that are signed here'])('%s draw together', (name) => {
    const { exitCode, report, stdout, stderr } = runs.get(name) ?? {}
    expect(report?.result.clients).toMatchObject({ requested: 2, connected: 2, failed: 0 })
    expect(report?.result.messages).toMatchObject({ lost: 0, duplicated: 0, foreign: 0, delivered: 1 })
    expect(report?.result.convergence).toMatchObject({ checked: 2, converged: 2 })
    expect(report?.result.errors.count).toBe(0)
    expect(exitCode).toBe(0)
    const { tokens, credentials, jwtSecret } = sandbox
    const secrets = [tokens.tutor, tokens.student, credentials.tutor.password, credentials.student.password, jwtSecret]
    for (const text of [stdout, stderr]) for (const secret of secrets) expect(text).not.toContain(secret)
    expect(`${stdout}${stderr}`).not.toMatch(/eyJ[\w-]+\.[\w-]+\./)
  })

  test('a wrong key, a wrong password and somebody else are told from one another', async () => {
    const argv = ['-n', '2', '-d', '1', '--base-url', sandbox.baseUrl]
    const env = { M4SH_JWT_SECRET: 'not-the-key-of-this-platform' }
    const wrongKey = await runCommand([...argv, '-l', '1', '--user-ids', '2,3'], { env })
    expect(wrongKey).toMatchObject({ exitCode: 3, stdout: '' })
    expect(wrongKey.stderr).toContain('M4SH_JWT_SECRET')
    expect(wrongKey.stderr).not.toContain(env.M4SH_JWT_SECRET)
    await folder.write({ 'wrong.csv': 'email,password\ntutor@m4sh.test,not-my-password\n' })
    const wrongPassword = await runCommand([...argv, '-l', '1', '--users', folder.join('wrong.csv')])
    expect(wrongPassword).toMatchObject({ exitCode: 3, stdout: '' })
    expect(wrongPassword.stderr).toContain('tutor@m4sh.test')
    expect(wrongPassword.stderr).not.toContain('not-my-password')
    const noLesson = await runCommand([...argv, '-l', '999999', '--token', sandbox.tokens.tutor])
    expect(noLesson).toMatchObject({ exitCode: 3, stdout: '' })
    expect(noLesson.stderr).toMatch(/WS_(FORBIDDEN|INVALID_CHANNEL)/)
  })
})

describe('the capacity', () => {
  // The more there are, the longer each delivery takes: 80 ms for each client.
  const slower = { delayOf: (_: unknown, { clients }: { readonly clients: ReadonlySet<unknown> }) => 80 * clients.size }
  const argv = ['-l', '1', '-d', '300ms', '--rate', '60/s', '--stroke-points', '2', '--snapshot-interval', '0s']

  const search = async (most: number, threshold: string) =>
    await withGateway(slower, async ({ url }) => {
      return await reportOf([...argv, '-n', String(most), '--ws-url', url, '--find-capacity', threshold])
    })

  test('is the largest size that holds the threshold, the largest that was tried, or none', async () => {
    // One after the other: what else runs is a part of what they find.
    const found = await measureUntil(
      () => search(16, 'latency.p95<440ms'),
      ({ report }) => report.result.capacity?.clients === 5,
    )
    const enough = await measureUntil(
      () => search(3, 'latency.p95<10s'),
      ({ report }) => report.result.capacity?.isLimit === true,
    )
    const nothing = await search(3, 'latency.p95<1ms')
    const { capacity, clients } = found.report.result
    expect(capacity).toMatchObject({ clients: 5, isLimit: false })
    expect(capacity?.steps.map((step) => [step.clients, step.held])).toEqual([
      [2, true],
      [4, true],
      [5, true],
      [6, false],
      [8, false],
    ])
    expect({ exitCode: found.exitCode, requested: clients.requested }).toEqual({ exitCode: 0, requested: 5 })
    expect(enough.report.result.capacity).toMatchObject({ clients: 3, isLimit: true })
    expect(enough.exitCode).toBe(0)
    expect(nothing.report.result.capacity).toMatchObject({ clients: 0, isLimit: false })
    expect({ exitCode: nothing.exitCode, verdict: nothing.report.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
  }, 60_000)
})

test('no secret is in any output, whatever the gateway repeats of it', async () => {
  const secret = 'opaque-secret-4711-of-nobody'
  const stroke = { id: `stroke-${secret}`, points: [] }
  const heard = atStroke(10, ({ clients }) => {
    for (const { socket } of clients) {
      socket.send(JSON.stringify({ type: 'error', code: secret, detail: secret }))
      socket.send(JSON.stringify({ channel: 'board:lesson:1', payload: { type: 'board.patch', lesson_id: 1, stroke } }))
    }
    const [first] = clients
    first?.socket.close(4444, secret)
  })
  const files = ['json', 'html', 'csv', 'xml', 'sarif', 'md'].map((format) => folder.join(`secret.${format}`))
  const { stdout, stderr } = await withGateway({ heard }, async ({ url }) => {
    const outputs = files.flatMap((file) => ['-o', file])
    const argv = [...three, '-d', '2', '--ws-url', url, '-H', `X-Key: ${secret}`, ...outputs, '-v']
    return await runCommand(argv, { env: { M4SH_TOKEN: secret, M4SH_JWT_SECRET: secret } })
  })
  const report = await readReport(folder.join('secret.json'))
  expect(report.result.errors.byKind).toMatchObject({ 'close-4444': 1 })
  expect(report.result.convergence.diverged.length).toBeGreaterThan(0)
  const written = await Promise.all(files.map(async (file) => await readFile(file, 'utf8')))
  for (const text of [stdout, stderr, ...written]) {
    expect(text.length).toBeGreaterThan(0)
    expect(text).not.toContain(secret)
  }
})
