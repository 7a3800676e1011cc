import { describe, expect, test } from '@jest/globals'
import { SampleRoom } from './sample-room.ts'

const errorsOf = ({ recorder }: SampleRoom): object => Object.fromEntries(recorder.errors)

describe('a stroke', () => {
  test('is received, shown and timed', () => {
    const sample = new SampleRoom(3).begin()
    const { frame } = sample.act(0)
    sample.now += 30
    sample.receive(1, frame)
    sample.now += 10
    sample.receive(2, frame)
    const { recorder } = sample
    expect([1, 2].map((slot) => sample.user(slot).deliveries.received)).toEqual([1, 1])
    expect(sample.user(1).boards.wire.has(0, 0)).toBe(true)
    expect([recorder.latency, recorder.transit, recorder.first, recorder.median].map(({ max }) => max)).toEqual([
      40, 40, 30, 30,
    ])
    expect(sample.user(0).completedStrokes).toEqual([0])
    expect(recorder.ledger).toEqual([])
  })

  test('is at half of its receivers with the second of three', () => {
    const sample = new SampleRoom(4).begin()
    const { frame } = sample.act(0)
    for (const slot of [1, 2, 3]) {
      sample.now += 10
      sample.receive(slot, frame)
    }
    expect([sample.recorder.first.max, sample.recorder.median.max, sample.recorder.latency.max]).toEqual([10, 20, 30])
    expect([sample.recorder.median.count, sample.user(0).completedStrokes]).toEqual([1, [0]])
  })

  test('within the budget, both ends included', () => {
    const sample = new SampleRoom(2).begin()
    for (const wait of [199, 200, 201]) {
      const { frame } = sample.act(0)
      sample.now += wait
      sample.receive(1, frame)
    }
    expect(sample.recorder.counts.withinBudget).toBe(2)
  })

  test('twice is a duplicate, named, and timed once', () => {
    const sample = new SampleRoom(2).begin()
    const { frame } = sample.act(0)
    sample.receive(1, frame)
    sample.receive(1, frame)
    expect(sample.recorder.ledger).toEqual([{ kind: 'duplicate', lesson: '5', receiver: 11, sender: 10, sequence: 0 }])
    expect(sample.recorder.latency.count).toBe(1)
  })

  test.each([
    { type: 'board.patch' },
    { type: 'board.patch', stroke: 'a' },
    { type: 'board.patch', stroke: { id: null } },
    { type: 'board.stroke.remove' },
    { type: 'board.stroke.remove', stroke_id: {} },
  ])('without an id, as in %j, is an error and on no board', (event) => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, { channel: 'board:lesson:5', ...event })
    expect(errorsOf(sample)).toEqual({ 'malformed-event': 1 })
    expect(sample.user(1).boards.wire.size).toBe(0)
  })

  test('of somebody else is put on the board and taken away, and is none of the ledger', () => {
    const sample = new SampleRoom(2).begin()
    const channel = 'board:lesson:5'
    sample.receive(1, { channel, type: 'board.patch', stroke: { id: 'theirs' } })
    expect(sample.user(1).boards.wire.size).toBe(1)
    sample.receive(1, { channel, type: 'board.stroke.remove', stroke_id: 'theirs' })
    expect(sample.user(1).boards.wire.size).toBe(0)
    expect([sample.user(1).deliveries.received, sample.recorder.ledger]).toEqual([0, []])
  })
})

test.each([{ stroke: { id: { toString: 1 } } }, { cursor: { displayName: [[]] } }, { stroke_id: {} }])(
  'an event of another board without an id is nobody’s: %j',
  (fields) => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, { channel: 'board:lesson:6', type: 'board.patch', ...fields })
    expect(sample.recorder.ledger).toEqual([
      { kind: 'foreign', lesson: '5', receiver: 11, sender: null, sequence: null },
    ])
  },
)

