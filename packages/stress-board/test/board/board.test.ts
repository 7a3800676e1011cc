import { describe, expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { Board, type StrokeRef } from '../../src/board/board.ts'

/** A board as a set of names: `2:17` for a stroke of this run, the id for somebody else's. */
type Names = Set<string>

interface Pair {
  readonly board: Board
  readonly names: Names
}

const nameOf = ({ slot, sequence }: StrokeRef): string => `${slot}:${sequence}`

const empty = (): Pair => ({ board: new Board(), names: new Set() })

/** Word borders, where bits go wrong, and places far off. */
const sequences = [0, 1, 30, 31, 32, 33, 63, 64, 65, 95, 1000, 4095, 4096] as const
const ids = ['x', 'y', 'someone-else', ''] as const

function change({ board, names }: Pair, other: Pair, random: Random): void {
  const [slot, sequence, id] = [random.integer(0, 4), random.pick(sequences), random.pick(ids)]
  const acts = [
    () => (board.put(slot, sequence), names.add(`${slot}:${sequence}`)),
    () => (board.put(slot, sequence), names.add(`${slot}:${sequence}`)),
    () => (board.remove(slot, sequence), names.delete(`${slot}:${sequence}`)),
    () => (board.putForeign(id), names.add(`foreign ${id}`)),
    () => (board.removeForeign(id), names.delete(`foreign ${id}`)),
  ]
  if (random.chance(0.02)) {
    board.reset()
    names.clear()
  } else if (random.chance(0.04)) {
    board.load(other.board)
    names.clear()
    for (const name of other.names) names.add(name)
  } else random.pick(acts)()
}

const without = (names: Names, others: Names): string[] => [...names].filter((name) => !others.has(name)).sort()

test.each(Array.from({ length: 10 }, (_, seed) => seed))('does what sets do, seed %d', (seed) => {
  const random = new Random(seed, 3)
  const [one, other] = [empty(), empty()]
  for (let step = 0; step < 400; step++) {
    if (random.chance(0.5)) change(one, other, random)
    else change(other, one, random)
    const { missing, extra, missingForeign, extraForeign } = one.board.differenceTo(other.board)
    const named = {
      missing: [...missing.map(nameOf), ...missingForeign.map((id) => `foreign ${id}`)].sort(),
      extra: [...extra.map(nameOf), ...extraForeign.map((id) => `foreign ${id}`)].sort(),
      size: one.board.size,
      same: one.board.shows(other.board),
    }
    const wanted = { missing: without(other.names, one.names), extra: without(one.names, other.names) }
    expect(named).toEqual({
      ...wanted,
      size: one.names.size,
      same: wanted.missing.length + wanted.extra.length === 0,
    })
  }
})

test('every bit of a word stands for itself', () => {
  const board = new Board()
  for (let sequence = 0; sequence < 64; sequence++) {
    board.put(0, sequence)
    expect([board.size, board.has(0, sequence), board.has(0, sequence + 1), board.has(1, sequence)]).toEqual([
      sequence + 1,
      true,
      false,
      false,
    ])
  }
  for (let sequence = 0; sequence < 64; sequence += 2) board.remove(0, sequence)
  expect(board.size).toBe(32)
  expect([board.has(0, 30), board.has(0, 31), board.has(0, 32), board.has(0, 63)]).toEqual([false, true, false, true])
})

test('putting twice is putting once; removing what is not there does nothing', () => {
  const board = new Board()
  board.remove(7, 100_000)
  board.removeForeign('x')
  board.put(2, 5)
  board.put(2, 5)
  board.remove(2, 500)
  expect(board.size).toBe(1)
})

describe('loading', () => {
  test('shows the other one and nothing else, also where the other is shorter', () => {
    const [own, other] = [new Board(), new Board()]
    own.put(0, 4000)
    own.put(6, 1)
    own.putForeign('old')
    other.put(3, 2)
    other.putForeign('new')
    own.load(other)
    expect(own.shows(other)).toBe(true)
    expect([own.size, own.has(0, 4000), own.has(3, 2)]).toEqual([2, false, true])
  })

  test('a snapshot that several load stays as it is', () => {
    const [first, second, snapshot] = [new Board(), new Board(), new Board()]
    snapshot.put(1, 1)
    snapshot.putForeign('x')
    first.load(snapshot)
    second.load(snapshot)
    first.put(1, 2)
    first.remove(1, 1)
    first.removeForeign('x')
    first.reset()
    expect([snapshot.size, second.size, first.size]).toEqual([2, 2, 0])
    expect(second.shows(snapshot)).toBe(true)
  })
})

test('empty boards show the same, whatever was on them', () => {
  const [used, fresh] = [new Board(), new Board()]
  used.put(5, 70)
  used.putForeign('x')
  used.remove(5, 70)
  used.removeForeign('x')
  expect([used.shows(fresh), fresh.shows(used), used.size]).toEqual([true, true, 0])
})
