import { describe, expect, test } from '@jest/globals'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { emptySummary } from '@m4sh/tools-core/stats/summary'
import type { RawResult } from '../src/engine/raw-result.ts'
import { Recorder } from '../src/engine/recorder.ts'
import type { StressResult } from '../src/result.ts'
import { toResult } from '../src/to-result.ts'
import { idleGenerator, rawOf } from './sample-raw.ts'

const facts = { budgetMs: 200, workers: 2, planId: 'a', floor: { p50: 0.1, p99: 0.4 } }

const resultOf = (recorder: Recorder, change: Partial<RawResult> = {}): StressResult =>
  toResult(rawOf(recorder, change), facts)

describe('figures', () => {
  test('of a run in which nothing happened are unknown, and none is no number', () => {
    const result = resultOf(new Recorder(), { activeMs: 0 })
    expect(result.messages.delivered).toBeNull()
    expect(result.fanOut).toMatchObject({ last: emptySummary, withinBudget: null, budgetMs: 200 })
    expect(result.throughput).toEqual({
      sentPerSecond: 0,
      receivedPerSecond: 0,
      bytesSentPerSecond: 0,
      bytesReceivedPerSecond: 0,
    })
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
    expect(result.generator.level).toBe('ok')
  })

  test('a second are of the time in which the clients drew', () => {
    const recorder = new Recorder()
    Object.assign(recorder.counts, { sent: 50, bytesSent: 1000, bytesReceived: 8000 })
    const raw = rawOf(recorder, { activeMs: 4000 })
    const { throughput } = toResult({ ...raw, counts: { ...raw.counts, received: 400 } }, facts)
    expect(throughput).toEqual({
      sentPerSecond: 12.5,
      receivedPerSecond: 100,
      bytesSentPerSecond: 250,
      bytesReceivedPerSecond: 2000,
    })
  })

  test('each histogram has its own place', () => {
    const recorder = new Recorder()
    const at = { latency: 1, transit: 2, sendLag: 3, connect: 4, resync: 5, snapshotDelay: 6, snapshotBytes: 7 }
    for (const [name, ms] of Object.entries(at)) recorder[name as keyof typeof at].record(ms)
    recorder.first.record(8)
    recorder.median.record(9)
    recorder.last.record(10)
    recorder.stale.record(11)
    const { latency, transit, generator, clients, snapshot, fanOut, convergence } = resultOf(recorder)
    const summaries = [latency, transit, generator.sendLag, clients.connect, clients.resync, snapshot.delay]
    const others = [snapshot.bytes, fanOut.first, fanOut.median, fanOut.last, convergence.perceived.staleTime]
    expect([...summaries, ...others].map(({ max }) => max)).toEqual([1, 2, 3, 4, 5, 6, 7000, 8, 9, 10, 11])
  })

  test('shares', () => {
    const recorder = new Recorder()
    for (const ms of [100, 150, 250, 300]) recorder.arrived(ms)
    recorder.counts.withinBudget = 2
    const raw = rawOf(recorder)
    const result = toResult({ ...raw, counts: { ...raw.counts, expected: 8, received: 6, lost: 2 } }, facts)
    // Of eight that should have come, two came in time.
    expect([result.messages.delivered, result.fanOut.withinBudget]).toEqual([0.75, 0.25])
  })

  test('errors by kind and in all', () => {
    const recorder = new Recorder()
    for (const kind of ['a', 'b', 'a']) recorder.error(kind)
    expect(resultOf(recorder).errors).toEqual({ count: 3, byKind: { a: 2, b: 1 } })
  })

  test('boards: those that are compared and not diverged are converged', () => {
    const diverged = [{ client: 1, lesson: '1', missing: 1, extra: 0, cause: 'lost' as const, strokes: [] }]
    const { convergence } = resultOf(new Recorder(), {
      convergence: { checked: 5, unchecked: 2, left: 1, gone: 1, diverged, perceivedClients: 3, wrongAtEnd: 1 },
    })
    expect(convergence).toMatchObject({
      checked: 5,
      converged: 4,
      unchecked: 2,
      left: 1,
      perceived: { clients: 3, wrongAtEnd: 1 },
    })
  })
})

test('seconds become points with the percentiles of their own samples', () => {
  const recorder = new Recorder()
  recorder.arrived(10)
  recorder.arrived(30)
  const seconds = [recorder.takeSecond(1000), recorder.takeSecond(2000)]
  expect(resultOf(recorder, { seconds }).timeline.map(({ t, p50, p99 }) => [t, p50, p99])).toEqual([
    [1000, expect.any(Number), 30],
    [2000, null, null],
  ])
})

test('histograms are kept as they were recorded, for merging', () => {
  const recorder = new Recorder()
  for (const ms of [0, 0.5, 99_999]) recorder.latency.record(ms)
  const { histograms } = resultOf(recorder)
  expect(Histogram.fromJSON(histograms.latency).buckets()).toEqual(recorder.latency.buckets())
})

describe('the generator', () => {
  test('that used its whole CPU is invalid, and says why', () => {
    const { generator } = resultOf(new Recorder(), { generator: { ...idleGenerator, cpuShare: 0.97 } })
    expect(generator).toMatchObject({ level: 'invalid', cpuShare: 0.97, workers: 2, floor: facts.floor })
    expect(generator.reasons).toEqual([expect.stringContaining('97 %')])
  })

  test('that was late with what it sent is judged by the latency of the run', () => {
    const recorder = new Recorder()
    Object.assign(recorder.counts, { offered: 100, achieved: 100 })
    for (let count = 0; count < 100; count++) {
      recorder.sendLag.record(30)
      recorder.arrived(40)
    }
    expect(resultOf(recorder).generator.level).toBe('invalid')
    for (let count = 0; count < 100; count++) recorder.arrived(4000)
    expect(resultOf(recorder).generator.level).toBe('ok')
  })

  test('that did not do what was due is judged by what it did', () => {
    const recorder = new Recorder()
    Object.assign(recorder.counts, { offered: 100, achieved: 50 })
    expect(resultOf(recorder).generator.level).toBe('invalid')
  })
})
