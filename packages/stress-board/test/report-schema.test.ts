import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder, measureUntil } from '@m4sh/tools-core/testing'
import { readPublishedSchema } from '@m4sh/tools-core/testing/published-schema'
import { atStroke, type Behaviour, withGateway } from './peers/board-gateway.ts'
import { reportOf } from './peers/run-board.ts'
import type { Report } from '@m4sh/tools-core/reporting'
import type { StressResult } from '../src/result.ts'

const { errorsOf, errorsOfClosed, errorsOfEnvelope, undescribed } = readPublishedSchema(
  new URL('../schema/report.schema.json', import.meta.url),
)

let folder: TemporaryFolder
const reports = new Map<string, object>()

function reportNamed(name: string): object {
  const found = reports.get(name)
  if (found === undefined) throw new Error(`there is no report ${name}`)
  return found
}

const argv = ['-n', '4', '--rate', '20/s', '--stroke-points', '3', '--snapshot-interval', '1s']

async function run(behaviour: Behaviour, ...more: string[]): Promise<Report<StressResult>> {
  return await withGateway(behaviour, async ({ url }) => (await reportOf([...argv, ...more, '--ws-url', url])).report)
}

/** Loses one stroke, sends one twice, echoes one, and breaks a socket. */
const faulty: Behaviour = {
  heard: atStroke(12, (_, frame, { socket }) => {
    socket.send(JSON.stringify({ channel: 'board:lesson:1', payload: frame }))
    socket.close(1011, 'a fault')
  }),
  deliver: ({ frame, from, to }) =>
    from.number === 2 && to.number === 3 ? [] : from.number === 3 && to.number === 2 ? [frame, frame] : [frame],
}

beforeAll(async () => {
  folder = await createTemporaryFolder()
  const badNetwork = ['--packet-loss', '10%', '--latency', '10', '--jitter', '5', '--disconnect-every', '2s']
  const [healthy, broken, part] = await Promise.all([
    run({}, '-l', '1', '-d', '1', ...badNetwork, '--mix', 'patch=6,cursor=2,undo=2', '--threshold', 'latency.p95<10s'),
    run(faulty, '-l', '1', '-d', '1'),
    run({}, '-l', '1,2', '-d', '1', '--shard', '1/2'),
  ])
  // By itself, and again where this machine was too slow to hold anything.
  const search = await measureUntil(
    () => run({}, '-l', '1', '--find-capacity', 'latency.p95<10s', '-d', '300ms'),
    ({ result }) => result.capacity?.isLimit === true,
  )
  await folder.write({ 'old.json': JSON.stringify(healthy) })
  const compared = await run({}, '-l', '1', '-d', '1', '--baseline', folder.join('old.json'))
  for (const [name, one] of Object.entries({ healthy, broken, part, search, compared })) reports.set(name, one)
}, 60_000)
afterAll(async () => await folder.remove())

const names = ['healthy', 'broken', 'part', 'search', 'compared']

describe('the published schema', () => {
  test.each(names)('takes the report of a run that is %s, and every field of it is described', (name) => {
    expect(errorsOf(reportNamed(name))).toEqual([])
    expect(errorsOfClosed(reportNamed(name))).toEqual([])
    expect(errorsOfEnvelope(reportNamed(name))).toEqual([])
  })

  test('describes each field in a sentence', () => {
    expect(undescribed).toEqual([])
  })

  test('those runs have what they are to show', () => {
    expect(reportNamed('broken')).toMatchObject({
      verdict: 'fail',
      result: { ledger: { entries: expect.arrayContaining([expect.objectContaining({ kind: 'lost' })]) } },
    })
    expect(reportNamed('part')).toMatchObject({
      run: { shard: { index: 1, total: 2 } },
      result: { part: { facts: {} } },
    })
    expect(reportNamed('search')).toMatchObject({ result: { capacity: { clients: 4, isLimit: true } } })
    expect(reportNamed('compared')).toMatchObject({ result: { comparison: { baseline: {} } } })
  })

  // A promise to the users: these are never renamed or dropped.
  const summary = ['count', 'min', 'max', 'mean', 'avg', 'median', 'stdev', 'p50', 'p90', 'p95', 'p99', 'p999']
  const promised: Readonly<Record<string, readonly string[]>> = {
    '': ['schemaVersion', 'tool', 'run', 'target', 'options', 'thresholds', 'verdict', 'warnings', 'result'],
    run: ['id', 'startedAt', 'finishedAt', 'durationMs', 'interrupted', 'seed', 'shard', 'environment'],
    'result.clients': ['requested', 'connected', 'failed', 'reconnects', 'connect'],
    'result.clients.connect': summary,
    'result.messages': [
      'sent',
      'received',
      'expected',
      'delivered',
      'dropped',
      'delayed',
      'reordered',
      'lost',
      'duplicated',
      'outOfOrder',
      'bytesSent',
      'bytesReceived',
    ],
    'result.throughput': ['sentPerSecond', 'receivedPerSecond'],
    'result.latency': summary,
    'result.transit': summary,
    'result.snapshot': ['requested', 'count', 'timedOut', 'delay', 'bytes'],
    'result.snapshot.delay': summary,
    'result.snapshot.bytes': summary,
    'result.convergence': ['checked', 'converged', 'diverged', 'perceived'],
    'result.convergence.diverged.0': ['client', 'missing', 'extra', 'cause'],
    'result.convergence.perceived': ['clients', 'staleTime'],
    'result.convergence.perceived.staleTime': summary,
    'result.errors': ['count', 'byKind'],
    'result.generator': ['eventLoopLag', 'sendLag', 'cpuSeconds', 'maxRssBytes', 'workers'],
    'result.timeline.0': ['t', 'sent', 'received', 'errors', 'connected', 'p50', 'p95', 'p99'],
  }

  test.each(Object.keys(promised))('keeps what was promised of %j', (path) => {
    const keys = path === '' ? [] : path.split('.')
    const found = keys.reduce<unknown>(
      (at, key) => new Map(Object.entries(at as object)).get(key),
      reportNamed('broken'),
    )
    expect(Object.keys(found as object)).toEqual(expect.arrayContaining([...(promised[path] ?? [])]))
    const lessThan = (key: string) => {
      const copy = structuredClone(reportNamed('broken'))
      const place = keys.reduce<unknown>((at, one) => new Map(Object.entries(at as object)).get(one), copy)
      Reflect.deleteProperty(place as object, key)
      return copy
    }
    for (const key of promised[path] ?? []) expect(errorsOf(lessThan(key))).not.toEqual([])
  })
})
