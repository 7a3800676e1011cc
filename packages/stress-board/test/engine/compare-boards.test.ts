import { describe, expect, test } from '@jest/globals'
import { Board } from '../../src/board/board.ts'
import { compareBoards } from '../../src/engine/compare-boards.ts'
import type { DivergedClient } from '../../src/result.ts'
import { SampleRoom } from './sample-room.ts'

/** The server's board, by slots and sequences. */
function serverWith(strokes: readonly (readonly [slot: number, sequence: number])[], foreign: string[] = []): Board {
  const board = new Board()
  for (const [slot, sequence] of strokes) board.put(slot, sequence)
  for (const id of foreign) board.putForeign(id)
  return board
}

const compare = (sample: SampleRoom, slot: number, server: Board): DivergedClient | null =>
  compareBoards(sample.room, sample.virtual(slot), server, sample.ids)

const causes = (diverged: DivergedClient | null): string[] | undefined =>
  diverged?.strokes.map(({ id, is, cause }) => `${id} ${is} ${cause}`)

test('the same picture is no divergence', () => {
  const sample = new SampleRoom(2).begin()
  sample.receive(1, sample.act(0).frame)
  sample.act(1)
  const server = serverWith([
    [0, 0],
    [1, 0],
  ])
  expect(compare(sample, 1, server)).toBeNull()
})

describe('missing at the client', () => {
  test('what never came is lost', () => {
    const sample = new SampleRoom(2).begin()
    sample.act(0)
    expect(compare(sample, 1, serverWith([[0, 0]]))).toEqual({
      client: 11,
      lesson: '5',
      missing: 1,
      extra: 0,
      cause: 'lost',
      strokes: [{ id: 't1-a-0', is: 'missing', cause: 'lost' }],
    })
  })

  test('what came, and a reset that overtook it took away, is a race', () => {
    const sample = new SampleRoom(3).begin()
    const reset = sample.act(0, 'reset')
    const { frame } = sample.act(1)
    sample.receive(2, frame)
    sample.receive(2, reset.frame)
    expect(causes(compare(sample, 2, serverWith([[1, 0]])))).toEqual(['t1-b-0 missing race'])
  })

  test('the own, which the own reset took away, is a race', () => {
    const sample = new SampleRoom(2).begin()
    sample.act(0)
    sample.act(0, 'reset')
    expect(causes(compare(sample, 0, serverWith([[0, 0]])))).toEqual(['t1-a-0 missing race'])
  })

  test('what its sender never drew is lost', () => {
    const sample = new SampleRoom(2).begin()
    expect(causes(compare(sample, 1, serverWith([[0, 40]])))).toEqual(['t1-a-14 missing lost'])
  })

  test('somebody else’s is lost', () => {
    const sample = new SampleRoom(2).begin()
    expect(causes(compare(sample, 1, serverWith([], ['theirs'])))).toEqual(['theirs missing lost'])
  })
})

describe('too many at the client', () => {
  test('of another one, which the server forwarded and does not keep: extra', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(1, sample.act(0).frame)
    expect(causes(compare(sample, 1, serverWith([])))).toEqual(['t1-a-0 extra extra'])
  })

  test('the own, which nobody else has either: lost on the way to the server', () => {
    const sample = new SampleRoom(2).begin()
    sample.act(1)
    expect(causes(compare(sample, 1, serverWith([])))).toEqual(['t1-b-0 extra lost'])
  })

  test('the own, which somebody else has: extra', () => {
    const sample = new SampleRoom(2).begin()
    sample.receive(0, sample.act(1).frame)
    expect(causes(compare(sample, 1, serverWith([])))).toEqual(['t1-b-0 extra extra'])
  })

  test('the own, of one who is alone: nobody can tell whether it came', () => {
    const sample = new SampleRoom(1).begin()
    sample.act(0)
    expect(causes(compare(sample, 0, serverWith([])))).toEqual(['t1-a-0 extra extra'])
  })

  test('an undo that never came is lost', () => {
    const sample = new SampleRoom(2).begin()
    const { sequence, frame } = sample.act(0)
    sample.receive(1, frame)
    sample.act(0, 'undo', sequence)
    expect(causes(compare(sample, 1, serverWith([])))).toEqual(['t1-a-0 extra lost'])
  })

  test('an undo that came before its stroke is no loss', () => {
    const sample = new SampleRoom(2).begin()
    const { sequence, frame } = sample.act(0)
    const undo = sample.act(0, 'undo', sequence)
    sample.receive(1, undo.frame)
    sample.receive(1, frame)
    expect(causes(compare(sample, 1, serverWith([])))).toEqual(['t1-a-0 extra extra'])
  })

  test('a reset that never came is lost', () => {
    const sample = new SampleRoom(3).begin()
    sample.receive(2, sample.act(1).frame)
    sample.act(0, 'reset')
    expect(causes(compare(sample, 2, serverWith([])))).toEqual(['t1-b-0 extra lost'])
  })

  test('a stroke that the reset overtook on the way to the client is a race', () => {
    const sample = new SampleRoom(3).begin()
    const { frame } = sample.act(1)
    const reset = sample.act(0, 'reset')
    sample.receive(2, reset.frame)
    sample.receive(2, frame)
    expect(causes(compare(sample, 2, serverWith([])))).toEqual(['t1-b-0 extra race'])
  })

  test('who did the reset cannot have missed it', () => {
    const sample = new SampleRoom(2).begin()
    sample.act(0, 'reset')
    sample.receive(0, sample.act(1).frame)
    expect(causes(compare(sample, 0, serverWith([])))).toEqual(['t1-b-0 extra race'])
  })

  test('a reset from before the client came is none that it missed', () => {
    const sample = new SampleRoom(3)
    sample.act(0, 'reset')
    sample.begin()
    const { frame } = sample.act(1)
    const reset = sample.act(0, 'reset')
    sample.receive(2, reset.frame)
    sample.receive(2, frame)
    expect(causes(compare(sample, 2, serverWith([])))).toEqual(['t1-b-0 extra race'])
  })

  test('a reset that was drawn and never written explains nothing', () => {
    const sample = new SampleRoom(3).begin()
    sample.user(0).log.add('reset', 0)
    sample.receive(2, sample.act(1).frame)
    expect(compare(sample, 2, serverWith([]))?.strokes[0]?.cause).not.toBe('lost')
  })

  test('somebody else’s is extra', () => {
    const sample = new SampleRoom(2).begin()
    sample.user(1).boards.wire.putForeign('theirs')
    expect(causes(compare(sample, 1, serverWith([])))).toEqual(['theirs extra extra'])
  })
})

test('the gravest cause is the client’s, and all are counted where some are named', () => {
  const sample = new SampleRoom(2).begin()
  for (let count = 0; count < 30; count++) sample.receive(1, sample.act(0).frame)
  for (let count = 0; count < 5; count++) sample.act(0)
  const server = serverWith([30, 31, 32, 33, 34].map((sequence) => [0, sequence] as const))
  const diverged = compare(sample, 1, server)
  expect(diverged).toMatchObject({ missing: 5, extra: 30, cause: 'lost' })
  expect(diverged?.strokes).toHaveLength(20)
  expect(compare(sample, 1, serverWith([]))).toMatchObject({ missing: 0, extra: 30, cause: 'extra' })
})
