import { expect, test } from '@jest/globals'
import { Spells } from '../../src/load/spells.ts'
import { Random } from '../../src/values/random.ts'

const spellsOf = (everyMs: number, forMs: number, seed = 1) =>
  new Spells({ everyMs, forMs, random: new Random(seed), startAt: 1000 })

test('spells come at random, so far apart on average, and never two at once', () => {
  const spells = spellsOf(4000, 500)
  const gaps: number[] = []
  let clearFrom = 1000
  for (let count = 0; count < 10_000; count++) {
    const { at, forMs } = spells.next()
    expect(forMs).toBe(500)
    gaps.push(at - clearFrom)
    clearFrom = at + forMs
  }
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0)
  // The standard deviation of the mean of exponential gaps is 4000 / √10,000 = 40.
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  expect(Math.abs(mean - 4000)).toBeLessThan(4 * 40)
})

test('the same seed gives the same spells, another one others', () => {
  const [one, same, other] = [spellsOf(4000, 500), spellsOf(4000, 500), spellsOf(4000, 500, 2)]
  const first = [one.next(), one.next()]
  expect([same.next(), same.next()]).toEqual(first)
  expect([other.next(), other.next()]).not.toEqual(first)
})

test('endlessly far apart means never', () => {
  const spells = spellsOf(Infinity, 500)
  expect([spells.next().at, spells.next().at]).toEqual([Infinity, Infinity])
})

test.each([
  [0, 500],
  [-1, 500],
  [NaN, 500],
  [4000, -1],
  [4000, NaN],
  [4000, Infinity],
])('refuses spells every %s ms for %s ms', (everyMs, forMs) => {
  expect(() => spellsOf(everyMs, forMs)).toThrow(RangeError)
})