describe('foreign is', () => {
  const foreign = (sequence: number | null, sender: number | null = 10, receiver = 11) => [
    { kind: 'foreign', lesson: '5', receiver, sender, sequence },
  ]

  test('a stroke of a board that was never asked for', () => {
    const sample = new SampleRoom(2).begin()
    const other = new SampleRoom(1, '6').act(0).frame
    sample.receive(1, other)
    expect(sample.recorder.ledger).toEqual(foreign(0))
  })

  test('the own stroke', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, sample.act(1).frame)
    expect(sample.recorder.ledger).toEqual(foreign(0, 11))
  })

  test('a stroke of a client that is in another room, on this board', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, { channel: 'board:lesson:5', type: 'board.patch', stroke: { id: sample.ids.make(99, 7) } })
    expect(sample.recorder.ledger).toEqual(foreign(7, 99))
  })

  test.each([1, 2, 15, 16, 1000, 36 ** 9])('a stroke that its sender never drew, %d further on', (further) => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, sample.act(0).frame)
    sample.receive(1, { channel: 'board:lesson:5', type: 'board.patch', stroke: { id: sample.ids.make(10, further) } })
    expect(sample.recorder.ledger).toEqual(foreign(further))
    expect(sample.user(1).deliveries.received).toBe(1)
  })

  test('an undo of what was never taken back', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, sample.act(0).frame)
    sample.receive(1, { channel: 'board:lesson:5', type: 'board.stroke.remove', stroke_id: sample.ids.make(10, 0) })
    expect(sample.recorder.counts.foreign).toBe(1)
    expect(sample.user(1).boards.wire.has(0, 0)).toBe(true)
  })

  test('nothing of what is not about boards', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, { channel: 'chat:thread:1', type: 'chat.message', stroke: { id: sample.ids.make(10, 0) } })
    sample.receive(1, { channel: 'board:lesson:6', type: 'board.snapshot.send', state: { strokes: [] } })
    expect(sample.recorder.counts.foreign).toBe(0)
  })
})

test('in a hundred thousand frames, one lost, one duplicate, one swapped pair and one foreign are named', () => {
  const sample = new SampleRoom(2).begin()
  const foreign = new SampleRoom(1, '6').act(0).frame
  let held: Buffer | null = null
  for (let count = 0; count < 100_000; count++) {
    const { sequence, frame } = sample.act(0)
    if (sequence === 4000) continue
    if (sequence === 50_000) {
      held = frame
      continue
    }
    sample.receive(1, frame)
    if (held) sample.receive(1, held)
    held = null
    if (sequence === 777) sample.receive(1, frame)
    if (sequence === 90_000) sample.receive(1, foreign)
  }
  const { deliveries } = sample.user(1)
  deliveries.finish(sample.room.written, 1)
  const named = { lesson: '5', receiver: 11, sender: 10 }
  expect(sample.recorder.ledger).toEqual([
    { kind: 'duplicate', ...named, sequence: 777 },
    { kind: 'out-of-order', ...named, sequence: 50_000 },
    { kind: 'foreign', ...named, sequence: 0 },
  ])
  expect([...deliveries.missing()].map(({ slot, place }) => sample.user(slot).log.at(place))).toEqual([4000])
  expect([deliveries.expected, deliveries.received]).toEqual([100_000, 99_999])
  expect(sample.recorder.latency.count).toBe(99_999)
})

describe('undo, cursor and reset', () => {
  test('take part in the order of their sender, and do to the board what they say', () => {
    const sample = new SampleRoom(2).begin()
    const first = sample.act(0)
    const undo = sample.act(0, 'undo', first.sequence)
    const cursor = sample.act(0, 'cursor')
    const second = sample.act(0)
    const reset = sample.act(0, 'reset')
    const { boards, deliveries } = sample.user(1)
    const sizes = [first, undo, cursor, second, reset].map(({ frame }) => {
      sample.receive(1, frame)
      return boards.wire.size
    })
    expect(sizes).toEqual([1, 0, 0, 1, 0])
    expect([deliveries.received, sample.recorder.ledger]).toEqual([5, []])
    expect(sample.recorder.first.count).toBe(2)
  })

  test('a cursor whose name a gateway writes itself is nobody’s', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, { channel: 'board:lesson:5', type: 'board.cursor.move', cursor: { displayName: 'Olena' } })
    sample.receive(1, { channel: 'board:lesson:5', type: 'board.cursor.move', cursor: null })
    expect([sample.recorder.counts.foreign, sample.user(1).deliveries.received]).toEqual([0, 0])
  })

  test('a reset that comes to a late joiner is not one from before it came', () => {
    const sample = new SampleRoom(2)
    const { deliveries } = sample.user(1)
    sample.act(0, 'reset')
    sample.act(0)
    deliveries.open()
    deliveries.beSure(sample.room.written)
    const frames = [sample.act(0), sample.act(0, 'reset'), sample.act(0)]
    for (const { frame } of frames) sample.receive(1, frame)
    deliveries.finish(sample.room.written, 1)
    expect([...deliveries.missing()]).toEqual([])
    expect([deliveries.expected, deliveries.received, sample.recorder.ledger]).toEqual([3, 3, []])
  })

  test('one reset that is lost is one loss, and puts no other out of order', () => {
    const sample = new SampleRoom(2).begin()
    const [lost, ...others] = [sample.act(0, 'reset'), sample.act(0), sample.act(0, 'reset'), sample.act(0)]
    for (const { frame } of others) sample.receive(1, frame)
    const { deliveries } = sample.user(1)
    deliveries.finish(sample.room.written, 1)
    expect([...deliveries.missing()].map(({ place }) => sample.user(0).log.at(place))).toEqual([lost?.sequence])
    expect(sample.recorder.ledger).toEqual([])
  })

  test('a reset that comes back to who did it clears the board again, and no more', () => {
    const sample = new SampleRoom(2).begin()
    const { frame } = sample.act(0, 'reset')
    sample.receive(0, sample.act(1).frame)
    sample.receive(0, frame)
    const { boards, deliveries } = sample.user(0)
    expect([boards.wire.size, deliveries.received, sample.recorder.ledger]).toEqual([0, 1, []])
  })

  test('a reset that nobody of ours did clears the board, and no more', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, sample.act(0).frame)
    sample.receive(1, { channel: 'board:lesson:5', type: 'board.reset' })
    expect([sample.user(1).boards.wire.size, sample.user(1).deliveries.received]).toEqual([0, 1])
  })
})

