import { expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { createOperationDraw } from '../../src/engine/operations.ts'
import { randomStreams } from '../../src/engine/random-streams.ts'
import type { OperationKind } from '../../src/ledger/operation-log.ts'

function countsOf(mix: Readonly<Record<OperationKind, number>>, draws = 20_000): Record<string, number> {
  const draw = createOperationDraw(mix)
  const random = new Random(1)
  const counts: Record<string, number> = {}
  for (let count = 0; count < draws; count++) {
    const kind = draw(random)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

test('kinds come as often as their weights say, whatever these add up to', () => {
  const counts = countsOf({ patch: 1, cursor: 0.5, undo: 0.25, reset: 0.25, snapshot: 0 })
  for (const [kind, share] of [
    ['patch', 0.5],
    ['cursor', 0.25],
    ['undo', 0.125],
    ['reset', 0.125],
  ] as const)
    expect(Math.abs((counts[kind] ?? 0) / 20_000 - share)).toBeLessThan(0.01)
  expect(counts['snapshot']).toBeUndefined()
})

test.each(['patch', 'cursor', 'undo', 'reset', 'snapshot'] as const)(
  'nothing but %s where all weight is on it',
  (kind) => {
    const mix = { patch: 0, cursor: 0, undo: 0, reset: 0, snapshot: 0, [kind]: 3 }
    expect(countsOf(mix, 500)).toEqual({ [kind]: 500 })
  },
)

test('each client and each purpose has numbers of its own, the same in every run', () => {
  const purposes = ['operations', 'arrivals', 'reconnects', 'disconnects', 'stalls', 'snapshots', 'chaos'] as const
  const first = (seed: number, client: number): number[] => {
    const randomFor = randomStreams(seed, client)
    const parts = Array.from({ length: 16 }, (_, part) => [randomFor('out', part), randomFor('in', part)]).flat()
    return [...purposes.map((purpose) => randomFor(purpose)), ...parts].map((random) => random.next())
  }
  const all = Array.from({ length: 200 }, (_, client) => first(42, client)).flat()
  expect(new Set(all).size).toBe(all.length)
  expect(first(42, 7)).toEqual(first(42, 7))
  expect(first(43, 7)).not.toEqual(first(42, 7))
})
