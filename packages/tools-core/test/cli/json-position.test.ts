import { expect, test } from '@jest/globals'
import { locateJsonError } from '../../src/cli/json-position.ts'

test.each([
  ['', 1, 1, ''],
  ['x', 1, 1, 'x'],
  ['{"a": 1,}', 1, 9, '}'],
  ['{"a" 1}', 1, 6, '1'],
  ['{a: 1}', 1, 2, 'a'],
  ['[1, 2', 1, 6, ''],
  ['[1 2]', 1, 4, '2'],
  ['[,]', 1, 2, ','],
  ['{"a": "x\ny"}', 1, 7, '"'],
  ['{"a": "\\x"}', 1, 7, '"'],
  ['{\n  "a": [1, {"b": tru}]\n}', 2, 18, 't'],
  ['{"a": 01}', 1, 8, '1'],
  ['{} {}', 1, 4, '{'],
  ['[}', 1, 2, '}'],
  ["{'a': 1}", 1, 2, "'"],
  ['{"a": 1} // 😀', 1, 10, '/'],
  ['["a", 😀]', 1, 7, '😀'],
])('%j', (text, line, column, found) => {
  expect(() => JSON.parse(text) as unknown).toThrow(/JSON/)
  expect(locateJsonError(text)).toEqual({ line, column, found })
})
