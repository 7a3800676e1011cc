import { describe, expect, test } from '@jest/globals'
import { type GeneratedLoad, judgeGenerator } from '../../src/load/generator-verdict.ts'
import type { GeneratorFigures } from '../../src/load/generator-watch.ts'
import { calm } from './calm-generator.ts'

const light: GeneratedLoad = { sendLagP99Ms: 1, headlineP99Ms: 200, offered: 10_000, achieved: 10_000 }

/** Just above. */
const over = (limit: number) => limit * (1 + 2 ** -40)
/** Just below. */
const under = (limit: number) => limit * (1 - 2 ** -40)

function told(figures: Partial<GeneratorFigures>, load: Partial<GeneratedLoad> = {}) {
  const { level, reasons } = judgeGenerator({ ...calm, ...figures }, { ...light, ...load })
  return [level, ...reasons.map((one) => `${one.what} ${one.level} ${one.actual} > ${one.limit}`)]
}

test('a calm run is ok', () => {
  expect(judgeGenerator(calm, light)).toEqual({ level: 'ok', reasons: [] })
})

describe('shares of time', () => {
  test.each([
    ['cpu', 'cpuShare', 0.7, 0.9],
    ['run-wait', 'runWaitShare', 0.05, 0.15],
    ['steal', 'stealShare', 0.02, 0.1],
  ] as const)('%s: a limit is still allowed, what is beyond it is not', (what, name, warn, invalid) => {
    expect(told({ [name]: warn })).toEqual(['ok'])
    expect(told({ [name]: over(warn) })).toEqual(['warn', `${what} warn ${over(warn)} > ${warn}`])
    expect(told({ [name]: invalid })).toEqual(['warn', `${what} warn ${invalid} > ${warn}`])
    expect(told({ [name]: over(invalid) })).toEqual(['invalid', `${what} invalid ${over(invalid)} > ${invalid}`])
  })

  test('what the system does not say is not judged', () => {
    expect(told({ runWaitShare: null, stealShare: null })).toEqual(['ok'])
  })

  test('the worst second alone says nothing: every start-up has one', () => {
    expect(told({ worst: { cpuShare: 1, runWaitShare: 1 } })).toEqual(['ok'])
  })

  test('the CPU share of a process is more than that of its thread: it warns at most', () => {
    expect(told({ cpuScope: 'process', cpuShare: 1.2 })).toEqual(['warn', 'cpu warn 1.2 > 0.9'])
    expect(told({ cpuScope: 'process', cpuShare: 0.8 })).toEqual(['warn', 'cpu warn 0.8 > 0.7'])
    expect(told({ cpuScope: 'process', cpuShare: 3.2, workers: 4 })).toEqual(['ok'])
    expect(told({ cpuShare: 0.95, workers: 4 })).toEqual(['invalid', 'cpu invalid 0.95 > 0.9'])
  })
})

describe('send lateness', () => {
  test.each([
    // A share of the headline, where that is more than the floor.
    [10, 200, 'ok', null],
    [over(10), 200, 'warn', 10],
    [50, 200, 'warn', 10],
    [over(50), 200, 'invalid', 50],
    // The floor, where the headline is small.
    [2, 1, 'ok', null],
    [over(2), 1, 'warn', 2],
    [5, 1, 'warn', 2],
    [over(5), 1, 'invalid', 5],
    [over(2), 0, 'warn', 2],
    // Where share and floor meet: 5 % of 40 ms, 25 % of 20 ms.
    [2, 40, 'ok', null],
    [over(2), 40, 'warn', 2],
    [5, 20, 'warn', 2],
    [over(5), 20, 'invalid', 5],
    // Between: warned by the floor, invalid by the share.
    [4, 30, 'warn', 2],
    [over(7.5), 30, 'invalid', 7.5],
    // A closed model has no due times; a run that measured nothing has nothing to spoil.
    [null, 200, 'ok', null],
    [1000, null, 'ok', null],
  ])('%p ms of %p ms: %s', (sendLagP99Ms, headlineP99Ms, level, limit) => {
    const verdict = judgeGenerator(calm, { ...light, sendLagP99Ms, headlineP99Ms })
    expect(verdict.level).toBe(level)
    expect(verdict.reasons.map((one) => one.limit)).toEqual(limit === null ? [] : [limit])
  })
})

