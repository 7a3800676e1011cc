import { describe, expect, test } from '@jest/globals'
import { ExitCode, runCli, type RunContext } from '@m4sh/tools-core/cli'
import { createMemoryHost, createTemporaryFolder, runInMemory } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import { type Config, toConfig } from '../src/config.ts'
import { createConfig } from '../src/create-config.ts'
import type { Flags } from '../src/flags.ts'

/** What comes of a command line, without anything being started. */
async function configOf(argv: readonly string[], { env = {}, cwd = '/work' } = {}): Promise<Config> {
  let config: Config | undefined
  const run = async ({ flags: values, sources }: RunContext): Promise<ExitCode> => {
    config = toConfig(values as Flags, { runs: sources['runs'] ?? { kind: 'none' } })
    return await Promise.resolve(ExitCode.pass)
  }
  const host = createMemoryHost({ argv, env, cwd })
  const exitCode = await runCli({ ...command, run }, host)
  if (config === undefined) throw new Error(`${exitCode}: ${host.stderr.text}`)
  return config
}

const plain: Config = {
  task: { kind: 'blast' },
  recipients: { named: ['42'], count: 100, isPerUser: true },
  rows: {
    types: [],
    locales: ['uk'],
    payloadFile: null,
    readRatio: 0,
    spreadMs: 0,
    seed: 42,
    intervalMs: null,
  },
  writing: {
    method: 'copy',
    batchSize: 5000,
    connections: 2,
    asyncCommit: false,
    batchTimeoutMs: 60_000,
    retries: 5,
    retryForMs: 60_000,
  },
  databaseUrl: null,
  push: null,
  clears: false,
  isDryRun: false,
  runs: { folder: '/work/reports/notif-blast-runs', isUsual: true },
  mapping: { table: null, userTable: null, columns: {} },
  platform: {
    apiUrl: 'http://localhost:8000/api',
    url: 'ws://localhost:8000/ws/',
    token: null,
    headers: [],
    tokensFile: null,
    usersFile: null,
    jwtSecret: null,
  },
  thresholds: [],
}

const least = ['--user', '42']

test('a user is all that must be said', async () => {
  expect(await configOf(least)).toEqual(plain)
})

const recipients = (change: Partial<Config['recipients']>) => ({ recipients: { ...plain.recipients, ...change } })
const rows = (change: Partial<Config['rows']>) => ({ rows: { ...plain.rows, ...change } })
const writing = (change: Partial<Config['writing']>) => ({ writing: { ...plain.writing, ...change } })
const push = (change: Partial<NonNullable<Config['push']>> = {}) => ({
  push: { via: 'auto', concurrency: 16, queue: 10_000, listen: false, listenTimeoutMs: 10_000, ...change } as const,
})

const table: readonly [line: string, change: Partial<Config>][] = [
  ['-u 7 -u tutor@m4sh.test', recipients({ named: ['42', '7', 'tutor@m4sh.test'] })],
  ['-n 1000', recipients({ count: 1000 })],
  ['--per-user', {}],
  ['-t lesson.reminder', rows({ types: [{ type: 'lesson.reminder', weight: 1 }] })],
  [
    '-t chat.message:5 -t promo.sale',
    rows({
      types: [
        { type: 'chat.message', weight: 5 },
        { type: 'promo.sale', weight: 1 },
      ],
    }),
  ],
  ['--locale en', rows({ locales: ['en'] })],
  ['--locale uk --locale en --locale uk', rows({ locales: ['uk', 'en'] })],
  ['--payload own.ejs', rows({ payloadFile: '/work/own.ejs' })],
  ['--read-ratio 0.3', rows({ readRatio: 0.3 })],
  ['--read-ratio 30%', rows({ readRatio: 0.3 })],
  ['--spread 7d', rows({ spreadMs: 7 * 86_400_000 })],
  ['--seed 1', rows({ seed: 1 })],
  ['--batch-size 100', writing({ batchSize: 100 })],
  ['--method insert', writing({ method: 'insert' })],
  ['--connections 4', writing({ connections: 4 })],
  ['--async-commit', writing({ asyncCommit: true })],
  ['--retries 0 --retry-for 5s', writing({ retries: 0, retryForMs: 5000 })],
  ['--batch-timeout 5', writing({ batchTimeoutMs: 5000 })],
  // Rows at a time are rows by themselves, unless more are wanted at once.
  ['--delay 10', { ...rows({ intervalMs: 10 }), ...writing({ batchSize: 1 }) }],
  ['--delay 0', { ...rows({ intervalMs: 0 }), ...writing({ batchSize: 1 }) }],
  ['--delay 10 --batch-size 50', { ...rows({ intervalMs: 10 }), ...writing({ batchSize: 50 }) }],
  ['--rate 200/s', { ...rows({ intervalMs: 5 }), ...writing({ batchSize: 1 }) }],
  ['--push', push()],
  ['--push --push-via ws --push-queue 5 --push-concurrency 2', push({ via: 'ws', queue: 5, concurrency: 2 })],
  ['--push --listen --listen-timeout 3', push({ listen: true, listenTimeoutMs: 3000 })],
  ['--clear', { clears: true }],
  ['--clear -n 0', { ...recipients({ count: 0 }), clears: true }],
  ['--dry-run', { isDryRun: true }],
  ['--runs elsewhere', { runs: { folder: '/work/elsewhere', isUsual: false } }],
  ['--table app.notes --user-table people', { mapping: { table: 'app.notes', userTable: 'people', columns: {} } }],
  [
    '--column payload=data --column read-at=seen',
    { mapping: { table: null, userTable: null, columns: { payload: 'data', readAt: 'seen' } } },
  ],
  [
    '--base-url http://host:1/api --token abc',
    { platform: { ...plain.platform, apiUrl: 'http://host:1/api', url: 'ws://host:1/ws/', token: 'abc' } },
  ],
  ['--threshold failed==0', { thresholds: ['failed==0'] }],
]

