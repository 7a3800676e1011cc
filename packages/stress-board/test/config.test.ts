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
  const run = async ({ flags: values, host }: RunContext): Promise<ExitCode> => {
    config = toConfig(values as Flags, host.env)
    return await Promise.resolve(ExitCode.pass)
  }
  const host = createMemoryHost({ argv, env, cwd })
  const exitCode = await runCli({ ...command, run }, host)
  if (config === undefined) throw new Error(`${exitCode}: ${host.stderr.text}`)
  return config
}

const plain: Config = {
  lessons: ['1'],
  stages: [
    { durationMs: 0, clients: 20 },
    { durationMs: 60_000, clients: 20 },
  ],
  connectsPerSecond: 200,
  load: {
    model: 'open',
    ratePerSecond: 2,
    pattern: 'poisson',
    thinkTimeMs: 500,
    mix: { patch: 80, cursor: 15, undo: 4, reset: 0, snapshot: 1 },
    strokePoints: { from: 20, to: 120 },
  },
  impairments: {
    direction: 'both',
    settings: {
      loss: 0,
      lossBurst: null,
      latencyMs: 0,
      jitterMs: 0,
      jitterShape: 'normal',
      reorder: 0,
      duplicate: 0,
      bandwidth: null,
    },
    chaos: false,
    disconnectEveryMs: 0,
    stallEveryMs: 0,
    stallMs: 0,
    stormEveryMs: 0,
  },
  slowShare: 0,
  snapshots: { intervalMs: 10_000, timeoutMs: 5000 },
  settleMs: 10_000,
  budgetMs: 200,
  seed: 42,
  precise: false,
  url: 'ws://localhost:8000/ws/',
  apiUrl: 'http://localhost:8000/api',
  headers: [],
  identity: { token: null, tokensFile: null, usersFile: null, jwtSecret: null, userIds: [] },
  workers: null,
  shard: null,
  startAt: null,
  thresholds: [],
  capacity: [],
  baselineFile: null,
  failsOnSaturation: true,
  operationLog: null,
  livePort: null,
}

test('a lesson is all that must be said', async () => {
  expect(await configOf(['-l', '1'])).toMatchObject({ ...plain })
})

const { load, impairments } = plain
const settings = (change: Partial<Config['impairments']['settings']>): Partial<Config> => ({
  impairments: { ...impairments, settings: { ...impairments.settings, ...change } },
})
const network = (change: Partial<Config['impairments']>): Partial<Config> => ({
  impairments: { ...impairments, ...change },
})

const table: readonly [line: string, change: Partial<Config>][] = [
  ['--lesson 2 --lesson 3..4', { lessons: ['1', '2', '3', '4'] }],
  ['-l 1', { lessons: ['1'] }],
  [
    '--clients 5',
    {
      stages: [
        { durationMs: 0, clients: 5 },
        { durationMs: 60_000, clients: 5 },
      ],
    },
  ],
  [
    '-n 5 -d 10 --ramp-up 4',
    {
      stages: [
        { durationMs: 4000, clients: 5 },
        { durationMs: 6000, clients: 5 },
      ],
    },
  ],
  [
    '--stages 10s:5,5s:0 -n 9 -d 7',
    {
      stages: [
        { durationMs: 10_000, clients: 5 },
        { durationMs: 5000, clients: 0 },
      ],
    },
  ],
  ['--connect-rate 60/m', { connectsPerSecond: 1 }],
  ['--rate 0', { load: { ...load, ratePerSecond: 0 } }],
  ['--rate 30/m --arrivals constant', { load: { ...load, ratePerSecond: 0.5, pattern: 'constant' } }],
  ['--closed --think-time 100', { load: { ...load, model: 'closed', thinkTimeMs: 100 } }],
  ['--mix reset=1', { load: { ...load, mix: { patch: 0, cursor: 0, undo: 0, reset: 1, snapshot: 0 } } }],
  ['--stroke-points 7', { load: { ...load, strokePoints: { from: 7, to: 7 } } }],
  ['--snapshot-interval 0 --snapshot-timeout 1m', { snapshots: { intervalMs: 0, timeoutMs: 60_000 } }],
  ['--settle 0s', { settleMs: 0 }],
  ['--seed 0', { seed: 0 }],
  ['--packet-loss 10%', settings({ loss: 0.1 })],
  ['--packet-loss 0.75 --loss-burst 3', settings({ loss: 0.75, lossBurst: 3 })],
  [
    '--latency 100 --jitter 1s --jitter-shape pareto',
    settings({ latencyMs: 100, jitterMs: 1000, jitterShape: 'pareto' }),
  ],
  ['--reorder 1 --duplicate 1', settings({ reorder: 1, duplicate: 1 })],
  ['--bandwidth 64kB/s', settings({ bandwidth: 64_000 })],
  ['--stall 10s/2s', network({ stallEveryMs: 10_000, stallMs: 2000 })],
  ['--disconnect-every 30', network({ disconnectEveryMs: 30_000 })],
  ['--reconnect-storm 1m', network({ stormEveryMs: 60_000 })],
  ['--impair out --chaos', network({ direction: 'out', chaos: true })],
  ['--slow-readers 20%', { slowShare: 0.2 }],
  [
    '--base-url https://m4sh.example/school/api',
    { url: 'wss://m4sh.example/school/ws/', apiUrl: 'https://m4sh.example/school/api' },
  ],
  ['--ws-url ws://h:1/x', { url: 'ws://h:1/x', apiUrl: 'http://localhost:8000/api' }],
  ['--tokens t.txt', { identity: { ...plain.identity, tokensFile: '/work/t.txt' } }],
  ['--users u.csv', { identity: { ...plain.identity, usersFile: '/work/u.csv' } }],
  ['--token abc', { identity: { ...plain.identity, token: 'abc' } }],
  ['--user-ids 1..2 --jwt-secret s', { identity: { ...plain.identity, jwtSecret: 's', userIds: [1, 2] } }],
  ['--workers 4 --precise', { workers: 4, precise: true }],
  ['-l 2 --shard 2/2', { lessons: ['1', '2'], shard: { index: 2, total: 2 } }],
  ['--start-at 2026-05-01T12:00:00Z', { startAt: new Date('2026-05-01T12:00:00Z') }],
  ['--threshold latency.p95<1 --threshold messages.lost==0', { thresholds: ['latency.p95<1', 'messages.lost==0'] }],
  ['--find-capacity latency.p95<1', { capacity: ['latency.p95<1'] }],
  ['--budget 50', { budgetMs: 50 }],
  ['--baseline old.json', { baselineFile: '/work/old.json' }],
  ['--on-saturation warn', { failsOnSaturation: false }],
  ['--operation-log ops.tsv', { operationLog: '/work/ops.tsv' }],
  ['--live', { livePort: 0 }],
  ['--live --live-port 8080', { livePort: 8080 }],
  ['--live-port 8080', { livePort: null }],
]