describe('the achieved rate', () => {
  test.each([
    [10_000, 10_000, 'ok', null],
    [10_000, 9900, 'ok', null],
    [10_000, 9899, 'warn', 0.99],
    [10_000, 9500, 'warn', 0.99],
    [10_000, 9499, 'invalid', 0.95],
    [10_000, 0, 'invalid', 0.95],
    // More than was offered, and nothing at all.
    [10_000, 10_001, 'ok', null],
    [0, 0, 'ok', null],
    // The end of the run cuts off one.
    [20, 19, 'ok', null],
    [20, 18, 'invalid', 0.95],
  ])('%i offered, %i achieved: %s', (offered, achieved, level, limit) => {
    const verdict = judgeGenerator(calm, { ...light, offered, achieved })
    expect(verdict.level).toBe(level)
    expect(verdict.reasons.map((one) => one.limit)).toEqual(limit === null ? [] : [limit])
  })
})

describe('the event loop', () => {
  const lagging = (p99: number) => ({ ...calm, eventLoopLag: { ...calm.eventLoopLag, p99 } })

  test.each([
    [10, 200, 'ok'],
    [over(10), 200, 'warn'],
    [over(50), 200, 'invalid'],
    [2, 1, 'ok'],
    [over(5), 1, 'invalid'],
  ])('that is %p ms late at p99, against %p ms: %s', (lag, headlineP99Ms, level) => {
    const verdict = judgeGenerator(lagging(lag), { ...light, headlineP99Ms })
    expect(verdict.level).toBe(level)
    expect(verdict.reasons.map(({ what }) => what)).toEqual(level === 'ok' ? [] : ['event-loop'])
  })

  test('spoils nothing where nothing was measured, and is that of the start-up in less than a second', () => {
    expect(judgeGenerator(lagging(50), { ...light, headlineP99Ms: null }).level).toBe('ok')
    expect(judgeGenerator({ ...lagging(50), wallMs: 999 }, { ...light, headlineP99Ms: 10 }).level).toBe('ok')
  })

  test('of a closed model, which sends in time however late it looks', () => {
    const [reason] = judgeGenerator(lagging(12), { ...light, sendLagP99Ms: 0, headlineP99Ms: 16 }).reasons
    expect(reason).toMatchObject({ level: 'invalid', limit: 5 })
    expect(reason?.says).toMatch(/^At p99, the generator looked 12 ms late at what had come, against .* 16 ms: a large/)
  })
})

test('a machine without room for another connection is invalid, however short the run', () => {
  expect(told({}, { outOfRoom: 1 })).toEqual(['invalid', 'out-of-room invalid 1 > 0'])
  expect(told({ wallMs: 10 }, { outOfRoom: 269 })).toEqual(['invalid', 'out-of-room invalid 269 > 0'])
  const says = (outOfRoom: number) => judgeGenerator(calm, { ...light, outOfRoom }).reasons[0]?.says
  expect(says(1)).toMatch(/^1 send failed since this machine had no room .*ulimit -n/)
  expect(says(269)).toMatch(/^269 sends failed/)
})

