import { describe, expect, test } from '@jest/globals'
import { UsageError, ValuePlace } from '@m4sh/tools-core/cli'
import {
  parseBandwidth,
  parseInstant,
  parseLessons,
  parseMix,
  parsePoints,
  parseOperationRate,
  parseShard,
  parsePart,
  parseSpell,
  parseStages,
  parseUserIds,
  parseWorkers,
} from '../src/option-values.ts'

type Parse = (raw: string, place: ValuePlace) => unknown

const read = (parse: Parse, raw: string): unknown =>
  parse(raw, new ValuePlace({ kind: 'flag', name: '--flag' }, '/', raw, false))

const accepted: readonly [Parse, string, unknown][] = [
  [parsePart, '0', 0],
  [parsePart, '1', 1],
  [parsePart, '0.05', 0.05],
  [parsePart, '.5', 0.5],
  [parsePart, '10%', 0.1],
  [parsePart, '100%', 1],
  [parsePart, ' 0% ', 0],
  [parseOperationRate, '2/s', 2],
  [parseOperationRate, '30/m', 0.5],
  [parseOperationRate, '30/min', 0.5],
  [parseOperationRate, '3600/h', 1],
  [parseOperationRate, '0.5', 0.5],
  [parseOperationRate, '0', 0],
  [parseOperationRate, '10000/s', 10_000],
  [parseBandwidth, '2000', 2000],
  [parseBandwidth, '64kB/s', 64_000],
  [parseBandwidth, '1.5MB/s', 1_500_000],
  [parseBandwidth, '1 GB', 1e9],
  [parseBandwidth, '1', 1],
  [parseLessons, '123', ['123']],
  [parseLessons, '1..3', ['1', '2', '3']],
  [parseLessons, '7..7', ['7']],
  [parseLessons, '07..07', ['07']],
  [parseLessons, '3, 5..6,lesson-a', ['3', '5', '6', 'lesson-a']],
  [parseLessons, '7f6d1c5e-bf66-4731-bf09-b967bd8ab27d', ['7f6d1c5e-bf66-4731-bf09-b967bd8ab27d']],
  [parseUserIds, '1..3', [1, 2, 3]],
  [parseUserIds, '7,8,7', [7, 8, 7]],

  [parsePoints, '20..120', { from: 20, to: 120 }],
  [parsePoints, '50', { from: 50, to: 50 }],
  [parsePoints, '1..20000', { from: 1, to: 20_000 }],
  [parseMix, 'patch=1', { patch: 1, cursor: 0, undo: 0, reset: 0, snapshot: 0 }],
  [parseMix, 'cursor = 0.5 , undo=2', { patch: 0, cursor: 0.5, undo: 2, reset: 0, snapshot: 0 }],
  [parseStages, '10s:5', [{ durationMs: 10_000, clients: 5 }]],
  [
    parseStages,
    '10:5, 1m:50,1.5s:0',
    [
      { durationMs: 10_000, clients: 5 },
      { durationMs: 60_000, clients: 50 },
      { durationMs: 1500, clients: 0 },
    ],
  ],
  [parseSpell, '10s/2s', { everyMs: 10_000, forMs: 2000 }],
  [parseSpell, '1m/500ms', { everyMs: 60_000, forMs: 500 }],
  [parseShard, '2/8', { index: 2, total: 8 }],
  [parseShard, '1/1', { index: 1, total: 1 }],
  [parseShard, 'auto/8', { index: null, total: 8 }],
  [parseInstant, '2026-05-01T12:00:00Z', new Date(Date.UTC(2026, 4, 1, 12))],
  [parseInstant, '2026-05-01T12:00+03:00', new Date(Date.UTC(2026, 4, 1, 9))],
  [parseInstant, '1777636800', new Date(1_777_636_800_000)],
  [parseWorkers, 'auto', null],
  [parseWorkers, '1', 1],
  [parseWorkers, '128', 128],
]

