import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Report } from '@m4sh/tools-core/reporting'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import type { ChatResult } from '../src/result.ts'
import { type Behaviour, isPost, withPlatform } from './peers/chat-platform.ts'
import { flagsFor } from './peers/run-chat.ts'

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

/** The bin as it ships: what the build made of it. */
const bin = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

/** @param files how many the process may have open */
function start(argv: readonly string[], files?: number): ChildProcessWithoutNullStreams {
  if (!existsSync(bin)) throw new Error(`${bin} is not there: build first (npx -y pnpm@12 run build)`)
  const limit = files === undefined ? '' : `ulimit -n ${files} && `
  return spawn('sh', ['-c', `${limit}exec "$0" "$@"`, process.execPath, bin, ...argv], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  })
}

async function ended(child: ChildProcessWithoutNullStreams) {
  const closed = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { exitCode: child.exitCode, stdout, stderr }
}

function readReport(name: string): Report<ChatResult> {
  return JSON.parse(readFileSync(folder.join(name), 'utf8')) as Report<ChatResult>
}

/** Calls back at the twentieth message: a run is in full swing then. */
const atTwentieth = (action: () => void): Behaviour => ({
  answer: (request) => {
    if (isPost(request) && request.posts === 20) action()
    return undefined
  },
})

test('--version', async () => {
  const packageFile = fileURLToPath(new URL('../package.json', import.meta.url))
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  expect(await ended(start(['--version']))).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

test.concurrent('a whole run', async () => {
  const { exitCode, stdout, stderr } = await withPlatform({}, async (platform) => {
    const load = ['-n', '50', '--interval', '10', '-o', 'whole.csv', '--graph', '--on-saturation', 'warn']
    return await ended(start([...flagsFor(platform), ...load]))
  })
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^Chat latency {2}✓ pass\n/)
  expect(stdout).toContain('50 of 50 arrived')
  expect(stderr).toContain('whole.json')
  expect(readReport('whole.json').result.messages).toMatchObject({ sent: 50, acknowledged: 50, received: 50, lost: 0 })
})

test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
  '%s: the report of what was done so far, exit code 130',
  async (signal) => {
    let child: ChildProcessWithoutNullStreams | undefined
    let pressedAt = NaN
    const behaviour = atTwentieth(() => {
      pressedAt = performance.now()
      child?.kill(signal)
    })
    const { exitCode, stdout, stderr } = await withPlatform(behaviour, async (platform) => {
      child = start([...flagsFor(platform), '-d', '10m', '--interval', '20', '-o', `${signal}.csv`])
      return await ended(child)
    })
    expect(performance.now() - pressedAt).toBeLessThan(5000)
    expect(exitCode).toBe(130)
    expect(stderr).toContain('Stopping; press Ctrl-C again to quit at once.')
    expect(stdout).toContain('stopped early')
    const { run, result } = readReport(`${signal}.json`)
    expect(run.interrupted).toBe(true)
    expect(result.messages.sent).toBeGreaterThanOrEqual(15)
    expect(result.messages).toMatchObject({ received: result.messages.sent, lost: 0 })
  },
)

test.concurrent('a reader that goes away ends it without a word', async () => {
  const said = await withPlatform({}, async (platform) => {
    const argv = ['-n', '10', '--interval', '10', '-q', '-o', '-', '--json', '--on-saturation', 'warn']
    const child = start([...flagsFor(platform), ...argv])
    child.stdout.destroy()
    const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')])
    return stderr
  })
  expect(said).toBe('')
})

test.concurrent('a machine that has no room for connections is no fault of the platform: exit code 4', async () => {
  const stalling: Behaviour = { delayOf: ({ posts }) => (posts > 5 && posts < 120 ? 1000 : 0) }
  const { exitCode, stdout } = await withPlatform(stalling, async (platform) => {
    const load = ['-n', '150', '--interval', '4', '--warmup', '1', '-o', 'full.json']
    // As many as its modules are read at a time, and a few.
    return await ended(start([...flagsFor(platform), ...load], 96))
  })
  const { verdict, result } = readReport('full.json')
  expect({ exitCode, verdict }).toEqual({ exitCode: 4, verdict: 'invalid' })
  expect(result.errors.byKind['too-many-files']).toBeGreaterThan(0)
  expect(result.errors.byKind).not.toHaveProperty('protocol')
  expect(stdout).toContain('no room for another connection')
})
