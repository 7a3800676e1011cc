import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { runCli } from '@m4sh/tools-core/cli'
import type { Report } from '@m4sh/tools-core/reporting'
import { createTemporaryFolder, measureUntil, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import type { ChatResult } from '../src/result.ts'
import {
  type Behaviour,
  ChatPlatform,
  eventOf,
  isPost,
  numberIn,
  tokenOf,
  withPlatform,
} from './peers/chat-platform.ts'
import { commandHost, flagsFor, reportOf, runCommand } from './peers/run-chat.ts'

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await createTemporaryFolder()
})
afterEach(async () => await folder.remove())

const short = ['-n', '10', '--interval', '20', '--warmup', '1', '--on-saturation', 'warn']

async function readReport(path: string): Promise<Report<ChatResult>> {
  return JSON.parse(await readFile(path, 'utf8')) as Report<ChatResult>
}

/** Writes in the folder of the test. */
async function run(behaviour: Behaviour, argv: readonly string[], load: readonly string[] = short) {
  return await withPlatform(behaviour, async (platform) => {
    return await runCommand([...flagsFor(platform), ...load, ...argv], { cwd: folder.path })
  })
}

/** Rows by column. No cell of these holds a comma. */
async function readCsv(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split('\r\n')
  const columns = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell])))
}

describe('what is wrong is told before the first connection', () => {
  test.each([
    [['--threshold', 'latency.p59<200ms'], 'Did you mean latency.p50'],
    [['--threshold', 'messages.lost==0!'], 'cannot end its run early'],
    [['--baseline', '.'], 'it is a folder'],
    [['--baseline', 'package.json'], 'it is no report of chat-latency'],
    [['--fail-on-regression', '--baseline', 'package.json'], 'it is no report of chat-latency'],
    [['-o', 'x.xyz'], 'x.xyz'],
    [['-o', 'x.csv', '-o', 'x.csv'], 'is given twice'],
    [['--lesson', '2'], '2 lessons came for 1 of --pairs'],
    [['-d', '5'], '--messages and --duration both say how much is written'],
  ])('%j', async (argv, says) => {
    await folder.write({ 'package.json': '{"name": "some"}' })
    const platform = new ChatPlatform()
    await platform.listen()
    const { exitCode, stdout, stderr } = await runCommand([...flagsFor(platform), ...short, ...argv], {
      cwd: folder.path,
    })
    await platform.close()
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(says)
    expect([platform.upgrades, platform.requests.length]).toEqual([0, 0])
    expect(await readdir(folder.path)).toEqual(['package.json'])
  })

  test.each([
    ['a platform on the internet', ['--base-url', 'http://m4sh.example'], 'm4sh.example:80'],
    ['its gateway alone', ['--ws-url', 'wss://m4sh.example/ws/'], 'm4sh.example:443'],
    ['its REST alone', ['--base-url', 'http://m4sh.example', '--ws-url', 'ws://127.0.0.1:9/ws/'], 'm4sh.example:80'],
  ])('%s is asked about first', async (_, argv, host) => {
    const flags = ['-l', '1', '--token', 'abc', '-n', '30', '--pairs', '2', ...argv]
    const alone = await runCommand(flags)
    expect(alone).toMatchObject({ exitCode: 2, stdout: '' })
    // The warm-up of both conversations included.
    expect(alone.stderr).toContain(`Write 70 messages to ${host}?`)
    expect(alone.stderr).toContain('--yes')
    const refused = await runCommand(flags, { answers: ['n'], columns: 100 })
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toContain('Nothing was sent.')
  })
})

test.each([
  [['-d', '10', '--warmup', '0'], 'Write 100 messages to'],
  [['-d', '10', '--warmup', '3', '--closed'], 'Write up to 103 messages to'],
  [['-n', '1', '--warmup', '0', '--closed'], 'Write 1 message to'],
])('%j: what is asked counts what is written', async (argv, says) => {
  const { stderr } = await runCommand(['-l', '1', '--token', 'abc', '--base-url', 'http://m4sh.example', ...argv])
  expect(stderr).toContain(says)
})

test('flags that mean nothing beside the others are told of', async () => {
  const { exitCode, stderr } = await run({}, ['--ws-type', 'chat.say', '--token', tokenOf(9)])
  expect(exitCode).toBe(0)
  const told = stderr.replaceAll(/\s+/g, ' ')
  expect(told).toContain('--ws-type means nothing without --transport ws.')
  expect(told).toContain('--token means nothing with --sender-token.')
})