const refused: readonly [Parse, string, string[]][] = [
  [parsePart, 'a share from 0 to 1', ['', '-0.1', '1.01', '101%', '10 %', '0,1', 'x', '1e-1', '.', 'NaN', 'Infinity']],
  [
    parseOperationRate,
    'a rate such as "2/s"',
    ['', '-1', '2/d', '2 / s', '2s', '10001', 'fast', '/s', '1e3', 'Infinity'],
  ],
  [parseBandwidth, 'bytes a second', ['', '0', '0.5', '-1', 'kB', '64kb', '64KB', '1TB', '64kbit/s', '1e6']],
  [parseLessons, 'ids of lessons', ['', ' ', '1,,2', '1..', '..3', '1...3', 'a b', '1;2', 'a..c', '<x>', '1,']],
  [parseLessons, 'a range that goes up', ['3..1']],
  [parseLessons, 'at most 10000 lessons', ['1..10001', '0..999999999999999', '1..10000,10001..20000']],
  [parseUserIds, 'ids of users', ['0', 'anna', '1e3', '0x10', '99999999999999999999', '-1', '1,x']],
  [parsePoints, 'a number of points', ['', '0', '0..5', '5..2', '1..20001', '1-5', 'x', '1.5', '-1']],
  [
    parseMix,
    'weights such as',
    ['', 'patch', 'patch=', 'patch=x', 'patch=-1', 'draw=1', 'patch=1,', 'patch:1', 'Patch=1', 'patch=10000000000'],
  ],
  [parseMix, 'one above 0 at least', ['patch=0', 'patch=0,cursor=0.0']],
  [
    parseStages,
    'stages such as',
    ['', '10s', '10s:', ':5', '10s:-5', '0s:5', '10s:1.5', '10w:5', '10s:100001', '10s:5,'],
  ],
  [parseSpell, 'how often and how long', ['', '10s', '10s/', '/2s', '10/2', '0s/2s', '10s/0s', '10s/2s/1s', '10s 2s']],
  [
    parseShard,
    'a part and how many there are',
    ['', '2', '0/8', '9/8', '1/0', 'auto/0', 'auto', '1.5/8', '-1/8', '2/x'],
  ],
  [
    parseInstant,
    'an instant such as',
    ['', 'now', '12:00', '2026-05-01', '2026-05-01T12:00:00', '2026-13-01T00:00:00Z', '177763680', '17776368000', 'TZ'],
  ],
  [parseWorkers, '"auto", or a number', ['', '0', '129', '-1', '1.5', 'Auto', 'all', '1e1']],
]

describe.each(accepted.map(([parse, raw, value]) => [parse.name, raw, parse, value] as const))(
  '%s(%j)',
  (_, raw, parse, value) => {
    test('is read', () => {
      expect(read(parse, raw)).toEqual(value)
    })
  },
)

const refusals = refused.flatMap(([parse, wanted, raws]) =>
  raws.map((raw) => [parse.name, raw, parse, wanted] as const),
)

describe.each(refusals)('%s(%j)', (_, raw, parse, wanted) => {
  test('is refused, with what was wanted', () => {
    expect(() => read(parse, raw)).toThrow(UsageError)
    expect(() => read(parse, raw)).toThrow(`--flag is ${JSON.stringify(raw)}; it must be `)
    expect(() => read(parse, raw)).toThrow(wanted)
  })
})

test('ten thousand lessons are the most of one range', () => {
  expect(read(parseLessons, '1..10000')).toHaveLength(10_000)
})

test.each([
  [parseBandwidth, (digits: string) => `${digits}kB/s`],
  [parseOperationRate, (digits: string) => `${digits}/h`],
  [parsePart, (digits: string) => `${digits}%`],
  [parseMix, (digits: string) => `patch=${digits}`],
  [parseStages, (digits: string) => `${digits}s:5`],
  [parseSpell, (digits: string) => `${digits}s/1s`],
])('%p refuses what is beyond all numbers', (parse, raw) => {
  expect(() => read(parse, raw('9'.repeat(400)))).toThrow('it must be')
})