describe('what an impairment of our own doubled', () => {
  test.each(['patch', 'reset', 'cursor'] as const)('a %s comes as often as it was written', (kind) => {
    const sample = new SampleRoom(2).begin()
    const { sequence, frame } = sample.act(0, kind)
    sample.writeAgain(0, sequence)
    const last = sample.act(0)
    for (const one of [frame, frame, last.frame]) sample.receive(1, one)
    const { deliveries } = sample.user(1)
    deliveries.finish(sample.room.written, 1)
    expect([...deliveries.missing()]).toEqual([])
    expect([deliveries.expected, deliveries.received, sample.recorder.ledger]).toEqual([3, 3, []])
  })

  test('a third one is the server’s', () => {
    const sample = new SampleRoom(2).begin()
    const { sequence, frame } = sample.act(0)
    sample.writeAgain(0, sequence)
    for (const one of [frame, frame, frame]) sample.receive(1, one)
    expect(sample.recorder.ledger.map(({ kind }) => kind)).toEqual(['duplicate'])
  })

  test('to one that came between the two, the second is the one that must come', () => {
    const sample = new SampleRoom(2)
    const { deliveries } = sample.user(1)
    const { sequence, frame } = sample.act(0)
    deliveries.open()
    deliveries.beSure(sample.room.written)
    sample.writeAgain(0, sequence)
    sample.receive(1, frame)
    deliveries.finish(sample.room.written, 1)
    expect([...deliveries.missing()]).toEqual([])
    expect([deliveries.expected, deliveries.received]).toEqual([1, 1])
  })
})

describe('what is no operation', () => {
  test.each([
    ['{', 'garbage'],
    ['', 'garbage'],
    ['{"type":"error","error":{"code":"WS_FORBIDDEN","detail":"no"}}', 'WS_FORBIDDEN'],
    ['{"channel":"board:lesson:5","type":"board.snapshot.send","state":{"strokes":{}}}', 'bad-snapshot'],
    ['{"channel":"board:lesson:5","type":"board.snapshot.send"}', 'bad-snapshot'],
  ])('%s is counted as %s', (text, kind) => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, Buffer.from(text))
    expect(errorsOf(sample)).toEqual({ [kind]: 1 })
  })

  test.each(['null', '7', '"x"', '[]', '{}', '{"type":"pong"}', '{"channel":"board:lesson:5","type":"board.other"}'])(
    '%s is passed over',
    (text) => {
      const sample = new SampleRoom(2).begin()
      sample.receive(1, Buffer.from(text))
      expect([errorsOf(sample), sample.recorder.ledgerTotal]).toEqual([{}, 0])
    },
  )
})

test('a snapshot goes to the user, the same one without being parsed again', () => {
  const sample = new SampleRoom(2).begin()
  sample.act(0)
  const snapshot = {
    channel: 'board:lesson:5',
    type: 'board.snapshot.send',
    state: { strokes: [{ id: sample.ids.make(10, 0) }] },
  }
  sample.receive(1, snapshot)
  sample.receive(0, snapshot)
  const [first, second] = [sample.user(1).snapshots[0], sample.user(0).snapshots[0]]
  expect(first?.has(0, 0)).toBe(true)
  expect(second).toBe(first)
})
