import { expect, test } from '@jest/globals'
import { Turns } from '../../src/recipients/recipients.ts'

test.each([1, 2, 3, 4, 10, 97, 1000, 1003])('of %d users each has a turn before any has two', (count) => {
  const turns = new Turns(count)
  for (const round of [0, 1, 5])
    expect(new Set(Array.from({ length: count }, (_, at) => turns.of(round * count + at))).size).toBe(count)
})

test('neighbours in the list have no turns one after the other', () => {
  const turns = new Turns(1000)
  for (let row = 0; row < 999; row++) expect(Math.abs(turns.of(row + 1) - turns.of(row))).toBeGreaterThan(100)
})

test('millions of users, too', () => {
  const count = 30_000_001
  const turns = new Turns(count)
  const seen = new Set<number>()
  for (let row = count - 1000; row < count; row++) {
    const turn = turns.of(row)
    expect(Number.isInteger(turn) && turn >= 0 && turn < count).toBe(true)
    seen.add(turn)
  }
  expect(seen.size).toBe(1000)
})
