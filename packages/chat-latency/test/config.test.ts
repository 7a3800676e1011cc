import { describe, expect, test } from '@jest/globals'
import { ExitCode, runCli, type RunContext } from '@m4sh/tools-core/cli'
import { createMemoryHost, createTemporaryFolder, runInMemory } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import { type Config, toConfig } from '../src/config.ts'
import { createConfig } from '../src/create-config.ts'
import { flags, type Flags } from '../src/flags.ts'

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** What comes of a command line, without anything being started. */
async function configOf(argv: readonly string[], { env = {}, cwd = '/work' }: Surroundings = {}): Promise<Config> {
  let config: Config | undefined
  const run = async ({ flags: values }: RunContext): Promise<ExitCode> => {
    config = toConfig(values as Flags)
    return await Promise.resolve(ExitCode.pass)
  }
  const host = createMemoryHost({ argv, env, cwd })
  const exitCode = await runCli({ ...command, run }, host)
  if (config === undefined) throw new Error(`${exitCode}: ${host.stderr.text}`)
  return config
}

const plain: Config = {
  lessons: [123],
  messages: 100,
  intervalMs: 100,
  model: 'open',
  durationMs: null,
  pairs: 1,
  warmup: 5,
  timeoutMs: 10_000,
  size: 80,
  transport: 'rest',
  wsType: 'chat.message.send',
  deletesMessages: false,
  url: 'ws://localhost:8000/ws/',
  apiUrl: 'http://localhost:8000/api',
  headers: [],
  people: { senderToken: 'abc', receiverToken: null, logins: [] },
  thresholds: [],
  baselineFiles: [],
  allowedRegression: null,
  failsOnSaturation: true,
  seed: 42,
  precise: false,
  graph: false,
}

const least = ['--lesson', '123', '--token', 'abc']

test('a lesson and a token are all that must be said', async () => {
  expect(await configOf(least)).toEqual(plain)
})

const people = (change: Partial<Config['people']>): Partial<Config> => ({ people: { ...plain.people, ...change } })

const table: readonly [line: string, change: Partial<Config>][] = [
  ['-n 7', { messages: 7 }],
  ['--messages 1000000', { messages: 1_000_000 }],
  ['--duration 60', { messages: 600, durationMs: 60_000 }],
  ['-d 1m --interval 500ms', { messages: 120, durationMs: 60_000, intervalMs: 500 }],
  // At 0, 300, 600 and 900 ms.
  ['-d 1 --interval 300', { messages: 4, durationMs: 1000, intervalMs: 300 }],
  ['-d 1 --interval 5s', { messages: 1, durationMs: 1000, intervalMs: 5000 }],
  ['--interval 1s', { intervalMs: 1000 }],
  ['--interval 20', { intervalMs: 20 }],
  ['--closed', { model: 'closed' }],
  ['--pairs 3', { pairs: 3 }],
  ['--pairs 10000', { pairs: 10_000 }],
  ['--pairs 3 --lesson 124', { pairs: 3, lessons: [123, 124] }],
  ['--warmup 0', { warmup: 0 }],
  ['--timeout 2', { timeoutMs: 2000 }],
  ['--timeout 250ms', { timeoutMs: 250 }],
  ['--size 40', { size: 40 }],
  ['--transport ws --ws-type chat.send', { transport: 'ws', wsType: 'chat.send' }],
  ['--delete-messages', { deletesMessages: true }],
  [
    '--base-url https://m4sh.example/school/api',
    { url: 'wss://m4sh.example/school/ws/', apiUrl: 'https://m4sh.example/school/api' },
  ],
  ['--ws-url ws://h:1/x', { url: 'ws://h:1/x' }],
  ['--header X-One:1', { headers: [{ name: 'X-One', value: '1' }] }],
  ['--sender-token s', people({ senderToken: 's' })],
  ['--receiver-token r', people({ receiverToken: 'r' })],
  ['--sender-token Bearer-s --receiver-token r', people({ senderToken: 'Bearer-s', receiverToken: 'r' })],
  [
    '--email t@m4sh.test --password p',
    people({ senderToken: null, logins: [{ email: 't@m4sh.test', password: 'p', place: '--email' }] }),
  ],
  [
    '--email t@m4sh.test --password p --email s@m4sh.test --password q',
    people({
      senderToken: null,
      logins: [
        { email: 't@m4sh.test', password: 'p', place: '--email' },
        { email: 's@m4sh.test', password: 'q', place: '--email' },
      ],
    }),
  ],
  ['--threshold latency.p95<1 --threshold messages.lost==0', { thresholds: ['latency.p95<1', 'messages.lost==0'] }],
  ['--baseline old.json', { baselineFiles: ['/work/old.json'] }],
  ['--baseline a.json --baseline b.json', { baselineFiles: ['/work/a.json', '/work/b.json'] }],
  ['--baseline old.json --fail-on-regression', { baselineFiles: ['/work/old.json'], allowedRegression: 0.1 }],
  ['--baseline old.json --fail-on-regression 5%', { baselineFiles: ['/work/old.json'], allowedRegression: 0.05 }],
  ['--baseline old.json --fail-on-regression=.2', { baselineFiles: ['/work/old.json'], allowedRegression: 0.2 }],
  ['--baseline old.json --fail-on-regression 150%', { baselineFiles: ['/work/old.json'], allowedRegression: 1.5 }],
  ['--baseline old.json --fail-on-regression 100%', { baselineFiles: ['/work/old.json'], allowedRegression: 1 }],
  ['--baseline old.json --fail-on-regression 0%', { baselineFiles: ['/work/old.json'], allowedRegression: 0 }],
  ['--on-saturation warn', { failsOnSaturation: false }],
  ['--seed 0', { seed: 0 }],
  ['--precise --graph', { precise: true, graph: true }],
]

