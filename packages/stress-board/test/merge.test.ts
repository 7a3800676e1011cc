import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox } from '@m4sh/sandbox'
import type { Report } from '@m4sh/tools-core/reporting'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import type { StressResult } from '../src/result.ts'
import { ended, startBin } from './peers/built-bin.ts'
import { isWhole, reportOf, runCommand, untilFit } from './peers/run-board.ts'
import { fewest, startSmallSandbox } from './peers/small-sandbox.ts'

let sandbox: Sandbox
let folder: TemporaryFolder
let parts: readonly Report<StressResult>[]
let whole: Report<StressResult>
let merged: Report<StressResult>

/** Four rooms, ten clients: rooms of three and of two. */
const argv = ['-l', '1..4', '-n', '10', '-d', '3', '--rate', '8/s', '--mix', 'patch=7,cursor=2,undo=1', '--seed', '11']

async function readReport(path: string): Promise<Report<StressResult>> {
  return JSON.parse(await readFile(path, 'utf8')) as Report<StressResult>
}

/** A machine of its own, as far as a test has one. */
async function runShard(shard: string, name: string, env: Readonly<Record<string, string>>): Promise<void> {
  const own = ['--shard', shard, '--base-url', sandbox.baseUrl, '-o', name, '--on-saturation', 'warn', '-q']
  const all = { M4SH_TOKEN: sandbox.tokens.admin, ...env }
  const { exitCode, stderr } = await ended(startBin([...argv, ...own], { cwd: folder.path, env: all }))
  if (exitCode !== 0) throw new Error(`part ${name} ended with ${exitCode}: ${stderr}`)
}

async function runBoth(): Promise<readonly Report<StressResult>[]> {
  await Promise.all([
    runShard('1/2', 'one.json', {}),
    // As Kubernetes counts the parts of an Indexed Job.
    runShard('auto/2', 'two.json', { JOB_COMPLETION_INDEX: '1' }),
  ])
  return await Promise.all(['one.json', 'two.json'].map(async (name) => await readReport(folder.join(name))))
}

beforeAll(async () => {
  folder = await createTemporaryFolder()
  sandbox = await startSmallSandbox({ counts: { ...fewest, lessons: 3 } })
  parts = await untilFit(runBoth, (reports) => reports.every(({ result }) => isWhole(result)))
  const env = { M4SH_TOKEN: sandbox.tokens.admin }
  const runWhole = async () => (await reportOf([...argv, '--base-url', sandbox.baseUrl], { env })).report
  whole = await untilFit(runWhole, ({ result }) => isWhole(result))
  merged = (await merge('two.json', 'one.json')).report
}, 120_000)
afterAll(async () => {
  await sandbox.stop()
  await folder.remove()
})

async function merge(...names: string[]) {
  return await reportOf(['merge', ...names.map((name) => folder.join(name))])
}

const sumOf = (pick: (result: StressResult) => number) => parts.reduce((sum, { result }) => sum + pick(result), 0)

describe('the reports of two machines, merged', () => {
  test('began with the first part and ended with the last', () => {
    const starts = parts.map(({ run }) => Date.parse(run.startedAt))
    const ends = parts.map(({ run }, at) => (starts[at] ?? 0) + run.durationMs)
    const { startedAt, finishedAt, durationMs } = merged.run
    expect(Date.parse(startedAt)).toBe(Math.min(...starts))
    expect(durationMs).toBe(Math.max(...ends) - Math.min(...starts))
    expect(durationMs).toBeGreaterThan(3000)
    expect(Math.abs(Date.parse(finishedAt) - Date.parse(startedAt) - durationMs)).toBeLessThanOrEqual(1)
  })

  test('tell what one machine tells that does it all', () => {
    const pick = ({ result: { clients, messages, rooms, convergence } }: Report<StressResult>) => {
      const { requested, connected, failed, reconnects } = clients
      const { sent, expected, received, delivered, lost, duplicated, foreign, offered, achieved } = messages
      return {
        clients: { requested, connected, failed, reconnects },
        messages: { sent, expected, received, delivered, lost, duplicated, foreign, offered, achieved },
        // The boards hold what earlier runs have left.
        rooms: rooms.map((room) => ({ ...room, strokes: null })),
        convergence: { checked: convergence.checked, converged: convergence.converged },
      }
    }
    expect(pick(merged)).toEqual(pick(whole))
    expect(pick(whole)).toMatchObject({ clients: { connected: 10 }, convergence: { converged: 10 } })
    expect(merged.result.rooms.map(({ lesson, clients }) => [lesson, clients])).toEqual([
      ['1', 3],
      ['2', 3],
      ['3', 2],
      ['4', 2],
    ])
  })

  test('add up: counts, distributions and seconds', () => {
    const { result } = merged
    expect(sumOf(({ rooms }) => rooms.length)).toBe(4)
    expect(result.latency.count).toBe(sumOf(({ latency }) => latency.count))
    expect(result.transit.count).toBe(sumOf(({ transit }) => transit.count))
    expect(result.transit.count).toBe(result.messages.received)
    expect(result.clients.connect.count).toBe(10)
    expect(result.latency.max).toBe(Math.max(...parts.map((part) => part.result.latency.max ?? 0)))
    expect(result.messages.bytesReceived).toBe(sumOf(({ messages }) => messages.bytesReceived))
    expect(result.timeline.reduce((sum, { received }) => sum + received, 0)).toBe(result.messages.received)
    expect(result.generator.workers).toBe(2)
    expect(merged.run).toMatchObject({ seed: 11, shard: null, interrupted: false })
    expect(merged.options).toMatchObject({ merged: ['two.json', 'one.json'] })
  })

  test('pass, and hold what they are to hold', async () => {
    expect((await merge('one.json', 'two.json')).exitCode).toBe(0)
    const paths = [folder.join('one.json'), folder.join('two.json')]
    const { exitCode, report } = await reportOf(['merge', ...paths, '--threshold', 'clients.connected>10'])
    expect({ exitCode, thresholds: report.thresholds }).toEqual({
      exitCode: 1,
      thresholds: [{ expression: 'clients.connected>10', actual: 10, passed: false }],
    })
  })
})

