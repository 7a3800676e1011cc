import { expect, test } from '@jest/globals'
import { ExitCode, runCli, type RunContext } from '@m4sh/tools-core/cli'
import { createMemoryHost } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import { flags, toConfig, type Config, type Flags } from '../src/config.ts'
import { defaultSettings, type PlatformSettings } from '../src/platform.ts'

/** What comes of a command line, without anything being started. */
async function configOf(...argv: string[]): Promise<Config> {
  let config: Config | undefined
  const run = async (context: RunContext): Promise<ExitCode> => {
    config = toConfig(context.flags as Flags)
    return await Promise.resolve(ExitCode.pass)
  }
  const host = createMemoryHost({ argv, cwd: '/work' })
  const exitCode = await runCli({ ...command, run }, host)
  if (config === undefined) throw new Error(`${exitCode}: ${host.stderr.text}`)
  return config
}

test('without flags, every setting is the platform’s', async () => {
  const { settings, ...config } = await configOf()
  expect({ ...defaultSettings, ...settings }).toEqual(defaultSettings)
  expect(config).toEqual({
    port: 8000,
    host: '127.0.0.1',
    durationMs: null,
    factsFile: null,
    readyFile: null,
    databaseUrl: undefined,
    dataFolder: undefined,
    seed: 42,
    counts: { users: 20, relations: 20, lessons: 60, messages: 300, notifications: 200 },
    corrupt: 0,
    manifestFile: '/work/sandbox-corruption.json',
    fault: null,
    envelope: 'payload',
    accessLifetimeMs: 3_600_000,
  })
})

test.each<[string[], Partial<PlatformSettings>]>([
  [['--debug'], { debug: true }],
  [['--board-save-interval', '2s'], { boardSaveIntervalMs: 2000 }],
  [['--ping-timeout', '1m'], { pingTimeoutMs: 60_000 }],
  [['--unread-cache', '0s'], { unreadCacheMs: 0 }],
  [['--chat-interval', '300ms'], { chatIntervalMs: 300 }],
  [['--resend-interval', '1s'], { resendIntervalMs: 1000 }],
  [['--max-publishes', '100'], { maxPublishesPerSecond: 100 }],
  [['--schema-needs-auth'], { schemaNeedsAuth: true }],
  [['--acknowledge-subscriptions'], { acknowledgeSubscriptions: true }],
  [['--reject-upgrade'], { rejectUpgrade: true }],
  [['--keep-unlisted-fields'], { keepUnlistedFields: true }],
  [['--echo-client-id'], { echoClientId: true }],
  [['--any-frame-keeps-alive'], { anyFrameKeepsAlive: true }],
])('%j', async (argv, changed) => {
  const { settings } = await configOf(...argv)
  expect({ ...defaultSettings, ...settings }).toEqual({ ...defaultSettings, ...changed })
})

test.each<[string[], Partial<Config>]>([
  [['--access-lifetime', '5s'], { accessLifetimeMs: 5000 }],
  [['--envelope', 'flat'], { envelope: 'flat' }],
  [['--corrupt'], { corrupt: 3 }],
  [['--corrupt', '7', '--manifest', 'm.json'], { corrupt: 7, manifestFile: '/work/m.json' }],
  [
    ['--data', 'd', '--json', '-', '--ready-file', 'r'],
    { dataFolder: '/work/d', factsFile: '-', readyFile: '/work/r' },
  ],
  [['--duration', '10m'], { durationMs: 600_000 }],
])('%j', async (argv, changed) => {
  expect(await configOf(...argv)).toMatchObject(changed)
})

test('counts take the place of a size’s, each for itself', async () => {
  const { counts } = await configOf('--seed-data', 'medium', '--users', '7', '--messages', '0')
  expect(counts).toEqual({ users: 7, relations: 1200, lessons: 10_000, messages: 0, notifications: 50_000 })
})

test('every flag tells what it does, and stands in a group', () => {
  for (const [name, flag] of Object.entries(flags)) {
    expect([name, flag.describe]).toEqual([name, expect.stringMatching(/^[A-Z-].*[^.]$/)])
    expect([name, flag.group]).toEqual([name, expect.any(String)])
  }
})