test.each(table)('%s', async (line, change) => {
  expect(await configOf([...least, ...line.split(' ')])).toEqual({ ...plain, ...change })
})

describe('everybody', () => {
  test('the count is of all together, unless it is of each', async () => {
    expect((await configOf(['--all-users', '-n', '7'])).recipients).toEqual({ named: null, count: 7, isPerUser: false })
    expect((await configOf(['--all-users', '--per-user'])).recipients).toEqual({
      named: null,
      count: 100,
      isPerUser: true,
    })
  })
})

describe('runs that were', () => {
  const id = '01a2173a-e607-7ee9-9729-c72dcd10d28b'
  const run = { id, startedMs: Number.parseInt('01a2173ae607', 16) }

  test.each([
    ['undo', {}],
    ['resume', push()],
  ])('--%s', async (kind, more) => {
    expect(await configOf([`--${kind}`, id.toUpperCase()])).toEqual({
      ...plain,
      task: { kind, run, ...more },
      recipients: { ...plain.recipients, named: [] },
    })
  })
})

describe('what contradicts itself', () => {
  test.each([
    ['', 'There is nobody to notify.'],
    ['-u 1 --all-users', '--user and --all-users both say who gets them'],
    ['-u 1 --delay 1 --rate 5/s', '--delay and --rate both say how fast it goes'],
    ['-u 1 --delay 1 --spread 1d', '--spread and a schedule both say when they were created'],
    ['-u 1 -n 0', '--count 0 writes nothing'],
    ['-u 1 --listen', '--listen hears nothing without --push'],
    [
      '--undo 01a2173a-e607-7ee9-9729-c72dcd10d28b --resume 01a2173a-e607-7ee9-9729-c72dcd10d28b',
      '--undo and --resume both came',
    ],
    ['--undo x', '--undo is "x"; it must be the id of a run of this tool'],
    ['-u 1 --read-ratio 2', '--read-ratio is "2"; it must be a share'],
    ['-u 1 --rate 0', '--rate is "0"; it must be a rate'],
    ['-u 1 --rate 1000000/s', 'at most 100000/s'],
    ['-u 1;DROP', '--user is "1;DROP"; it must be the id or the email address of a user'],
    ['-u 1 --column body=x', '--column is "body=x"; it must be ROLE=COLUMN'],
    ['-u 1 -t chat.message:0', '--type is "chat.message:0"'],
    ['-u 1 --spread -1s', '--spread'],
    ['-u 1 -n 1.5', '--count is "1.5"'],
  ])('%s', async (line, says) => {
    const { exitCode, stdout, stderr } = await runInMemory(command, line.split(' ').filter(Boolean))
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(says)
  })
})

test('the environment and the file say what the command line does not', async () => {
  const folder = await createTemporaryFolder({
    'm4sh.config.yaml': 'notif-blast:\n  connections: 3\n  column: [payload=data]\n',
  })
  try {
    const env = { M4SH_NOTIF_BLAST_USER: '1,2', M4SH_JWT_SECRET: 'secret' }
    const config = await configOf([], { env, cwd: folder.path })
    expect(config.recipients.named).toEqual(['1', '2'])
    expect(config.writing.connections).toBe(3)
    expect(config.mapping.columns).toEqual({ payload: 'data' })
    expect(config.platform.jwtSecret).toBe('secret')
  } finally {
    await folder.remove()
  }
})

test('options of a program come to what the same flags come to', async () => {
  const argv = [
    '-u',
    '42',
    '-u',
    'anna@m4sh.test',
    '-n',
    '7',
    '--spread',
    '7d',
    '--read-ratio',
    '30%',
    '-t',
    'chat.message:5',
  ]
  const options = { user: [42, 'anna@m4sh.test'], count: 7, spread: '7d', readRatio: 0.3, type: 'chat.message:5' }
  const databaseUrl = 'postgresql://h/d'
  const expected = await configOf([...argv, '--database-url', databaseUrl], { cwd: process.cwd() })
  expect(createConfig({ ...options, databaseUrl })).toEqual(expected)
  const unknown = { user: 1, output: 'x.html' }
  expect(() => createConfig(unknown)).toThrow('There is no option "output".')
})
