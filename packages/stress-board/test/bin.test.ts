import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Report } from '@m4sh/tools-core/reporting'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import type { StressResult } from '../src/result.ts'
import { atStroke, type Behaviour, withGateway } from './peers/board-gateway.ts'
import { ended, startBin } from './peers/built-bin.ts'
import { isWhole, untilFit } from './peers/run-board.ts'

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(async () => await folder.remove())

const three = ['-l', '1', '-n', '3', '--rate', '20/s', '--stroke-points', '2']

function start(argv: readonly string[], openFiles?: number): ChildProcessWithoutNullStreams {
  return startBin(argv, { cwd: folder.path, ...(openFiles !== undefined && { openFiles }) })
}

function readReport(name: string): Report<StressResult> {
  return JSON.parse(readFileSync(folder.join(name), 'utf8')) as Report<StressResult>
}

test('--version', async () => {
  const packageFile = fileURLToPath(new URL('../package.json', import.meta.url))
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  expect(await ended(start(['--version']))).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
})

test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
  '%s: the report of what was done so far, exit code 130',
  async (signal) => {
    const name = `${signal}.json`
    let child: ChildProcessWithoutNullStreams | undefined
    const heard = atStroke(20, () => void child?.kill(signal))
    const { exitCode, stdout, stderr } = await withGateway({ heard }, async ({ url }) => {
      child = start([...three, '-d', '10m', '--ws-url', url, '-o', folder.join(name)])
      return await ended(child)
    })
    expect(exitCode).toBe(130)
    expect(stderr).toContain('Stopping; press Ctrl-C again to quit at once.')
    expect(stdout).toContain('stopped early')
    const { run, result } = readReport(name)
    expect(run.interrupted).toBe(true)
    expect(result.messages.sent).toBeGreaterThanOrEqual(20)
    expect(result.messages).toMatchObject({ lost: 0, delivered: 1 })
    expect(result.convergence).toMatchObject({ checked: 3, converged: 3 })
  },
)

test.concurrent('a second Ctrl-C ends at once, whatever is still waited for', async () => {
  let child: ChildProcessWithoutNullStreams | undefined
  let presses: NodeJS.Timeout | undefined
  let isSilent = false
  const press = () => void child?.kill('SIGINT')
  const behaviour: Behaviour = {
    // From now on nothing is answered, so that there is much to wait for.
    heard: atStroke(20, () => {
      isSilent = true
      press()
      presses = setInterval(press, 60)
    }),
    deliver: ({ frame }) => (isSilent ? [] : [frame]),
    snapshot: (strokes) => (isSilent ? null : strokes),
  }
  const { exitCode } = await withGateway(behaviour, async ({ url }) => {
    child = start([...three, '-d', '10m', '--settle', '10m', '--ws-url', url, '-o', folder.join('none.json')])
    return await ended(child)
  }).finally(() => clearInterval(presses))
  expect(exitCode).toBe(130)
  expect(existsSync(folder.join('none.json'))).toBe(false)
})

test.concurrent('two threads do what one does, to the same log', async () => {
  const run = async (workers: number) => {
    const [report, log] = [`workers-${workers}.json`, `workers-${workers}.tsv`]
    const { exitCode, stderr } = await withGateway({}, async ({ url }) => {
      const own = ['--ws-url', url, '--workers', String(workers), '-o', report, '--operation-log', log]
      const six = ['-l', '1..2', '-n', '6', '-d', '3', '--rate', '10/s', '--mix', 'patch=7,cursor=2,undo=1']
      return await ended(start([...six, ...own, '--on-saturation', 'warn', '-q']))
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    return { ...readReport(report), log: readFileSync(folder.join(log), 'utf8') }
  }
  const both = async () => await Promise.all([run(1), run(2)])
  const [one, two] = await untilFit(both, (reports) => reports.every(({ result }) => isWhole(result)))
  expect([one, two].map(({ result }) => result.generator.workers)).toEqual([1, 2])
  const countsOf = ({ result: { clients, messages, rooms, convergence, latency } }: Report<StressResult>) => {
    const { bytesSent: _, bytesReceived: __, ...counts } = messages
    const { requested, connected, failed, reconnects } = clients
    const { checked, converged } = convergence
    const deliveries = latency.count
    return { requested, connected, failed, reconnects, counts, rooms, checked, converged, deliveries }
  }
  expect(countsOf(two)).toEqual(countsOf(one))
  expect(countsOf(one)).toMatchObject({ connected: 6, converged: 6, counts: { lost: 0, foreign: 0, delivered: 1 } })
  expect(one.log.split('\n').length).toBeGreaterThan(100)
  expect(two.log).toBe(one.log)
}, 60_000)

test.concurrent('more clients than this process may have files: counted, with what helps, and no crash', async () => {
  const { exitCode, stdout, stderr } = await withGateway({}, async ({ url }) => {
    const many = ['-l', '1', '-n', '100', '-d', '2', '--rate', '1/s', '--settle', '0s', '--snapshot-timeout', '2s']
    return await ended(start([...many, '--ws-url', url, '-o', 'files.json', '--on-saturation', 'warn'], 80))
  })
  const { result, warnings } = readReport('files.json')
  expect(result.clients.requested).toBe(100)
  // How many, a busy machine decides.
  expect(result.clients.connected).toBeGreaterThan(0)
  expect(result.clients.connected).toBeLessThan(80)
  expect(result.errors.byKind['too-many-files']).toBeGreaterThanOrEqual(100 - result.clients.connected)
  expect(warnings).toContainEqual(expect.stringContaining('"ulimit -n 65536"'))
  expect(stdout).toContain('ulimit -n 65536')
  expect(stderr).not.toMatch(/\n\s+at |bug of stress-board/)
  // Most boards could not be compared.
  expect(exitCode).toBe(1)
})

test.concurrent('a reader that goes away ends it without a word', async () => {
  const { url, stderr } = await withGateway({}, async (gateway) => {
    const child = start([...three, '-d', '1', '--ws-url', gateway.url, '-q', '-o', '-', '--json'])
    child.stdout.destroy()
    const closed = once(child, 'close')
    let said = ''
    child.stderr.on('data', (data: Buffer) => (said += data.toString()))
    await closed
    return { url: gateway.url, stderr: said }
  })
  expect(url).toMatch(/^ws:/)
  expect(stderr).toBe('')
})