test.each(table)('%s', async (line, change) => {
  expect(await configOf(['-l', '1', ...line.split(' ')])).toMatchObject({ ...plain, ...change })
})

test('headers', async () => {
  const { headers } = await configOf(['-l', '1', '-H', 'X-One: 1', '-H', 'X-Two: 2'])
  expect(headers).toEqual([
    { name: 'X-One', value: '1' },
    { name: 'X-Two', value: '2' },
  ])
})

describe('precedence', () => {
  test('flag before environment before config file before default', async () => {
    const folder = await createTemporaryFolder({
      'm4sh.config.json': JSON.stringify({
        baseUrl: 'http://file:1',
        'stress-board': { lesson: ['9'], rate: '9/s', clients: 9, seed: 9 },
      }),
    })
    try {
      const env = { M4SH_STRESS_BOARD_RATE: '5/s', M4SH_STRESS_BOARD_CLIENTS: '5' }
      const config = await configOf(['--rate', '3/s'], { env, cwd: folder.path })
      expect(config).toMatchObject({ lessons: ['9'], seed: 9, url: 'ws://file:1/ws/', budgetMs: 200 })
      expect([config.load.ratePerSecond, config.stages.at(-1)?.clients]).toEqual([3, 5])
    } finally {
      await folder.remove()
    }
  })

  test('lessons of the environment stand in one line', async () => {
    const { lessons } = await configOf([], { env: { M4SH_STRESS_BOARD_LESSON: '1,3..4' } })
    expect(lessons).toEqual(['1', '3', '4'])
  })

  test('secrets come by the environment', async () => {
    const env = { M4SH_TOKEN: 'abc', M4SH_JWT_SECRET: 'key' }
    expect((await configOf(['-l', '1'], { env })).identity).toMatchObject({ token: 'abc', jwtSecret: 'key' })
  })

  test('which part this is, Kubernetes says, from 0', async () => {
    const argv = ['-l', '1..3', '--shard', 'auto/3']
    const parts = await Promise.all(
      ['0', '2'].map(async (index) => (await configOf(argv, { env: { JOB_COMPLETION_INDEX: index } })).shard),
    )
    expect(parts).toEqual([
      { index: 1, total: 3 },
      { index: 3, total: 3 },
    ])
  })

  test('what belongs to one machine of several stands in no file', async () => {
    const env = { M4SH_STRESS_BOARD_SHARD: '1/1' }
    const { exitCode, stderr } = await runInMemory(command, ['-l', '1'], { env })
    expect([exitCode, stderr]).toEqual([ExitCode.usage, expect.stringContaining('M4SH_STRESS_BOARD_SHARD')])
  })
})

