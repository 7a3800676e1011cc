import { expect, test } from '@jest/globals'
import { runSpread } from '../../src/stats/run-spread.ts'

test('one run tells nothing of how far runs lie apart', () => {
  expect(runSpread([20])).toBe(0)
})

test('several tell where one more will lie', () => {
  // Mean 20, standard deviation 2, two degrees of freedom: 4.303 × 2 × √(4/3).
  expect(runSpread([18, 20, 22])).toBeCloseTo(9.937, 3)
  expect(runSpread([20, 20])).toBe(0)
  expect(runSpread([20, Infinity])).toBe(Infinity)
})

test('many tell about as much as a normal distribution', () => {
  // 2.0096 by tables, of 49 degrees of freedom.
  const figures = Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? 1 : -1))
  expect(runSpread(figures)).toBeCloseTo(2.0096 * Math.sqrt((50 / 49) * 1.02), 1)
})