test.each(table)('%s', async (line, change) => {
  expect(await configOf([...least, ...line.split(' ')])).toEqual({ ...plain, ...change })
})

describe('precedence', () => {
  test('flag before environment before config file before default', async () => {
    const folder = await createTemporaryFolder({
      'm4sh.config.json': JSON.stringify({
        baseUrl: 'http://file:1',
        'chat-latency': { lesson: ['9'], interval: '9ms', messages: 9, seed: 9 },
      }),
    })
    try {
      const env = { M4SH_TOKEN: 't', M4SH_CHAT_LATENCY_INTERVAL: '5', M4SH_CHAT_LATENCY_MESSAGES: '5' }
      const config = await configOf(['--interval', '3'], { env, cwd: folder.path })
      expect(config).toMatchObject({ lessons: [9], seed: 9, intervalMs: 3, messages: 5, url: 'ws://file:1/ws/' })
    } finally {
      await folder.remove()
    }
  })

  test('lessons of the environment stand in one line', async () => {
    const { lessons } = await configOf(['--token', 'a', '--pairs', '2'], { env: { M4SH_CHAT_LATENCY_LESSON: '1,3' } })
    expect(lessons).toEqual([1, 3])
  })

  test('tokens come by the environment, under names that are the tool’s own', async () => {
    const env = { M4SH_TOKEN: 'shared', M4SH_SENDER_TOKEN: 'sender', M4SH_RECEIVER_TOKEN: 'receiver' }
    const config = await configOf(['--lesson', '1'], { env })
    expect(config.people).toEqual({ senderToken: 'sender', receiverToken: 'receiver', logins: [] })
    const shared = await configOf(['--lesson', '1'], { env: { M4SH_TOKEN: 'shared' } })
    expect(shared.people).toEqual({ senderToken: 'shared', receiverToken: null, logins: [] })
  })

  test('so do log-ins', async () => {
    const env = { M4SH_CHAT_LATENCY_EMAIL: 't@h,s@h', M4SH_CHAT_LATENCY_PASSWORD: 'p,p\nq' }
    const { people: who } = await configOf(['--lesson', '1'], { env })
    expect(who.logins.map(({ email, password }) => [email, password])).toEqual([
      ['t@h', 'p,p'],
      ['s@h', 'q'],
    ])
  })

  test('a password with a comma is one', async () => {
    const env = { M4SH_CHAT_LATENCY_EMAIL: 't@h', M4SH_CHAT_LATENCY_PASSWORD: 'p,q' }
    const { people: who } = await configOf(['--lesson', '1'], { env })
    expect(who.logins).toEqual([{ email: 't@h', password: 'p,q', place: '--email' }])
  })
})