const refusals: readonly [line: string, message: string, hint: string][] = [
  ['', 'There is no lesson to draw on.', 'Name one with --lesson 123, or several: 1..50.'],
  ['-l 1 --stages 10s:0,5s:0', '--stages never has a client.', 'Name a number above 0 in one of them.'],
  ['-l 1 --stages 23h:1,2h:1', '--stages takes 25 hours in all', 'A run takes 24 hours at most.'],
  ['-l 1..3,abc -n 2', '--lesson names 4 lessons, for 2 clients in all', 'give 4 clients at least'],
  ['-l 1..2 -n 1', '--lesson names 2 lessons, for 1 client in all', 'or name fewer lessons.'],
  ['-l 1 --shard 1/2', '--shard: 2 parts of 1 lesson', 'give a lesson for each part at least.'],
  [
    '-l 1,2 --shard auto/2',
    '--shard auto: JOB_COMPLETION_INDEX is not set',
    'say which part this is, such as --shard 2/8.',
  ],
  [
    '-l 1,2 --shard 1/2 --find-capacity latency.p95<1',
    '--find-capacity sets the number',
    'Leave --shard and --stages out.',
  ],
  [
    '-l 1 --stages 9s:1 --find-capacity latency.p95<1',
    '--find-capacity sets the number',
    'Leave --shard and --stages out.',
  ],
  ['-l 1 -d 5 --ramp-up 5', '--ramp-up 5s leaves nothing of --duration 5s', 'make it shorter.'],
  ['-l 1 --tokens a --users b', '--tokens and --users both say who the clients are', 'Give one of them.'],
  ['-l 1 --users b --user-ids 1', '--users and --user-ids both say who the clients are', 'Give one of them.'],
  ['-l 1 --user-ids 1', '--user-ids needs the key that signs their tokens', 'Set M4SH_JWT_SECRET to the SECRET_KEY'],
  [
    '-l 1 --packet-loss 0.9 --loss-burst 2',
    '--packet-loss 0.9 is more than bursts of --loss-burst 2 can lose',
    'they lose 66 % at most: give less loss or longer bursts.',
  ],
  ['-l 1 --clients 0', '--clients is "0"; it must be', ''],
  ['-l 1 --duration 10ms', '--duration is "10ms"; it must be', ''],
  ['-l 1 --duration 2d', '--duration is "2d"; it must be', ''],
  ['-l 1 --packet-loss 2', '--packet-loss is "2"; it must be a share from 0 to 1', ''],
  ['-l 1 --loss-burst 0.5', '--loss-burst is "0.5"; it must be', ''],
  ['-l 1 --jitter-shape round', '--jitter-shape is "round"; it must be', ''],
  ['-l 1 --live-port 70000', '--live-port is "70000"; it must be', ''],
  ['-l 1 --ws-url http://h/', '--ws-url is "http://h/"; it must be', ''],
  ['-l 1 --client 5', '--client', '--clients'],
  ['run', 'stress-board has no action "run".', 'the one action is `merge`.'],
]

test.each(refusals)('%j is refused', async (line, message, hint) => {
  const argv = line === '' ? [] : line.split(' ')
  const { exitCode, stdout, stderr } = await runInMemory(command, argv)
  expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.usage, stdout: '' })
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(message)
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(hint)
})

test.each(['-1', '8', 'x', '', '1.5'])('JOB_COMPLETION_INDEX=%j is no part of two', async (index) => {
  const { exitCode, stderr } = await runInMemory(command, ['-l', '1,2', '--shard', 'auto/2'], {
    env: { JOB_COMPLETION_INDEX: index },
  })
  expect([exitCode, stderr]).toEqual([ExitCode.usage, expect.stringContaining('JOB_COMPLETION_INDEX')])
})

test('a loss of exactly what bursts can lose is one that they can', async () => {
  const { impairments: taken } = await configOf(['-l', '1', '--packet-loss', '0.5', '--loss-burst', '1'])
  expect(taken.settings).toMatchObject({ loss: 0.5, lossBurst: 1 })
})

test('every flag tells what it does, and stands in a group', () => {
  for (const [name, flag] of Object.entries(flags)) {
    expect([name, flag.describe]).toEqual([name, expect.stringMatching(/^[A-Z-].*[^.]$/)])
    expect([name, flag.group]).toEqual([name, expect.any(String)])
  }
})

describe('as a library', () => {
  test('options come to what the same flags come to', async () => {
    const argv = [
      '-l',
      '2..3',
      '-n',
      '5',
      '-d',
      '5',
      '--packet-loss',
      '0.1',
      '--ramp-up',
      '1s',
      '-H',
      'X-A: 1',
      '--token',
      't',
    ]
    const options = { clients: 5, duration: '5s', packetLoss: 0.1, rampUp: '1s', header: 'X-A: 1', token: 't' }
    expect(createConfig({ lesson: '2..3', ...options })).toEqual(await configOf(argv))
    expect(createConfig({ lesson: [2, 3], ...options })).toEqual(await configOf(argv))
  })

  test('what only the command does is no option', () => {
    const options = { lesson: 1, live: true }
    expect(() => createConfig(options)).toThrow('There is no option "live".')
    expect(() => createConfig({ lesson: 1, packetLoss: 2 })).toThrow('the option "packetLoss" is the number 2')
  })
})