describe('where the report goes', () => {
  const beginnings: Readonly<Record<string, string>> = {
    '.csv': 'index,',
    '.dat': 'index,',
    '.json': '{\n  "s',
    '.html': '<!doct',
    '.md': '## cha',
    '.xml': '<?xml ',
  }
  const cases: readonly [argv: string[], files: string[]][] = [
    [[], ['chat-latency.csv', 'chat-latency.json']],
    [
      ['-o', 'x.csv'],
      ['x.csv', 'x.json'],
    ],
    [
      ['-o', 'x.json'],
      ['x.csv', 'x.json'],
    ],
    [
      ['-o', 'x.md'],
      ['x.csv', 'x.json', 'x.md'],
    ],
    [
      ['-o', 'x.dat', '--format', 'csv'],
      ['x.dat', 'x.json'],
    ],
    // Named as one of those that are written anyway.
    [
      ['-o', 'x.csv', '--format', 'html'],
      ['x.csv', 'x.html', 'x.json'],
    ],
    [
      ['-o', 'x.json', '--format', 'csv'],
      ['x.csv', 'x.json'],
    ],
    [
      ['-o', 'x.CSV', '--format', 'markdown'],
      ['x.csv', 'x.json', 'x.md'],
    ],
    [
      ['--format', 'html'],
      ['chat-latency.csv', 'chat-latency.html', 'chat-latency.json'],
    ],
    [['--json'], ['chat-latency.csv', 'chat-latency.json']],
    [
      ['-o', 'a.json', '-o', 'b.csv'],
      ['a.json', 'b.csv'],
    ],
    [
      ['-o', 'a.xml', '-o', 'b.csv'],
      ['a.json', 'a.xml', 'b.csv'],
    ],
  ]

  test.each(cases)('%j', async (argv, files) => {
    const { exitCode, stdout } = await run({}, argv)
    expect(exitCode).toBe(0)
    expect((await readdir(folder.path)).sort()).toEqual(files)
    // Each holds what its name says.
    for (const file of files) {
      const text = await readFile(folder.join(file), 'utf8')
      expect([file, text.slice(0, 6)]).toEqual([file, beginnings[extname(file)]])
    }
    // A person reads how it went in any case.
    expect(stdout).toMatch(/^Chat latency {2}✓ pass\n/)
  })

  test.each([
    ['json', /^\{/],
    ['csv', /^index,message_id,/],
    ['text', /^Chat latency/],
  ])('to stdout as %s, and beside it under the usual names', async (format, begins) => {
    const { exitCode, stdout } = await run({}, ['-o', '-', '--format', format])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(begins)
    expect((await readdir(folder.path)).sort()).toEqual(['chat-latency.csv', 'chat-latency.json'])
  })

  test('the graph is drawn on request', async () => {
    const { stdout } = await run({}, ['--graph'])
    expect(stdout).toMatch(/ms │█+/)
    expect((await run({}, [])).stdout).not.toContain('│')
  })

  test('quietly', async () => {
    expect(await run({}, ['-q'])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })
})

describe('the language', () => {
  async function speak(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return await withPlatform({}, async (platform) => {
      return await runCommand([...flagsFor(platform), ...short, ...argv], { cwd: folder.path, env })
    })
  }

  test('is that of the environment, unless another is asked for; JSON and Markdown know English only', async () => {
    const { stdout } = await speak(['-o', 'uk.html', '-o', 'uk.md'], { LANG: 'uk_UA.UTF-8' })
    expect(stdout).toMatch(/^Затримка чату {2}/)
    expect(await readFile(folder.join('uk.html'), 'utf8')).toContain('<html lang="uk">')
    expect(await readFile(folder.join('uk.md'), 'utf8')).toContain('Latency')
    const { stdout: english } = await speak(['--lang', 'en', '-o', 'en.json'], { LANG: 'uk_UA.UTF-8' })
    expect(english).toMatch(/^Chat latency {2}/)
  })

  test('that nobody knows is wrong usage', async () => {
    const { exitCode, stderr } = await speak(['--lang', 'de'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--lang')
  })
})

describe('the samples', () => {
  test('are a row a message, and the summary is made of them', async () => {
    await run({ answer: (request) => (request.posts === 5 && isPost(request) ? { status: 500 } : undefined) }, [])
    const data = await readCsv(folder.join('chat-latency.csv'))
    const { run: when, result } = await readReport(folder.join('chat-latency.json'))
    expect(data.map(({ index }) => index)).toEqual(Array.from({ length: 10 }, (_, index) => String(index)))
    expect(data.map(({ status }) => status)).toEqual(
      Array.from({ length: 10 }, (_, at) => (at === 3 ? 'failed' : 'received')),
    )
    expect(result.messages).toMatchObject({ sent: 10, received: 9, failed: 1 })
    // Instants to the microsecond: `Date` reads milliseconds.
    const microseconds = (instant: string) => {
      const [, until = '', rest = ''] = /^(.*\.\d{3})(\d{3})Z$/.exec(instant) ?? []
      return Date.parse(`${until}Z`) * 1000 + Number(rest)
    }
    const latencies: number[] = []
    for (const {
      scheduled_at: due = '',
      sent_at: sent = '',
      received_at: received = '',
      latency_ms: latency,
      status,
    } of data) {
      expect(microseconds(sent)).toBeGreaterThanOrEqual(microseconds(due))
      expect(Math.abs(Date.parse(due) - Date.now())).toBeLessThan(60_000)
      if (status !== 'received') continue
      expect(Math.abs(microseconds(received) - microseconds(due) - Number(latency) * 1000)).toBeLessThanOrEqual(1)
      latencies.push(Number(latency))
    }
    expect(latencies).toEqual(result.samples.latency)
    expect(latencies.length).toBe(result.latency.count)
    expect(new Set(data.map(({ message_id: id }) => id)).size).toBe(10)
    expect(when.interrupted).toBe(false)
    // Twenty milliseconds apart, however late they left.
    const due = data.map(({ scheduled_at: at = '' }) => microseconds(at))
    for (const [at, one] of due.entries()) expect(Math.abs(one - (due[0] ?? 0) - at * 20_000)).toBeLessThanOrEqual(1)
  })
})

describe('the verdict', () => {
  test('thresholds that are missed fail', async () => {
    const thresholds = ['messages.lost==0', 'latency.p95<0.001ms', 'messages.sent>=10'].flatMap((one) => [
      '--threshold',
      one,
    ])
    const { exitCode, report } = await withPlatform({}, async (platform) => {
      return await reportOf([...flagsFor(platform), ...short, ...thresholds])
    })
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 1, verdict: 'fail' })
    expect(report.thresholds).toEqual([
      { expression: 'messages.lost==0', actual: 0, passed: true },
      { expression: 'latency.p95<0.001ms', actual: report.result.latency.p95, passed: false },
      { expression: 'messages.sent>=10', actual: 10, passed: true },
    ])
  })

  test('a run that is slower than its baseline fails; one that is not does not', async () => {
    const delayed = (delayMs: number): Behaviour => ({
      answer: (request, platform) => {
        if (!isPost(request)) return undefined
        platform.after(delayMs, () => platform.write(2, request.body))
        return { status: 201, body: { id: -request.posts } }
      },
    })
    // Ten times as slow, and few enough a second that a busy machine makes no such difference by itself.
    const load = ['-n', '200', '--interval', '15', '--on-saturation', 'warn']
    const against = ['--fail-on-regression', '50%', '--baseline', folder.join('old.json')]
    const measure = async () => {
      expect((await run(delayed(100), ['-o', folder.join('old.json')], load)).exitCode).toBe(0)
      return await run(delayed(100), [...against, '-o', folder.join('equal.json')], load)
    }
    // Where this machine has become half as slow again in between, the comparison is right to say so.
    const equal = await measureUntil(measure, ({ exitCode }) => exitCode === 0)
    const slower = await run(delayed(1000), [...against, '-o', folder.join('slower.json')], load)
    expect([equal.exitCode, slower.exitCode]).toEqual([0, 1])
    const [old, same, slow] = await Promise.all(
      ['old', 'equal', 'slower'].map(async (name) => await readReport(folder.join(`${name}.json`))),
    )
    expect(same?.result.comparison?.regressions).toEqual([])
    expect(slow?.verdict).toBe('fail')
    expect(slow?.result.comparison).toMatchObject({
      baseline: { file: folder.join('old.json'), startedAt: old?.run.startedAt, messages: 200 },
      verdict: 'slower',
      changes: { p50: { old: old?.result.latency.p50, new: slow?.result.latency.p50, verdict: 'slower' } },
    })
    expect(slow?.result.comparison?.regressions).toEqual(expect.arrayContaining(['p50', 'p90', 'p95']))
    expect(slower.stdout).toMatch(/Against 200 messages of .*: slower/)
  }, 120_000)

  test('a baseline that is too small to compare with is told of', async () => {
    await run({}, ['-o', folder.join('old.json')])
    const old = await readReport(folder.join('old.json'))
    old.result.samples.latency = [1]
    await folder.write({ 'one.json': JSON.stringify(old) })
    const { exitCode, stdout } = await run({}, ['--baseline', folder.join('one.json'), '--fail-on-regression'])
    expect(exitCode).toBe(1)
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('p50 cannot be compared: it needs 10 messages in each run.')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('so --fail-on-regression fails this run: write more messages.')
  })

  test.each([
    ['is told of', [], 0],
    ['fails --fail-on-regression, so that a mistyped name passes no gate', ['--fail-on-regression'], 1],
    ['fails a threshold on the comparison', ['--threshold', 'comparison.changes.p95.ratio<2'], 1],
  ])('a baseline that is not there yet %s', async (_, gate, expected) => {
    const nowhere = folder.join('nowhere.json')
    const argv = ['--baseline', nowhere, ...gate, '-o', 'new.json', '-o', 'new.xml']
    const { exitCode, stderr } = await run({}, argv)
    const { result, verdict, warnings } = await readReport(folder.join('new.json'))
    expect({ exitCode, verdict, comparison: result.comparison }).toEqual({
      exitCode: expected,
      verdict: expected === 0 ? 'pass' : 'fail',
      comparison: null,
    })
    const says = `There is no ${nowhere} yet: nothing is compared with it.`
    expect(warnings).toContain(says)
    expect(stderr).toContain(says)
    const isGate = gate.includes('--fail-on-regression')
    expect(warnings.some((text) => text.includes('so --fail-on-regression fails this run'))).toBe(isGate)
    expect((await readFile(folder.join('new.xml'), 'utf8')).includes('There is no baseline yet')).toBe(isGate)
    // It is what the next one can be compared with.
    expect((await run({}, ['--baseline', folder.join('new.json')])).exitCode).toBe(0)
  })

  test('a platform that is gone is gone, however slow the machine was', async () => {
    const busy = setInterval(() => {
      const until = performance.now() + 20
      while (performance.now() < until);
    }, 40)
    try {
      // By their numbers: a busy machine's POSTs overtake each other.
      const answer: Behaviour['answer'] = (request) =>
        isPost(request) && numberIn(request.body['text']) >= 40 ? { status: 401 } : undefined
      const { exitCode, report } = await withPlatform({ answer }, async (platform) => {
        const argv = ['-n', '60', '--interval', '20', '--warmup', '1', '--threshold', 'latency.p50<1000s']
        return await reportOf([...flagsFor(platform), ...argv, '--on-saturation', 'fail'])
      })
      expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: 'error' })
      expect(report.result.generator.level).toBe('invalid')
      expect(report.thresholds[0]?.passed).toBe(false)
    } finally {
      clearInterval(busy)
    }
  })

  test('what the gateway has named commands no terminal, and is counted as what it can be', async () => {
    const evil = 'X\u001b[31mY\u001b]0;pwn\u0007'
    const answer: Behaviour['answer'] = (request, platform) => {
      if (!isPost(request) || request.posts !== 5) return undefined
      for (const { token, socket } of platform.clients) {
        if (token !== tokenOf(3)) continue
        for (const error of [{ code: evil }, {}, { code: 'CHAT_CLOSED' }])
          socket.send(JSON.stringify({ type: 'error', ...error }))
        socket.close(4444, 'a\u001b[2Jb')
      }
      return undefined
    }
    const { stdout } = await run({ answer }, ['--timeout', '5s'])
    // oxlint-disable-next-line no-control-regex -- these are what it is about
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/)
    const { result } = await readReport(folder.join('chat-latency.json'))
    expect(result.errors.byKind).toEqual({ CHAT_CLOSED: 1, WS_ERROR: 1, 'close-4444': 1, other: 1 })
  })

  test('a machine that is too slow to measure is no pass, unless that is wanted', async () => {
    const busy = setInterval(() => {
      const until = performance.now() + 20
      while (performance.now() < until);
    }, 40)
    try {
      const argv = ['-n', '60', '--interval', '20', '--warmup', '1', '--threshold', 'messages.lost==0']
      const [strict, lenient] = await Promise.all(
        ['fail', 'warn'].map(async (wish) => {
          return await withPlatform({}, async (platform) => {
            return await reportOf([...flagsFor(platform), ...argv, '--on-saturation', wish])
          })
        }),
      )
      const endOf = (end: typeof strict) => ({
        exitCode: end?.exitCode,
        verdict: end?.report.verdict,
        level: end?.report.result.generator.level,
        passed: end?.report.thresholds.map(({ passed }) => passed),
      })
      expect(endOf(strict)).toEqual({ exitCode: 4, verdict: 'invalid', level: 'invalid', passed: [false] })
      expect(endOf(lenient)).toEqual({ exitCode: 0, verdict: 'pass', level: 'invalid', passed: [true] })
      expect(lenient?.report.warnings).toContainEqual(expect.stringMatching(/^At p99, sends left [\d.]+ ms after they/))
    } finally {
      clearInterval(busy)
    }
  })
})

