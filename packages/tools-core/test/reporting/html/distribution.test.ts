import { expect, test } from '@jest/globals'
import { distributionOf } from '../../../src/reporting/html/distribution.ts'

test('percentiles are samples, by nearest rank, whatever order they came in', () => {
  const samples = [10, 9, 100, 1]
  const distribution = distributionOf(samples)
  expect(distribution).toMatchObject({ count: 4, min: 1, max: 100 })
  expect([0, 25, 25.1, 50, 75, 99, 100].map((percent) => distribution.percentile(percent))).toEqual([
    1, 1, 9, 9, 10, 100, 100,
  ])
  expect(samples).toEqual([10, 9, 100, 1])
})

test('without samples nothing is known', () => {
  const distribution = distributionOf([])
  expect(distribution).toMatchObject({ count: 0, min: null, max: null })
  expect(distribution.percentile(50)).toBeNull()
})
