import { describe, expect, test } from '@jest/globals'
import { countsOf, idleGenerator, ladder, origin, resultOf, type Station } from './sample-run.ts'

describe('figures that are known on paper', () => {
  test('a hundred messages that took 1 to 100 ms: nearest ranks, exactly', () => {
    const { latency, messages, samples } = resultOf(ladder(100))
    expect(latency).toEqual({
      count: 100,
      min: 1,
      max: 100,
      mean: 50.5,
      avg: 50.5,
      median: 50,
      stdev: 29.011,
      p50: 50,
      p90: 90,
      p95: 95,
      p99: 99,
      p999: 100,
    })
    expect(messages).toMatchObject({ sent: 100, acknowledged: 100, received: 100, lost: 0, warmup: 0 })
    expect(samples.at.slice(0, 3)).toEqual([0, 100, 200])
    expect(samples.latency.slice(0, 3)).toEqual([1, 2, 3])
  })

  test('phases', () => {
    const { phases, latency } = resultOf([
      { due: 0, sent: 1, acknowledged: 11, received: 21, echoed: 31 },
      { due: 100, sent: 3, acknowledged: 23, received: 43, echoed: 63 },
    ])
    expect([phases.clientQueue.min, phases.clientQueue.max]).toEqual([1, 3])
    expect([phases.acknowledge.min, phases.acknowledge.max]).toEqual([10, 20])
    expect([phases.deliver.min, phases.deliver.max]).toEqual([20, 40])
    expect([phases.echo.min, phases.echo.max]).toEqual([30, 60])
    expect([latency.min, latency.max]).toEqual([21, 43])
  })

  test('a delivery that outruns the answer to its POST, and one whose POST is never answered', () => {
    const { phases, messages } = resultOf([
      { due: 0, sent: 1, acknowledged: 9, received: 5 },
      { due: 100, sent: 1, acknowledged: null, received: 5, echoed: null },
    ])
    expect(messages).toMatchObject({ sent: 2, acknowledged: 1, received: 2 })
    expect(phases.acknowledge).toMatchObject({ count: 1, max: 8 })
    expect(phases.deliver).toMatchObject({ count: 2, max: 4 })
    expect(phases.echo.count).toBe(1)
  })

  test('times are told to the microsecond', () => {
    const { latency, samples, totalTimeMs } = resultOf([{ due: 0.00049, received: 1.23456789, echoed: 12.3451789 }])
    expect([latency.max, samples.at[0], totalTimeMs]).toEqual([1.235, 0, 12.346])
  })

  test('the time of a run ends with what was sent, answered or heard last: waiting for what is lost takes none', () => {
    const lost = { acknowledged: null, received: null, echoed: null, status: 'lost' } as const
    expect(resultOf([{ due: 0 }, { due: 100, sent: 7, ...lost }]).totalTimeMs).toBe(107)
    expect(resultOf([{ due: 0, acknowledged: 300 }, { due: 100 }]).totalTimeMs).toBe(300)
    expect(resultOf([{ due: 0, echoed: 400 }]).totalTimeMs).toBe(400)
  })

  test('a run that was stopped before it began took no time', () => {
    expect(resultOf([]).totalTimeMs).toBe(0)
  })
})

describe('what has become of the messages', () => {
  const stations: readonly Station[] = [
    { due: -100, isWarmup: true, received: 900 },
    { due: 0 },
    { due: 10, received: null, status: 'lost' },
    // Late: it came, and counts for nothing.
    { due: 20, received: 20_000, status: 'lost' },
    { due: 30, received: null, status: 'recovered' },
    { due: 40, acknowledged: null, received: null, echoed: null, status: 'failed' },
    { due: 50, sent: null, acknowledged: null, received: null, echoed: null, status: 'failed' },
    { due: 60, received: null, status: 'waiting' },
  ]

  test('each is counted once, the warm-up apart', () => {
    const counts = countsOf({ duplicated: 3, outOfOrder: 2, late: 1, rateLimited: 4, reconnects: 5, deleted: 6 })
    const { messages, connections } = resultOf(stations, { counts, brokenOff: 2 })
    expect(messages).toEqual({
      sent: 6,
      acknowledged: 5,
      received: 1,
      lost: 3,
      recovered: 1,
      duplicated: 3,
      outOfOrder: 2,
      late: 1,
      failed: 2,
      rateLimited: 4,
      warmup: 1,
      deleted: 6,
    })
    expect(connections).toEqual({ reconnects: 5, brokenOff: 2 })
  })

  test('only what was delivered in time is a sample', () => {
    const { latency, samples, histogram, phases } = resultOf(stations)
    expect(latency).toMatchObject({ count: 1, max: 3 })
    expect(samples).toMatchObject({ at: [0], latency: [3] })
    expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(1)
    expect(phases.deliver.count).toBe(1)
    expect(phases.acknowledge.count).toBe(5)
  })

  test('of nothing all is unknown, and nothing is 0', () => {
    const { latency, phases, histogram, messages } = resultOf([])
    expect(latency).toMatchObject({ count: 0, min: null, mean: null, avg: null, stdev: null, p99: null })
    expect(phases.deliver.p50).toBeNull()
    expect(histogram).toEqual([])
    expect(messages.sent).toBe(0)
  })
})

test('errors by kind, in their order, and in all', () => {
  const counts = countsOf()
  for (const kind of ['reset', 'http-503', 'reset']) counts.error(kind)
  const { errors } = resultOf([], { counts })
  expect(errors).toEqual({ count: 3, byKind: { 'http-503': 1, reset: 2 } })
  expect(Object.keys(errors.byKind)).toEqual(['http-503', 'reset'])
})

describe('the generator', () => {
  test('that had time to spare is fine', () => {
    const { generator } = resultOf(ladder(100))
    expect(generator).toMatchObject({ level: 'ok', reasons: [], cpuShare: 0.05, floor: { p50: 0.12, p99: 0.3 } })
  })

  test('that used its whole CPU is invalid, and says why', () => {
    const { generator } = resultOf(ladder(100), { generator: { ...idleGenerator, cpuShare: 0.97 } })
    expect(generator).toMatchObject({ level: 'invalid', reasons: [expect.stringContaining('97 %')] })
  })

  test('that was late is judged by the latency of the run', () => {
    const late = ladder(100).map((station) => ({ ...station, handled: 30 }))
    const { level, sendLag } = resultOf(late).generator
    expect(level).toBe('invalid')
    expect(sendLag).toMatchObject({ count: 100, p50: 30, p99: 30 })
    const slow = late.map((station) => ({ ...station, received: 4000 }))
    expect(resultOf(slow).generator.level).toBe('ok')
  })

  test('that did not send what was due by the end of the load was slower than it was asked to be', () => {
    // The last ten were handled when the load should have been over.
    const stations = ladder(100).map((station, at) => ({ ...station, handled: at < 90 ? 0 : 1100, received: 30_000 }))
    const { generator } = resultOf(stations, { schedule: { until: origin + 10_000, offered: 100 } })
    expect(generator.level).toBe('invalid')
    expect(generator.reasons).toEqual([expect.stringMatching(/^Of 100 sends that were due, 90 were made/)])
  })

  test('that had no room for a connection measured itself', () => {
    const counts = countsOf()
    counts.error('too-many-files')
    counts.error('no-ports')
    const { generator } = resultOf(ladder(100), { counts })
    expect(generator.level).toBe('invalid')
    expect(generator.reasons).toEqual([expect.stringMatching(/^2 sends failed since this machine had no room/)])
  })
})