describe('Ctrl-C', () => {
  const long = ['-d', '10m', '--interval', '20', '--on-saturation', 'warn']

  test('in the middle: the report of what was done so far', async () => {
    const host = commandHost({ cwd: folder.path })
    let pressedAt = NaN
    const answer: Behaviour['answer'] = (request) => {
      if (isPost(request) && request.posts === 20) {
        host.interrupt()
        pressedAt = performance.now()
      }
      return undefined
    }
    const exitCode = await withPlatform({ answer }, async (platform) => {
      return await runCli(command, { ...host, argv: [...flagsFor(platform), ...long] })
    })
    expect(performance.now() - pressedAt).toBeLessThan(4000)
    expect({ exitCode, listeners: host.signalListeners }).toEqual({ exitCode: 130, listeners: 0 })
    expect(host.stderr.text).toContain('Stopping; press Ctrl-C again to quit at once.')
    expect(host.stdout.text).toContain('stopped early')
    const { run: when, result, warnings } = await readReport(folder.join('chat-latency.json'))
    expect(when.interrupted).toBe(true)
    // What was under way has arrived all the same.
    const { sent, received, lost } = result.messages
    expect(sent).toBeGreaterThanOrEqual(15)
    expect({ received, lost }).toEqual({ received: sent, lost: 0 })
    expect(warnings.join(' ')).not.toContain('under way')
    const csv = await readFile(folder.join('chat-latency.csv'), 'utf8')
    expect(csv.trim().split('\r\n')).toHaveLength(sent + 1)
  })

  test('while nothing is answered any more: it is not waited for', async () => {
    const host = commandHost({ cwd: folder.path })
    let pressedAt = NaN
    const answer: Behaviour['answer'] = (request) => {
      if (!isPost(request) || request.posts < 20) return undefined
      if (request.posts === 25) {
        host.interrupt()
        pressedAt = performance.now()
      }
      return null
    }
    const exitCode = await withPlatform({ answer }, async (platform) => {
      return await runCli(command, { ...host, argv: [...flagsFor(platform), ...long, '--timeout', '10m'] })
    })
    expect(performance.now() - pressedAt).toBeLessThan(4000)
    expect(exitCode).toBe(130)
    const { result, warnings } = await readReport(folder.join('chat-latency.json'))
    const { sent, received, lost } = result.messages
    expect(received + lost).toBe(sent)
    expect(lost).toBeGreaterThanOrEqual(5)
    expect(warnings).toContain(`${lost} messages still under way when the run was stopped: not received.`)
  })

  test('while the receiver is away: what was written meanwhile is in the history all the same', async () => {
    // A busy machine may take the socket back after the run has been stopped only.
    const { lost, received, recovered, sent, exitCode, byKind } = await measureUntil(
      stoppedWhileAway,
      (stopped) => stopped.lost === 0 && stopped.recovered >= 9,
    )
    expect(exitCode).toBe(130)
    expect({ lost, seen: received + recovered }).toEqual({ lost: 0, seen: sent })
    expect(recovered).toBeGreaterThanOrEqual(9)
    expect(byKind).toEqual({ dropped: 1 })
  }, 60_000)

  async function stoppedWhileAway() {
    const host = commandHost({ cwd: folder.path })
    const answer: Behaviour['answer'] = (request, platform) => {
      if (isPost(request) && request.posts === 10)
        for (const { token, socket } of platform.clients) if (token === tokenOf(3)) socket.terminate()
      if (isPost(request) && request.posts === 20) host.interrupt()
      return undefined
    }
    const exitCode = await withPlatform({ answer }, async (platform) => {
      return await runCli(command, { ...host, argv: [...flagsFor(platform), ...long, '--warmup', '0'] })
    })
    const { result } = await readReport(folder.join('chat-latency.json'))
    return { ...result.messages, exitCode, byKind: result.errors.byKind }
  }

  test.each<[string, (press: () => void) => Behaviour]>([
    [
      'while it asks for the lesson',
      (press) => ({
        answer: ({ path }) => {
          if (!path.startsWith('chat/history/')) return undefined
          press()
          return null
        },
      }),
    ],
    [
      'while the sockets open',
      (press) => ({
        heard: () => {
          press()
          return true
        },
      }),
    ],
    [
      'while the warm-up waits',
      (press) => ({
        answer: (request) => {
          if (!isPost(request)) return undefined
          press()
          return null
        },
      }),
    ],
  ])('%s', async (_, behaviourOf) => {
    const host = commandHost({ cwd: folder.path })
    let pressedAt = 0
    const press = () => {
      if (pressedAt === 0) host.interrupt()
      pressedAt ||= performance.now()
    }
    const exitCode = await withPlatform(behaviourOf(press), async (platform) => {
      return await runCli(command, { ...host, argv: [...flagsFor(platform), ...long] })
    })
    expect(performance.now() - pressedAt).toBeLessThan(4000)
    expect(exitCode).toBe(130)
    expect(host.stderr.text).not.toContain('error')
  })
})

