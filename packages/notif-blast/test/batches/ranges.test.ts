import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { batchesOf, missingIn, sizeOf } from '../../src/batches/ranges.ts'

test('what is missing, and only that', () => {
  const range = { from: 10, to: 15 }
  expect(missingIn(range, [])).toEqual([range])
  expect(missingIn(range, [10, 11, 12, 13, 14])).toEqual([])
  expect(missingIn(range, [10, 12, 13])).toEqual([
    { from: 11, to: 12 },
    { from: 14, to: 15 },
  ])
})

test('whatever is there: what is missing and what is there are the whole', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 })), (rows) => {
      const there = rows.toSorted((left, right) => left - right)
      const missing = missingIn({ from: 0, to: 100 }, there)
      const all = missing.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at))
      expect(sizeOf(missing)).toBe(100 - rows.length)
      expect([...there, ...all].toSorted((left, right) => left - right)).toEqual(
        Array.from({ length: 100 }, (_, at) => at),
      )
    }),
  )
})

test('batches are no larger than asked, and leave nothing out', () => {
  const ranges = [
    { from: 0, to: 5 },
    { from: 7, to: 8 },
  ]
  expect([...batchesOf(ranges, 2)]).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 4 },
    { from: 4, to: 5 },
    { from: 7, to: 8 },
  ])
  expect([...batchesOf([], 2)]).toEqual([])
})
