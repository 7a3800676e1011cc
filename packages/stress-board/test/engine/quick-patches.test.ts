import { describe, expect, test } from '@jest/globals'
import { readGatewayFrame } from '@m4sh/tools-core/connections/websocket'
import { isRecord } from '@m4sh/tools-core/values'
import { Random } from '@m4sh/tools-core/values/random'
import { Strokes } from '../../src/board/draw-stroke.ts'
import { StrokeIds } from '../../src/board/stroke-id.ts'
import { QuickPatches } from '../../src/engine/quick-patches.ts'

const ids = new StrokeIds('ab12')
const strokes = new Strokes(1, { from: 2, to: 6 })

type Envelope = (stroke: string, lesson?: number) => string

const spaced = (json: string): string => json.replaceAll('":', '": ').replaceAll(',"', ', "')

/** What gateways make of a stroke. */
const envelopes: Readonly<Record<string, Envelope>> = {
  flat: (stroke, lesson = 5) => `{"channel":"board:lesson:${lesson}","type":"board.patch","stroke":${stroke}}`,
  'flat, with the lesson': (stroke, lesson = 5) =>
    `{"channel":"board:lesson:${lesson}","lesson_id":${lesson},"type":"board.patch","stroke":${stroke}}`,
  payload: (stroke, lesson = 5) =>
    `{"channel":"board:lesson:${lesson}","payload":{"type":"board.patch","stroke":${stroke}}}`,
  'payload beside the type': (stroke, lesson = 5) =>
    `{"channel":"board:lesson:${lesson}","type":"board.patch","payload":{"stroke":${stroke}}}`,
  'one channel for all': (stroke, lesson = 5) =>
    `{"channel":"board","lesson_id":${lesson},"type":"board.patch","stroke":${stroke}}`,
  'with blanks': (stroke, lesson = 5) =>
    spaced(`{"channel":"board:lesson:${lesson}","payload":{"type":"board.patch","stroke":${stroke}}}`),
}

/** Where the head says too little: what follows could make another frame of it. */
const ambiguous: Readonly<Record<string, Envelope>> = {
  'the lesson behind': (stroke, lesson = 5) =>
    `{"channel":"board","type":"board.patch","stroke":${stroke},"lesson_id":${lesson}}`,
  'the channel behind': (stroke, lesson = 5) =>
    `{"type":"board.patch","stroke":${stroke},"channel":"board:lesson:${lesson}"}`,
  'the type behind': (stroke, lesson = 5) =>
    `{"channel":"board:lesson:${lesson}","stroke":${stroke},"type":"board.patch"}`,
  'another id of ours before it': (stroke, lesson = 5) =>
    `{"channel":"board:lesson:${lesson}","type":"board.patch","after":"ab12-0-0","stroke":${stroke}}`,
  'the id not in front': (stroke, lesson = 5) => {
    const { id, ...rest } = JSON.parse(stroke) as { id: string }
    return `{"channel":"board:lesson:${lesson}","type":"board.patch","stroke":${JSON.stringify({ ...rest, id })}}`
  },
}

const idOf = (value: unknown): string | null => {
  const frame = readGatewayFrame(value)
  if (frame.kind !== 'event' || frame.type !== 'board.patch') return null
  const { channel, fields } = frame
  const isHere = channel === 'board:lesson:5' || (channel === 'board' && String(fields['lesson_id']) === '5')
  return isHere && isRecord(fields['stroke']) ? String(fields['stroke']['id']) : null
}

/** What a full parse says; `broken` for what is no JSON. */
function parsed(data: Buffer): { client: number; sequence: number } | 'broken' | null {
  try {
    const id = idOf(JSON.parse(data.toString()))
    return id === null ? null : ids.read(id)
  } catch {
    return 'broken'
  }
}

const strokeOf = (random: Random): string =>
  strokes.draw(ids.make(random.integer(0, 2000), random.integer(0, 100_000)), random)

function taught(envelope: Envelope): QuickPatches {
  const quick = new QuickPatches(ids.prefix)
  quick.learn(Buffer.from(envelope(strokeOf(new Random(0)))), idOf)
  return quick
}

function recognised(quick: QuickPatches, data: Buffer): { client: number; sequence: number } | null {
  return quick.recognise(data) ? { client: quick.client, sequence: quick.sequence } : null
}