test('no secret is in any output, whatever the platform repeats of it', async () => {
  const secret = tokenOf(2)
  const behaviour: Behaviour = {
    created: ({ id }) => ({ status: 201, body: { id: id % 5 === 0 ? `${secret}-${id}` : id } }),
    answer: (request) =>
      isPost(request) && request.posts === 4
        ? { status: 429, headers: { 'retry-after': secret }, body: { detail: secret } }
        : undefined,
    deliver: (message, client) => {
      if (message.id === 1005) client.socket.send(JSON.stringify({ type: 'error', code: secret, detail: secret }))
      if (message.id === 1006) client.socket.close(4444, secret)
      return [eventOf({ ...message, id: NaN }, client)]
    },
  }
  const files = ['json', 'html', 'csv', 'xml', 'sarif', 'md'].map((format) => folder.join(`secret.${format}`))
  const { stdout, stderr } = await withPlatform(behaviour, async (platform) => {
    const outputs = files.flatMap((file) => ['-o', file])
    const argv = [...flagsFor(platform), ...short, '-H', `X-Key: ${secret}`, '--graph', '-v', '--timeout', '5s']
    return await runCommand([...argv, ...outputs], { cwd: folder.path, env: { M4SH_TOKEN: secret } })
  })
  const { result } = await readReport(folder.join('secret.json'))
  expect(result.messages.acknowledged).toBe(10)
  expect(result.errors.byKind).toMatchObject({ 'close-4444': 2, 'http-429': 1 })
  const written = await Promise.all(files.map(async (file) => await readFile(file, 'utf8')))
  for (const text of [stdout, stderr, ...written]) {
    expect(text.length).toBeGreaterThan(0)
    expect(text).not.toContain(secret)
  }
})

test('while it goes on, a terminal sees a line that is written over, with the figures of the second', async () => {
  const readLine = async () => {
    const { stderr } = await withPlatform({}, async (platform) => {
      const load = ['-n', '60', '--interval', '20', '--warmup', '0', '--on-saturation', 'warn']
      return await runCommand([...flagsFor(platform), ...load], { cwd: folder.path, columns: 100 })
    })
    const line = /1 s\s+(\d+) sent\s+(\d+) received\s+p50 [\d.]+ ms\s+p95 [\d.]+ ms\s+0 errors/.exec(stderr) ?? []
    return { sent: Number(line[1]), received: Number(line[2]) }
  }
  const { sent, received } = await measureUntil(readLine, (line) => line.sent >= 45)
  expect(sent).toBeGreaterThanOrEqual(45)
  expect(sent).toBeLessThanOrEqual(60)
  expect(received).toBeLessThanOrEqual(sent)
})
