import { describe, expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { type DrawingKind, OperationLog } from '../../src/ledger/operation-log.ts'

function written(count: number): OperationLog {
  const log = new OperationLog()
  for (let one = 0; one < count; one++) log.write(log.add('patch', one), one)
  return log
}

const places = (log: OperationLog): number[] =>
  Array.from({ length: log.written }, (_, place) => place).filter((place) => log.isCutOff(place))

test('thousands of operations are kept as they were told, however the storage grows', () => {
  const random = new Random(1)
  const log = new OperationLog()
  const kinds: readonly DrawingKind[] = ['patch', 'cursor', 'undo', 'reset']
  const told = Array.from({ length: 5000 }, (_, at) => {
    const kind = random.pick(kinds)
    expect(log.add(kind, at + 0.25)).toBe(at)
    const isWritten = random.chance(0.7)
    if (isWritten) log.write(at, at + 0.5)
    if (random.chance(0.5)) log.arrive(at)
    const receivers = random.integer(0, 3)
    for (let count = 1; count <= receivers; count++) expect(log.delivered(at, at + count)).toBe(count)
    return { kind, isSeen: log.isSeen(at), isWritten, receivers }
  })
  expect(log.length).toBe(5000)
  expect(log.written).toBe(told.filter(({ isWritten }) => isWritten).length)
  const sequences = told.flatMap(({ isWritten }, at) => (isWritten ? [at] : []))
  expect(Array.from({ length: log.written }, (_, place) => log.at(place))).toEqual(sequences)
  for (const [at, { kind, isSeen, isWritten, receivers }] of told.entries()) {
    const kept = [log.kindOf(at), log.isSeen(at), log.intendedAt(at), log.sentAt(at), log.placeOf(at)]
    expect(kept).toEqual([
      kind,
      isSeen,
      at + 0.25,
      isWritten ? at + 0.5 : Number.NaN,
      isWritten ? sequences.indexOf(at) : -1,
    ])
    expect([log.receiversOf(at), log.lastAt(at)]).toEqual([receivers, receivers === 0 ? 0 : at + receivers])
  }
})

test('what was never done has no place, and is at none', () => {
  const log = written(3)
  expect([log.placeOf(-1), log.placeOf(3), log.placeOf(2 ** 40), log.at(-1), log.at(3), log.otherOf(99)]).toEqual([
    -1, -1, -1, -1, -1, -1,
  ])
  expect([log.placesOf(-1), log.placesOf(3)]).toEqual([[], []])
})

test('seeing an operation changes nothing of its kind', () => {
  const log = new OperationLog()
  for (const kind of ['patch', 'cursor', 'undo', 'reset'] as const) {
    const sequence = log.add(kind, 0)
    log.arrive(sequence)
    log.arrive(sequence)
    expect([log.kindOf(sequence), log.isSeen(sequence)]).toEqual([kind, true])
  }
})

test('a stroke and its undo know each other', () => {
  const log = new OperationLog()
  const [first, second] = [log.add('patch', 0), log.add('patch', 1)]
  const undo = log.add('undo', 2, second)
  expect([first, second, undo].map((sequence) => log.otherOf(sequence))).toEqual([-1, undo, second])
})

test('resets are listed', () => {
  const log = new OperationLog()
  log.add('reset', 0)
  log.add('patch', 1)
  log.add('reset', 2)
  expect(log.resets).toEqual([0, 2])
})

test('the last receiver is the latest, whatever the order in which they are told', () => {
  const log = written(1)
  log.delivered(0, 30)
  log.delivered(0, 20)
  expect([log.receiversOf(0), log.lastAt(0)]).toEqual([2, 30])
})

test('copies have places of their own, and change nothing of the first one', () => {
  const log = written(2)
  expect(log.hasCopies).toBe(false)
  log.write(0, 50)
  log.write(1, 51)
  log.write(0, 52)
  expect([log.hasCopies, log.written]).toEqual([true, 5])
  expect([log.placeOf(0), log.sentAt(0), log.placesOf(0), log.placesOf(1)]).toEqual([0, 0, [0, 2, 4], [1, 3]])
  expect([0, 1, 2, 3, 4].map((place) => log.at(place))).toEqual([0, 1, 0, 1, 0])
})

describe('a socket that breaks', () => {
  test('cuts off what nobody has confirmed', () => {
    const log = written(10)
    log.confirm(6)
    log.cut()
    expect(places(log)).toEqual([7, 8, 9])
  })

  test('cuts off nothing that is written on the next one', () => {
    const log = written(3)
    log.cut()
    log.write(log.add('patch', 9), 9)
    expect(places(log)).toEqual([0, 1, 2])
    log.cut()
    expect(places(log)).toEqual([0, 1, 2, 3])
  })

  test('whoever gets a frame of it later confirms that and all before it', () => {
    const log = written(5)
    log.cut()
    log.confirm(2)
    expect(places(log)).toEqual([3, 4])
    log.confirm(0)
    expect(places(log)).toEqual([3, 4])
    log.confirm(4)
    expect(places(log)).toEqual([])
  })

  test('a frame of the next socket says nothing of the ones before it', () => {
    const log = written(3)
    log.cut()
    log.write(log.add('patch', 9), 9)
    log.write(log.add('patch', 9), 9)
    log.confirm(4)
    expect(places(log)).toEqual([0, 1, 2])
    log.cut()
    expect(places(log)).toEqual([0, 1, 2])
  })

  test('confirming backwards takes nothing back', () => {
    const log = written(5)
    log.confirm(4)
    log.confirm(1)
    log.cut()
    expect(places(log)).toEqual([])
  })

  test('nothing written, nothing cut', () => {
    const log = new OperationLog()
    log.confirm(-1)
    log.cut()
    log.write(log.add('patch', 0), 0)
    expect(places(log)).toEqual([])
  })
})
