import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { readPublishedSchema } from '@m4sh/tools-core/testing/published-schema'
import { type Behaviour, eventOf, isPost, withPlatform } from './peers/chat-platform.ts'
import { flagsFor, reportOf } from './peers/run-chat.ts'

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

async function run(behaviour: Behaviour, ...more: string[]): Promise<object> {
  return await withPlatform(behaviour, async (platform) => {
    const load = ['-n', '40', '--interval', '15', '--timeout', '1s', '--warmup', '2']
    return (await reportOf([...flagsFor(platform), ...load, ...more])).report
  })
}

/** Loses one message, delivers one twice, refuses one, and breaks all sockets. */
const faulty: Behaviour = {
  answer: (request, platform) => {
    if (isPost(request) && request.posts === 20) platform.dropAll()
    return isPost(request) && request.posts === 10 ? { status: 503 } : undefined
  },
  deliver: (message, client) => {
    const event = eventOf(message, client)
    return message.id === 1005 ? [] : message.id === 1006 ? [event, event] : [event]
  },
}

beforeAll(async () => {
  folder = await createTemporaryFolder()
  const [healthy, broken, silent] = await Promise.all([
    run({}, '--threshold', 'latency.p95<10s'),
    run(faulty, '--delete-messages'),
    run({}, '--transport', 'ws', '--closed'),
  ])
  await folder.write({ 'old.json': JSON.stringify(healthy) })
  const compared = await run({}, '--baseline', folder.join('old.json'), '--fail-on-regression')
  for (const [name, one] of Object.entries({ healthy, broken, silent, compared })) reports.set(name, one)
}, 60_000)
afterAll(async () => await folder?.remove())

const names = ['healthy', 'broken', 'silent', 'compared']

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
      result: {
        messages: { failed: 1, duplicated: 1, lost: expect.any(Number), deleted: expect.any(Number) },
        errors: { byKind: { dropped: 2, 'http-503': 1 } },
        comparison: null,
      },
    })
    expect(reportNamed('silent')).toMatchObject({ result: { phases: { acknowledge: { count: 0, p50: null } } } })
    expect(reportNamed('compared')).toMatchObject({ result: { comparison: { changes: { p50: {} } } } })
  })

  // A promise to the users: these are never renamed or dropped.
  const summary = ['count', 'min', 'max', 'mean', 'avg', 'median', 'stdev', 'p50', 'p90', 'p95', 'p99', 'p999']
  const promised: Readonly<Record<string, readonly string[]>> = {
    '': ['schemaVersion', 'tool', 'run', 'target', 'options', 'thresholds', 'verdict', 'warnings', 'result'],
    run: ['id', 'startedAt', 'finishedAt', 'durationMs', 'interrupted', 'seed', 'shard', 'environment'],
    result: ['messages', 'latency', 'phases', 'histogram', 'totalTimeMs', 'errors', 'generator'],
    'result.messages': ['sent', 'acknowledged', 'received', 'lost', 'duplicated', 'failed'],
    'result.latency': summary,
    'result.phases': ['acknowledge', 'deliver', 'clientQueue'],
    'result.phases.acknowledge': summary,
    'result.phases.deliver': summary,
    'result.phases.clientQueue': summary,
    'result.histogram.0': ['from', 'to', 'count'],
    'result.errors': ['count', 'byKind'],
  }

  test.each(Object.keys(promised))('keeps what was promised of %j', (path) => {
    const keys = path === '' ? [] : path.split('.')
    const placeIn = (report: object) =>
      keys.reduce<unknown>((at, key) => new Map(Object.entries(at as object)).get(key), report) as object
    expect(Object.keys(placeIn(reportNamed('broken')))).toEqual(expect.arrayContaining([...(promised[path] ?? [])]))
    for (const key of promised[path] ?? []) {
      const copy = structuredClone(reportNamed('broken'))
      Reflect.deleteProperty(placeIn(copy), key)
      expect(errorsOf(copy)).not.toEqual([])
    }
  })
})

test('every delivery is a sample, in the order in which they were due', () => {
  const { result } = reportNamed('healthy') as {
    result: { samples: { at: number[]; latency: number[] }; latency: { count: number } }
  }
  expect(result.samples.at).toHaveLength(result.latency.count)
  expect(result.samples.latency).toHaveLength(result.latency.count)
  expect(result.samples.at).toEqual([...result.samples.at].sort((a, b) => a - b))
})