describe('a short run', () => {
  const all = { cpuShare: 1, runWaitShare: 1, stealShare: 1 }

  test.each([
    ['of 19 sends', {}, { offered: 19, achieved: 19 }],
    ['of less than a second', { wallMs: under(1000) }, {}],
  ])('%s: only what would make a longer one invalid is told, as a warning', (_, figures, load) => {
    expect(told(figures, { ...load, sendLagP99Ms: 50 })).toEqual(['ok'])
    expect(told(figures, { ...load, sendLagP99Ms: 51 })).toEqual(['warn', 'send-lateness warn 51 > 50'])
  })

  test('is the same for the sends that were missing', () => {
    expect(told({ wallMs: 999 }, { offered: 1000, achieved: 950 })).toEqual(['ok'])
    expect(told({ wallMs: 999 }, { offered: 1000, achieved: 949 })).toEqual(['warn', 'achieved-rate warn 0.949 > 0.95'])
    expect(told({}, { offered: 19, achieved: 18 })).toEqual(['ok'])
    expect(told({}, { offered: 16, achieved: 8 })).toEqual(['warn', 'achieved-rate warn 0.5 > 0.95'])
  })

  test('shares of time are judged from a second on, however few sends there were', () => {
    expect(told({ ...all, wallMs: under(1000) })).toEqual(['ok'])
    expect(told({ ...all, wallMs: 1000 }, { offered: 0, achieved: 0 })).toEqual([
      'invalid',
      'cpu invalid 1 > 0.9',
      'run-wait invalid 1 > 0.15',
      'steal invalid 1 > 0.1',
    ])
  })

  test('20 sends and a second are not short', () => {
    const load = { offered: 20, achieved: 20, sendLagP99Ms: 51 }
    expect(told({ wallMs: 1000 }, load)).toEqual(['invalid', 'send-lateness invalid 51 > 50'])
  })
})

test('one invalid reason makes the run invalid, whatever stands before it', () => {
  expect(told({ cpuShare: 0.95, stealShare: 0.03 }, { sendLagP99Ms: 20 })).toEqual([
    'invalid',
    'send-lateness warn 20 > 10',
    'cpu invalid 0.95 > 0.9',
    'steal warn 0.03 > 0.02',
  ])
})

test('says what it is, what it means and what to do', () => {
  const figures = {
    cpuShare: 0.8123,
    runWaitShare: 0.2,
    stealShare: 0.0345,
    worst: { cpuShare: 0.99, runWaitShare: 0.4 },
  }
  const load = { sendLagP99Ms: 12.3456, achieved: 9421 }
  const says = (...given: Parameters<typeof judgeGenerator>) => judgeGenerator(...given).reasons.map((one) => one.says)
  expect(says({ ...calm, ...figures }, { ...light, ...load })).toMatchInlineSnapshot(`
    [
      "At p99, sends left 12.3 ms after they were due, against a reported p99 of 200 ms: a part of the latency is the generator's own. Give it less to do at once, share it among workers where there are any, or use a machine of its own.",
      "Of 10000 sends that were due, 9421 were made (94.2 %): the load was lighter than the one that was asked for. Give it less to do at once, share it among workers where there are any, or use a machine of its own.",
      "The generator's thread used 81.2 % of a CPU, 99 % in its worst second: answers had to wait for it, and their latency is too high. Give it less to do at once, share it among workers where there are any, or use a machine of its own.",
      "For 20 % of the time the system kept the generator waiting for a CPU, 40 % in the worst second: what happened meanwhile was stamped late, the p99 above all. Use a machine of its own; of workers, where there are any, fewer than it has CPUs.",
      "The host of this virtual machine gave 3.45 % of its CPU time to others (steal): latencies are too high by pauses that nothing inside can see. Use a machine whose CPUs are its own.",
    ]
  `)
  expect([
    ...says(calm, { ...light, sendLagP99Ms: 60 }),
    ...says({ ...calm, workers: 2, cpuShare: 0.95 }, light),
    ...says({ ...calm, cpuScope: 'process', cpuShare: 0.95 }, light),
  ]).toMatchInlineSnapshot(`
    [
      "At p99, sends left 60 ms after they were due, against a reported p99 of 200 ms: a large part of the latency is the generator's own. Give it less to do at once, share it among workers where there are any, or use a machine of its own.",
      "The generator's busiest thread used 95 % of a CPU: answers had to wait for it, and their latency is too high. Give it less to do at once, share it among workers where there are any, or use a machine of its own.",
      "The generator's process used 95 % of a CPU: answers had to wait for it, and their latency is too high. Give it less to do at once, share it among workers where there are any, or use a machine of its own.",
    ]
  `)
})
