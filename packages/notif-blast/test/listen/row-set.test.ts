import { expect, test } from '@jest/globals'
import { RowSet } from '../../src/listen/row-set.ts'

test('a row is in or not, at the edges of words and pages, and at the end of all rows', () => {
  const edges = [0, 31, 32, 65_535, 65_536, 1_000_000, 2 ** 31, 2 ** 32 - 1]
  const set = new RowSet()
  for (const row of edges) set.add(row)
  set.add(31)
  const near = new Set(edges.flatMap((row) => [row - 1, row, row + 1]).filter((row) => row >= 0 && row < 2 ** 32))
  expect([...near].filter((row) => set.has(row)).toSorted((left, right) => left - right)).toEqual(edges)
})