describe('with a baseline', () => {
  const bothParts = ['one.json', 'two.json']

  test('the whole is compared, and its ratios are figures', async () => {
    await folder.write({ 'old.json': JSON.stringify(whole) })
    const old = folder.join('old.json')
    const merging = ['merge', ...bothParts.map((name) => folder.join(name)), '--baseline', old]
    const { exitCode, report } = await reportOf([...merging, '--threshold', 'comparison["messages.lost"]<=1'])
    expect(exitCode).toBe(0)
    const { comparison } = report.result
    expect(comparison?.baseline).toEqual({ file: old, startedAt: whole.run.startedAt })
    expect(comparison?.figures['latency.p95']).toMatchObject({
      old: whole.result.latency.p95,
      new: merged.result.latency.p95,
    })
  })

  test('that is not there yet it is merged all the same, and says so', async () => {
    const merging = ['merge', ...bothParts.map((name) => folder.join(name)), '--baseline', folder.join('nowhere.json')]
    const { exitCode, report } = await reportOf(merging)
    expect({ exitCode, comparison: report.result.comparison }).toEqual({ exitCode: 0, comparison: null })
    expect(report.warnings).toContain(`There is no ${folder.join('nowhere.json')} yet: nothing is compared with it.`)
  })

  test('that is none, and a threshold that needs one, are wrong usage', async () => {
    const merging = ['merge', ...bothParts.map((name) => folder.join(name))]
    await folder.write({ 'none.json': '{}' })
    const none = await runCommand([...merging, '--baseline', folder.join('none.json')])
    expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('it is no report of stress-board') })
    const gate = await runCommand([...merging, '--threshold', 'comparison["latency.p95"]<1.1'])
    expect(gate).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('without --baseline') })
  })
})

describe('what does not belong together', () => {
  test('a part that is missing is an error, and named', async () => {
    const { exitCode, report } = await merge('one.json')
    expect({ exitCode, verdict: report.verdict }).toEqual({ exitCode: 3, verdict: 'error' })
    expect(report.warnings[0]).toBe('Of 2 parts these are missing: 2.')
    expect(report.result.rooms.map(({ lesson }) => lesson)).toEqual(['1', '3'])
  })

  const refused: Readonly<Record<string, readonly [names: readonly string[], says: string]>> = {
    'a part of another seed': [['one.json', 'other-seed.json'], 'other-seed.json is of another run than'],
    'a part of another number of parts': [['one.json', 'other-total.json'], 'is of another run than'],
    'the same part twice': [['one.json', 'two.json', 'one.json'], 'are both part 1 of 2'],
    'the report of a whole run': [['one.json', 'whole.json'], 'it is no report of a shard'],
    'a report of another tool': [['one.json', 'other-tool.json'], 'it is no report of stress-board'],
    'a text that is no JSON': [['one.json', 'text.json'], 'it is no JSON'],
    'a file that is not there': [['one.json', 'nowhere.json'], 'nowhere.json'],
    nothing: [[], 'There is nothing to merge.'],
  }

  test.each(Object.keys(refused))('%s is refused', async (what) => {
    const [names, says] = refused[what] ?? [[], '']
    const [, two] = parts
    await folder.write({
      'whole.json': JSON.stringify(whole),
      'other-seed.json': JSON.stringify({ ...two, run: { ...two?.run, seed: 12 } }),
      'other-total.json': JSON.stringify({ ...two, run: { ...two?.run, shard: { index: 2, total: 3 } } }),
      'other-tool.json': JSON.stringify({ ...two, tool: { name: 'chat-latency', version: '1.0.0' } }),
      'text.json': 'Whiteboard under load  ✓ pass',
    })
    const { exitCode, stdout, stderr } = await runCommand(['merge', ...names.map((name) => folder.join(name))])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(says)
  })

  test('an action that does not exist is refused', async () => {
    const { exitCode, stderr } = await runCommand(['megre', 'one.json'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('has no action "megre"')
  })
})
