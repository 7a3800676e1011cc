import { expect, test } from '@jest/globals'
import { RowDraws } from '../../src/rows/row-draws.ts'

function draw(seed: number, row: number): readonly number[] {
  const draws = new RowDraws(seed)
  draws.start(row)
  return [draws.next(), draws.next(), draws.next()]
}

test('a row’s numbers depend on nothing but the seed and the row', () => {
  const draws = new RowDraws(42)
  for (const row of [7, 3, 7, 0]) {
    draws.start(row)
    expect([draws.next(), draws.next(), draws.next()]).toEqual(draw(42, row))
  }
})

test('other rows and other seeds give other numbers, seeds beyond 2^32 too', () => {
  const all = [draw(42, 0), draw(42, 1), draw(43, 0), draw(42 + 2 ** 32, 0), draw(42 + 2 ** 33, 0)]
  expect(new Set(all.map(String)).size).toBe(all.length)
})

test('they are spread evenly, and neighbours know nothing of each other', () => {
  const draws = new RowDraws(1)
  const rows = 64_000
  const bins = new Uint32Array(64)
  let sum = 0
  let last = 0.5
  for (let row = 0; row < rows; row++) {
    draws.start(row)
    const number = draws.next() / 2 ** 32
    expect(number).toBeLessThan(1)
    const bin = Math.floor(number * 64)
    bins[bin] = (bins[bin] ?? 0) + 1
    sum += (number - 0.5) * (last - 0.5)
    last = number
  }
  // A thousand in each, give or take five standard deviations.
  for (const count of bins) expect(Math.abs(count - 1000)).toBeLessThan(160)
  expect(Math.abs((sum / rows) * 12)).toBeLessThan(0.02)
})
