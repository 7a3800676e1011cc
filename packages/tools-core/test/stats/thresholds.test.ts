import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { UsageError } from '../../src/errors/errors.ts'
import {
  checkThresholds,
  type FigureRules,
  parseThreshold,
  readThresholds,
  requireFigures,
} from '../../src/stats/thresholds.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

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
    expect(parseThreshold(expression)).toEqual({
      expression,
      keys: path.split('.'),
      operator,
      limit,
      unit: null,
      abortOnFail: false,
      absent: null,
    })
  })

  test.each([
    [`byType["lesson.reminder"]>0`, ['byType', 'lesson.reminder']],
    [`byType['lesson.reminder'] > 0`, ['byType', 'lesson.reminder']],
    [String.raw`a["\"b\\"].c>0`, ['a', String.raw`"b${'\\'}`, 'c']],
    [`errors.byKind["GET /x?a=1"]["!"]<5`, ['errors', 'byKind', 'GET /x?a=1', '!']],
  ])('%s: a key that is no plain word is quoted', (expression, keys) => {
    expect(parseThreshold(expression).keys).toEqual(keys)
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
    'byType[lesson]<5',
    'byType["]<5',
    'byType.["a"]<5',
    '["a"]<5',
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
    const thresholds = [' latency.p95 < 1s', 'lost==0!'].map((expression) => parseThreshold(expression))
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
      expect(parseThreshold(`${gap}rooms${gap}<${gap}${limit}${gap}`)).toMatchObject({ keys: ['rooms'], limit })
    }),
    fuzz(500),
  )
})

describe('a unit fits to the figure, or is refused', () => {
  const sample = {
    latency: { count: 0, p95: 0 },
    batchTime: { p50: 0 },
    snapshot: { delay: { p95: 0 }, bytes: { p95: 0 } },
    totalTimeMs: 0,
    generator: { cpuSeconds: 0, eventLoopLag: { p99: 0 } },
    clients: { connect: { p95: 0 } },
    rowsPerSecond: 0,
    rooms: 0,
    items: 0,
    flag: 0,
    runtimes: 0,
    summary: { matchedPercent: 0, calls: 0 },
    messages: { delivered: 0 },
    errorRatio: 0,
  }
  const rules: FigureRules = { times: ['clients.connect'], shares: ['messages.delivered'] }
  const read = (expression: string) => readThresholds([expression], sample, rules)

  test.each([
    ['latency.p95<2s', 2000],
    ['batchTime.p50<1m', 60_000],
    ['snapshot.delay.p95<2s', 2000],
    ['totalTimeMs<2s', 2000],
    ['generator.cpuSeconds<500ms', 0.5],
    ['generator.eventLoopLag.p99<1s', 1000],
    ['clients.connect.p95<1s', 1000],
    ['summary.matchedPercent>=90%', 90],
    ['messages.delivered>=99%', 0.99],
    ['errorRatio<1%', 0.01],
    ['summary.calls<5', 5],
  ])('%s is %d', (expression, limit) => {
    expect(read(expression)).toMatchObject([{ limit }])
  })

  test.each([
    'latency.count<5s',
    'snapshot.bytes.p95<5m',
    'rowsPerSecond>1s',
    'rooms<5ms',
    'items<5s',
    'flag<5s',
    'runtimes<5s',
    'summary.calls<5s',
    'messages.delivered<1s',
  ])('%s: that is no time', (expression) => {
    expect(refusal(() => read(expression))).toEqual({
      message: `--threshold "${expression}": ${expression.split(/[<>]/)[0]} is no time`,
      hint: 'Write the number without a unit.',
    })
  })

  test.each(['summary.calls<5%', 'latency.p95<5%', 'rowsPerSecond>1%'])('%s: that is no share', (expression) => {
    expect(refusal(() => read(expression))).toEqual({
      message: `--threshold "${expression}": ${expression.split(/[<>]/)[0]} is no share`,
      hint: 'Write the number without %.',
    })
  })
})

describe('the end of a run by a threshold', () => {
  test('is refused where the tool cannot do it', () => {
    expect(refusal(() => readThresholds(['lost==0!'], { lost: 0 }))).toEqual({
      message: '--threshold "lost==0!": this tool cannot end its run early',
      hint: 'Leave the ! out.',
    })
    expect(readThresholds(['lost==0!'], { lost: 0 }, { canAbortEarly: true })).toMatchObject([{ abortOnFail: true }])
  })
})

test.each([
  ['--threshold', '--threshold "lost": ', '--threshold "lost==0!": '],
  ['environment variable M4SH_THRESHOLD', '"lost" of environment variable M4SH_THRESHOLD', '"lost==0!" of environment'],
  ['"x.threshold" in /m4sh.config.json', '"lost" of "x.threshold" in /m4sh.config.json', '"lost==0!" of "x.threshold"'],
])('what is wrong is blamed on where it stands: %s', (from, grammatical, meaningful) => {
  const read = (expression: string) => () => readThresholds([expression], { lost: 0 }, { from })
  expect(refusal(read('lost')).message).toContain(grammatical.replace(/: $/, ''))
  expect(refusal(read('lost==0!')).message).toContain(meaningful)
})

describe('an open map', () => {
  const sample = { errors: { count: 0, byKind: { '*': 0 } }, byType: { '*': 0 } }
  const rowsOf = (expressions: readonly string[], result: object) =>
    checkThresholds(readThresholds(expressions, sample), result).map(({ actual, passed }) => [actual, passed])

  test('takes any key; what is absent is 0', () => {
    const expressions = ['errors.byKind.WS_RATE_LIMITED==0', 'errors.byKind["a b"]<1', 'errors.count==2']
    expect(rowsOf(expressions, { errors: { count: 2, byKind: { WS_RATE_LIMITED: 2 } }, byType: {} })).toEqual([
      [2, false],
      [0, true],
      [2, true],
    ])
  })

  test('a key with dots is found, quoted or not', () => {
    const expressions = ['byType.lesson.reminder==5', `byType["lesson.reminder"]==5`, `byType['lesson']==0`]
    expect(rowsOf(expressions, { byType: { 'lesson.reminder': 5 } })).toEqual([
      [5, true],
      [5, true],
      [0, true],
    ])
  })

  test('that is unknown as a whole has no figures', () => {
    expect(rowsOf(['byType.lesson==0'], { byType: null })).toEqual([[null, false]])
    expect(rowsOf(['byType.lesson==0'], {})).toEqual([[null, false]])
  })

  test('is no figure itself, and is named among those that there are', () => {
    expect(refusal(() => readThresholds(['errors.byKind==0'], sample))).toEqual({
      message: '--threshold "errors.byKind==0": errors.byKind is a map',
      hint: 'Name one of its keys: errors.byKind.KEY',
    })
    expect(refusal(() => readThresholds(['somewhere.else==0'], sample)).hint).toBe(
      'Figures are errors.count, errors.byKind.*, byType.*, …',
    )
  })
})

test.each([
  ['latency.p95<1e308m', '1e308m'],
  ['latency.p95<-1e306s!', '-1e306s'],
])('a limit that no number holds is refused: %s', (expression, limit) => {
  expect(refusal(() => parseThreshold(expression))).toEqual({
    message: `--threshold ${JSON.stringify(expression)} is no threshold: ${limit} is more than any number`,
    hint: 'Write a smaller limit.',
  })
})
