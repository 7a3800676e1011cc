import { expect, test } from '@jest/globals'
import { lineOfPath } from '../../../src/payloads/custom/line-of-path.ts'

const json = `[
  {"a": "\\"}{[,:",
   "b": [1, [2,
     3], {"c":

     null}]},
  true
]`

test.each([
  [[], 1],
  [[0], 2],
  [[0, 'a'], 2],
  [[0, 'b'], 3],
  [[0, 'b', 1], 3],
  [[0, 'b', 1, 1], 4],
  [[0, 'b', 2], 4],
  [[0, 'b', 2, 'c'], 6],
  [[1], 7],
  [['nowhere'], 1],
])('%j', (path, line) => {
  expect(lineOfPath(json, path)).toBe(line)
})
