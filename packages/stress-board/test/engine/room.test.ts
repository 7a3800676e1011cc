import { describe, expect, test } from '@jest/globals'
import { SampleRoom } from './sample-room.ts'

const frame = Buffer.from('{"snapshot":1}')

const strokes = (sample: SampleRoom, ...ids: unknown[]) =>
  sample.room.readSnapshot(frame, { state: { strokes: ids.map((id) => ({ id })) } })

describe('a snapshot', () => {
  test('is a board of this room’s strokes and those of others', () => {
    const sample = new SampleRoom(2)
    sample.act(1)
    sample.act(1)
    const board = strokes(sample, sample.ids.make(11, 1), 'theirs', 'theirs')
    expect([board?.size, board?.has(1, 1), board?.has(1, 0)]).toEqual([2, true, false])
  })

  test('has an empty board, too', () => {
    expect(strokes(new SampleRoom(2))?.size).toBe(0)
  })

  test.each([{}, { state: null }, { state: {} }, { state: { strokes: 7 } }, { state: 'x' }])(
    'is none: %j',
    (fields) => {
      expect(new SampleRoom(2).room.readSnapshot(frame, fields)).toBeNull()
    },
  )

  test('whose state is the list itself', () => {
    const sample = new SampleRoom(2)
    sample.act(0)
    expect(sample.room.readSnapshot(frame, { state: [{ id: sample.ids.make(10, 0) }, null, 7] })?.has(0, 0)).toBe(true)
  })

  test('with ids that are none', () => {
    expect(strokes(new SampleRoom(2), { toString: 1 }, ['a'], null)?.size).toBe(1)
  })

  test('with strokes of another room tells of each once', () => {
    const sample = new SampleRoom(2)
    const [first, second] = [sample.ids.make(99, 3), sample.ids.make(98, 4)]
    strokes(sample, first, second)
    expect(strokes(sample, first)?.size).toBe(1)
    expect(sample.misplaced).toEqual(['99 3', '98 4'])
  })

  test('with what looks like ours and was never drawn costs no storage, and is somebody else’s', () => {
    const sample = new SampleRoom(2)
    sample.act(0)
    const id = sample.ids.make(10, 36 ** 9)
    const board = strokes(sample, id)
    expect([board?.size, sample.misplaced]).toEqual([1, []])
    expect(board?.differenceTo(sample.user(0).boards.wire).extraForeign).toEqual([id])
  })

  test('that comes again is known, until another one comes', () => {
    const sample = new SampleRoom(2)
    expect(sample.room.knownSnapshot(frame)).toBeNull()
    const data = Buffer.from(frame)
    const board = sample.room.readSnapshot(data, { state: [] })
    data.fill(0)
    expect(sample.room.knownSnapshot(Buffer.from(frame))).toBe(board)
    sample.room.readSnapshot(Buffer.from('{}'), { state: [] })
    expect(sample.room.knownSnapshot(frame)).toBeNull()
  })
})

test.each([
  ['5', '5'],
  ['123456789012345', '123456789012345'],
  ['1234567890123456', '"1234567890123456"'],
  ['lesson-a', '"lesson-a"'],
])('the lesson %s goes over the wire as %s', (lesson, json) => {
  expect(new SampleRoom(1, lesson).room.lessonJson).toBe(json)
})

test('knows its own board by the channel, or by the lesson where one channel is for all', () => {
  const { room } = new SampleRoom(1)
  const here = [
    room.isHere('board:lesson:5', {}),
    room.isHere('board', { lesson_id: 5 }),
    room.isHere('board', { lesson_id: '5' }),
  ]
  const elsewhere = [
    room.isHere('board:lesson:55', {}),
    room.isHere('board', { lesson_id: 55 }),
    room.isHere('board', {}),
    room.isHere(null, { lesson_id: 5 }),
    room.isHere('board', { lesson_id: { toString: 1 } }),
  ]
  expect([here, elsewhere]).toEqual([
    [true, true, true],
    [false, false, false, false, false],
  ])
})

test('slots are places in the room, receivers are the others that are there', () => {
  const { room } = new SampleRoom(3)
  expect([10, 12, 13, 0].map((client) => room.slotOf(client))).toEqual([0, 2, undefined, undefined])
  expect(room.receivers).toBe(2)
  room.there = 0
  expect(room.receivers).toBe(0)
})
