import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { UsageError } from '../../src/cli/errors.ts'
import { checkThresholds, parseThreshold, requireFigures } from '../../src/stats/thresholds.ts'

function refusal(work: () => unknown): { message: string; hint: string | undefined } {
  try {
    work()
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('it was accepted')
}

describe('the grammar', () => {
  test.each([
    ['latency.p95<200', 'latency.p95', '<', 200],
    ['latency.p95<=200', 'latency.p95', '<=', 200],
    ['rooms>3', 'rooms', '>', 3],
    ['rooms>=3', 'rooms', '>=', 3],
    ['rooms==3', 'rooms', '==', 3],
    ['rooms!=3', 'rooms', '!=', 3],
    ['  summary.frontendOnly  ==  0\t', 'summary.frontendOnly', '==', 0],
    ['a.b.c_d.e-f<1', 'a.b.c_d.e-f', '<', 1],
    ['change>-0.5', 'change', '>', -0.5],
    ['change<-1', 'change', '<', -1],
    ['bytes<1e6', 'bytes', '<', 1_000_000],
    ['bytes<1.5E+3', 'bytes', '<', 1500],
    ['share>=1e-3', 'share', '>=', 0.001],
  ])('%s', (expression, path, operator, limit) => {
    expect(parseThreshold(expression)).toEqual({ expression, path, operator, limit, abortOnFail: false })
  })

  test.each([
    ['latency.p95<200!', '<', 200],
    ['latency.p95<200ms!', '<', 200],
    ['latency.p95 < 200 ms ! ', '<', 200],
    ['lost!=0!', '!=', 0],
  ])('%s ends a run early', (expression, operator, limit) => {
    expect(parseThreshold(expression)).toMatchObject({ operator, limit, abortOnFail: true })
  })

  test.each([
    '',
    'latency',
    'latency<',
    '<200',
    'latency.<200',
    '.latency<200',
    'a..b<1',
    'latency=200',
    'latency===200',
    'latency=<200',
    'latency<>200',
    'latency<NaN',
    'latency<Infinity',
    'latency<1e999',
    'latency<0x10',
    'latency<1,5',
    'latency<1_000',
    'latency<.5',
    'latency<+5',
    'latency<5h',
    'latency<5 ms s',
    'latency<5!!',
    'latency<5 rooms',
    'latency<5;lost<1',
    'latency p95<5',
    'p95(latency)<5',
  ])('%j is no threshold', (expression) => {
    const { message, hint } = refusal(() => parseThreshold(expression))
    expect(message).toBe(`--threshold ${JSON.stringify(expression)} is no threshold`)
    expect(hint).toContain("'latency.p95<200ms'")
  })
})

describe('units', () => {
  test.each([
    // Times are milliseconds …
    ['latency.p95<200ms', 200],
    ['latency.p95<2s', 2000],
    ['latency.p95<2S', 2000],
    ['latency.p95<1.005s', 1005],
    ['totalTimeMs<2m', 120_000],
    ['totalMilliseconds<2s', 2000],
    // … unless the name says otherwise.
    ['generator.cpuSeconds<2s', 2],
    ['generator.cpuSeconds<1m', 60],
    ['generator.cpuSeconds<500ms', 0.5],
    ['generator.cpuSeconds<2', 2],
    // A share is from 0 to 1 …
    ['messages.delivered>=100%', 1],
    ['messages.delivered>=99.9%', 0.999],
    // … unless the name says otherwise.
    ['summary.matchedPercent>=95%', 95],
    ['summary.matchedPercent>=95', 95],
  ])('%s is %d', (expression, limit) => {
    expect(parseThreshold(expression).limit).toBe(limit)
  })

  test('a share in percent is the number that is written: every tenth of one', () => {
    const wrong = Array.from({ length: 1001 }, (_, tenths) => tenths).filter(
      (tenths) => parseThreshold(`delivered>=${tenths / 10}%`).limit !== tenths / 1000,
    )
    expect(wrong).toEqual([])
  })
})

describe('held against a result', () => {
  const actual = (expression: string, result: object) => checkThresholds([parseThreshold(expression)], result)[0]

  test.each([
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
    ['==', [false, true, false]],
    ['!=', [true, false, true]],
  ])('%s of 1, 2 and 3 to 2', (operator, wanted) => {
    expect([1, 2, 3].map((rooms) => actual(`rooms${operator}2`, { rooms })?.passed)).toEqual(wanted)
  })

  test('a row each, in their order, as they were written', () => {
    const thresholds = [' latency.p95 < 1s', 'lost==0!'].map(parseThreshold)
    expect(checkThresholds(thresholds, { latency: { p95: 153.2 }, lost: 3 })).toEqual([
      { expression: ' latency.p95 < 1s', actual: 153.2, passed: true },
      { expression: 'lost==0!', actual: 3, passed: false },
    ])
    expect(checkThresholds([], {})).toEqual([])
  })

  test.each<[what: string, result: object]>([
    ['unknown', { rooms: null }],
    ['no number', { rooms: Number.NaN }],
    ['endless', { rooms: Number.NEGATIVE_INFINITY }],
    ['a text', { rooms: '1' }],
    ['a flag', { rooms: true }],
    ['a list', { rooms: [1] }],
    ['missing', {}],
    ['inherited', Object.create({ rooms: 1 }) as object],
  ])('a figure that is %s passes nothing', (_, result) => {
    for (const operator of ['<', '<=', '>', '>=', '==', '!='])
      expect(actual(`rooms${operator}1`, result)).toEqual({
        expression: `rooms${operator}1`,
        actual: null,
        passed: false,
      })
  })

  test.each(['constructor.length', '__proto__.x', 'toString.length', 'rooms.toFixed.length'])(
    '%s leads nowhere',
    (path) => {
      expect(actual(`${path}>=0`, { rooms: 1 })?.actual).toBeNull()
    },
  )

  test('zero is a figure, negative zero the same', () => {
    expect(actual('lost==0', { lost: -0 })?.passed).toBe(true)
  })
})

describe('before a run', () => {
  const sample = { latency: { p50: 0, p95: null }, messages: { sent: 0, lost: 0 }, rows: [{ sent: 0 }], name: 'x' }
  const required = (expression: string) => () => requireFigures([parseThreshold(expression)], sample)

  test.each(['latency.p50<1', 'latency.p95<1', 'messages.lost==0'])('%s names a figure', (expression) => {
    expect(required(expression)).not.toThrow()
  })

  test.each([
    ['lost==0', 'Did you mean messages.lost?'],
    ['message.lost==0', 'Did you mean messages.lost?'],
    ['latency.p96<1', 'Did you mean latency.p95?'],
    ['rows.sent<1', 'Did you mean messages.sent?'],
    ['latency<1', 'Figures are latency.p50, latency.p95, messages.sent, messages.lost, …'],
    ['name<1', 'Figures are latency.p50, latency.p95, messages.sent, messages.lost, …'],
    ['constructor<1', 'Figures are latency.p50, latency.p95, messages.sent, messages.lost, …'],
  ])('%s does not: the nearest are named', (expression, hint) => {
    const path = /^[\w.]+/.exec(expression)?.[0]
    expect(refusal(required(expression))).toEqual({
      message: `--threshold "${expression}": the result has no figure ${path}`,
      hint,
    })
  })
})

test('whatever the number: read as it was written, with and without blanks', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))
  fc.assert(
    fc.property(number, fc.constantFrom('', ' ', '\t'), (limit, gap) => {
      expect(parseThreshold(`${gap}rooms${gap}<${gap}${limit}${gap}`)).toMatchObject({ path: 'rooms', limit })
    }),
    { numRuns: 500, seed: 1 },
  )
})
