import { describe, expect, test } from '@jest/globals'
import { Board } from '../../src/board/board.ts'
import { applyOperation, OwnBoards } from '../../src/engine/own-boards.ts'
import { type DrawingKind, OperationLog } from '../../src/ledger/operation-log.ts'

const slot = 2

function client(): { log: OperationLog; boards: OwnBoards; act: (kind: DrawingKind, stroke?: number) => number } {
  const log = new OperationLog()
  const boards = new OwnBoards(slot, log)
  const act = (kind: DrawingKind, stroke = -1): number => {
    const sequence = log.add(kind, 0, stroke)
    boards.showOwn(sequence)
    log.write(sequence, 0)
    boards.writeOwn(sequence)
    return sequence
  }
  return { log, boards, act }
}

describe('an operation', () => {
  test('puts, takes back and clears; a cursor does nothing', () => {
    const { boards, act } = client()
    const sizes = (): number[] => [boards.wire.size, boards.shown.size]
    const stroke = act('patch')
    act('patch')
    act('cursor')
    expect(sizes()).toEqual([2, 2])
    act('undo', stroke)
    expect([...sizes(), boards.wire.has(slot, stroke)]).toEqual([1, 1, false])
    act('reset')
    expect(sizes()).toEqual([0, 0])
  })

  test('of another one is put in that one’s place', () => {
    const log = new OperationLog()
    const board = new Board()
    const stroke = log.add('patch', 0)
    const undo = log.add('undo', 0, stroke)
    applyOperation(board, log, 7, stroke)
    expect([board.has(7, stroke), board.has(slot, stroke)]).toEqual([true, false])
    applyOperation(board, log, 7, undo)
    expect(board.size).toBe(0)
  })
})

describe('what is written and what is seen', () => {
  test('differ by what an impairment took', () => {
    const { log, boards } = client()
    boards.showOwn(log.add('patch', 0))
    expect([boards.shown.size, boards.wire.size]).toEqual([1, 0])
  })
})

describe('a snapshot', () => {
  test('to the wire: what was written since it was asked for is done again', () => {
    const { log, boards, act } = client()
    const [first, second] = [act('patch'), act('patch')]
    const place = log.written
    const third = act('patch')
    act('undo', second)
    const snapshot = new Board()
    snapshot.put(slot, first)
    snapshot.put(slot, second)
    snapshot.put(0, 5)
    snapshot.putForeign('x')
    boards.loadWire(snapshot, place)
    expect(boards.wire.size).toBe(4)
    expect([first, second, third].map((one) => boards.wire.has(slot, one))).toEqual([true, false, true])
    expect(boards.wire.has(0, 5)).toBe(true)
  })

  test('what it has already changes nothing', () => {
    const { boards, act } = client()
    const stroke = act('patch')
    const snapshot = new Board()
    snapshot.put(slot, stroke)
    boards.loadWire(snapshot, 0)
    expect(boards.wire.shows(snapshot)).toBe(true)
  })

  test('to what is shown: what was done since it was asked for is seen, whether it was written or not', () => {
    const { log, boards, act } = client()
    act('patch')
    const sequence = log.length
    const unsent = log.add('patch', 0)
    boards.showOwn(unsent)
    boards.loadShown(new Board(), sequence)
    boards.loadWire(new Board(), log.written)
    expect([boards.shown.size, boards.shown.has(slot, unsent), boards.wire.size]).toEqual([1, true, 0])
  })

  test('a copy that was written twice is done twice, to no other end', () => {
    const { log, boards, act } = client()
    const stroke = act('patch')
    log.write(stroke, 0)
    boards.loadWire(new Board(), 0)
    expect([boards.wire.size, boards.wire.has(slot, stroke)]).toEqual([1, true])
  })
})