const refusals: readonly [line: string, message: string, hint: string][] = [
  ['', 'There is no lesson to write in.', 'Name one with --lesson 123.'],
  ['-l 1', 'Nobody is there to write.', 'M4SH_SENDER_TOKEN'],
  ['-l 1 --receiver-token r', 'Nobody is there to write.', '--sender-token'],
  ['-l 1 --token a -n 5 -d 5', '--messages and --duration both say how much is written', 'Give one of them.'],
  ['-l 1 -l 2 --token a', '2 lessons came for 1 of --pairs', 'give --pairs as many at least.'],
  ['-l 1 --token a --fail-on-regression', '--fail-on-regression has nothing to compare with', '--baseline'],
  ['-l 1 --email a@b', '1 --email and 0 --password came', 'Give both once for the sender'],
  ['-l 1 --email a --email b --email c --password 1 --password 2 --password 3', '3 --email and 3 --password', ''],
  ['-l 1 --email a --password p --sender-token s', '--email and a token both say who writes', 'Give one of them.'],
  ['-l 1 --email a --password p --receiver-token s', '--email and a token both say who writes', 'Give one of them.'],
  ['-l 0 --token a', '--lesson is "0"; it must be the id of a lesson, such as "123"', ''],
  ['-l x --token a', '--lesson is "x"; it must be the id of a lesson, such as "123"', ''],
  ['-l 1 -n 0 --token a', '--messages is "0"; it must be', ''],
  ['-l 1 --interval 0 --token a', '--interval is "0"; it must be', ''],
  ['-l 1 --interval 2d --token a', '--interval is "2d"; it must be', ''],
  ['-l 1 --timeout 5ms --token a', '--timeout is "5ms"; it must be', ''],
  ['-l 1 --size 39 --token a', '--size is "39"; it must be', ''],
  ['-l 1 --pairs 0 --token a', '--pairs is "0"; it must be', ''],
  ['-l 1 --transport udp --token a', '--transport is "udp"; it must be', ''],
  ['-l 1 --baseline b --fail-on-regression 10 --token a', '--fail-on-regression is "10"; it must be a share', ''],
  ['-l 1 --baseline b --fail-on-regression 1 --token a', '--fail-on-regression is "1"; it must be a share', ''],
  [
    '-l 1 -d 24h --interval 1ms --token a',
    'That is 86,400,000 messages, of 1,000,000 at most.',
    'less often (--interval)',
  ],
  ['-l 1 -n 1000 --pairs 1001 --token a', 'That is 1,001,000 messages, of 1,000,000 at most.', 'fewer --pairs'],
  ['-l 1 --baseline b --fail-on-regression x --token a', '--fail-on-regression is "x"; it must be a share', ''],
  ['-l 1 --message 5', '--message', '--messages'],
]

test.each(refusals)('%j is refused', async (line, message, hint) => {
  const argv = line === '' ? [] : line.split(' ')
  const { exitCode, stdout, stderr } = await runInMemory(command, argv)
  expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.usage, stdout: '' })
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(message)
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(hint)
})

test('every flag tells what it does, and stands in a group', () => {
  for (const [name, flag] of Object.entries(flags)) {
    expect([name, flag.describe]).toEqual([name, expect.stringMatching(/^[A-Z-].*[^.]$/)])
    expect([name, flag.group]).toEqual([name, expect.any(String)])
  }
})

describe('as a library', () => {
  test('options come to what the same flags come to', async () => {
    const argv = ['-l', '7', '-n', '5', '--interval', '20', '--sender-token', 'a', '--receiver-token', 'b', '--closed']
    const options = { messages: 5, interval: '20ms', senderToken: 'a', receiverToken: 'b', closed: true }
    expect(createConfig({ lesson: 7, ...options })).toEqual(await configOf(argv))
  })

  test('what only the command does is no option', () => {
    const options = { lesson: 1, token: 'a', graph: true }
    expect(() => createConfig(options)).toThrow('There is no option "graph".')
    expect(() => createConfig({ lesson: 1 })).toThrow('Nobody is there to write.')
  })
})