describe.each(Object.entries(envelopes))('%s', (_, envelope) => {
  test('all but one in 64 are recognised, as a parse reads them', () => {
    const random = new Random(2)
    const quick = taught(envelope)
    const frames = Array.from({ length: 640 }, () => Buffer.from(envelope(strokeOf(random))))
    const read = frames.map((data) => recognised(quick, data))
    expect(read.filter((one) => one === null)).toHaveLength(10)
    expect(read.map((one, at) => one ?? parsed(frames[at] ?? Buffer.alloc(0)))).toEqual(frames.map(parsed))
  })

  test('nothing of another room', () => {
    const quick = taught(envelope)
    const random = new Random(3)
    for (const lesson of [4, 6, 50, 55])
      expect(quick.recognise(Buffer.from(envelope(strokeOf(random), lesson)))).toBe(false)
  })

  test('nothing that was cut off', () => {
    const data = Buffer.from(envelope(strokeOf(new Random(4))))
    const wrong = Array.from(data.keys()).filter((length) => taught(envelope).recognise(data.subarray(0, length)))
    expect(wrong).toEqual([])
  })

  test('nothing that a parse reads otherwise, whatever byte is changed', () => {
    const random = new Random(5)
    const quick = taught(envelope)
    const wrong: string[] = []
    let recognisedOnes = 0
    for (let round = 0; round < 20_000; round++) {
      const data = Buffer.from(envelope(strokeOf(random)))
      const idEnd = data.indexOf('","tool"') === -1 ? data.indexOf('", "tool"') : data.indexOf('","tool"')
      const at = random.integer(0, random.chance(0.7) ? idEnd : data.length - 1)
      data[at] = random.chance(0.5) ? random.integer(0x20, 0x7e) : random.integer(0, 255)
      const read = recognised(quick, data)
      const full = parsed(data)
      if (read === null) continue
      recognisedOnes++
      // Broken points are taken on trust, but never another id, room or kind.
      const isBody = at > idEnd + 1 && full === 'broken'
      if (!isBody && JSON.stringify(read) !== JSON.stringify(full)) wrong.push(data.toString('latin1'))
    }
    expect(wrong).toEqual([])
    expect(recognisedOnes).toBeGreaterThan(1000)
  })

  test.each([
    'ab12-',
    'ab12--',
    'ab12--1',
    'ab12-1-',
    'ab12-1',
    'ab12-A-1',
    'ab12-1-B',
    'ab12-01-1',
    'ab12-1-01',
    'ab12-00-1',
    'ab12-1-1-1',
    'ab12-1-1 ',
    String.raw`ab12-1-1\"`,
    String.raw`ab12-1-\u0031`,
    'ab12-11111111111-1',
    'ab12-1-11111111111',
    'ab12-1-zzzzzzzzzzzzzzzzzzzzzzzz',
    'ab12-é-1',
    'ab1-1-1',
    'AB12-1-1',
  ])('the id %s is not recognised', (id) => {
    const quick = taught(envelope)
    const data = Buffer.from(envelope(strokes.draw(id, new Random(6))))
    expect(quick.recognise(data)).toBe(false)
  })

  test('the largest id that is exact', () => {
    const [client, sequence] = [36 ** 10 - 1, 36 ** 10 - 2]
    const data = Buffer.from(envelope(strokes.draw(ids.make(client, sequence), new Random(7))))
    expect(recognised(taught(envelope), data)).toEqual({ client, sequence })
  })
})

describe.each(Object.entries(ambiguous))('%s', (_, envelope) => {
  test('is no example, and never recognised', () => {
    const random = new Random(8)
    const quick = new QuickPatches(ids.prefix)
    for (let round = 0; round < 100; round++) {
      const data = Buffer.from(envelope(strokeOf(random)))
      expect(quick.recognise(data)).toBe(false)
      quick.learn(data, idOf)
    }
  })
})

test('a frame of another kind is no example', () => {
  const quick = new QuickPatches(ids.prefix)
  const stroke = strokeOf(new Random(9))
  const others = [
    '{"channel":"board:lesson:5","type":"board.stroke.remove","stroke_id":"ab12-1-1"}',
    '{"channel":"board:lesson:5","type":"board.cursor.move","cursor":{"userId":1,"displayName":"ab12-1-1","x":1,"y":2}}',
    `{"channel":"board:lesson:6","type":"board.patch","stroke":${stroke}}`,
    `{"channel":"board:lesson:5","type":"board.snapshot.send","state":{"strokes":[${stroke}]}}`,
    'not even "ab12- JSON',
    '"ab12-',
    '',
  ]
  for (const text of others) quick.learn(Buffer.from(text), idOf)
  expect(others.filter((text) => quick.recognise(Buffer.from(text)))).toEqual([])
})

test('the first example counts, and lies in no buffer of the socket', () => {
  const [flat, payload] = [envelopes['flat'], envelopes['payload']]
  if (!flat || !payload) throw new Error('the envelopes are gone')
  const example = Buffer.from(flat(strokeOf(new Random(0))))
  const quick = new QuickPatches(ids.prefix)
  quick.learn(example, idOf)
  example.fill(0)
  quick.learn(Buffer.from(payload(strokeOf(new Random(1)))), idOf)
  expect(quick.recognise(Buffer.from(flat(strokeOf(new Random(2)))))).toBe(true)
  expect(quick.recognise(Buffer.from(payload(strokeOf(new Random(2)))))).toBe(false)
})
