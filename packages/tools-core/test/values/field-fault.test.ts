import { expect, test } from '@jest/globals'
import { fieldFault, isCount, valueAt, type WantedField } from '../../src/values/index.ts'

test('a path leads to what is there, and to nothing that is inherited', () => {
  const root: unknown = JSON.parse('{"a": {"b": 1, "__proto__": 2}, "list": [1]}')
  expect(
    ['a.b', 'a.__proto__', 'a.constructor', 'a.b.c', 'list.0', 'nowhere.b'].map((path) => valueAt(root, path)),
  ).toEqual([1, 2, undefined, undefined, undefined, undefined])
})

test('the first field that does not fit is named, with what came and what was wanted', () => {
  const fields: readonly WantedField[] = [
    ['rows.seed', isCount, 'a whole number'],
    ['rows.name', (value) => typeof value === 'string', 'a text'],
  ]
  expect(fieldFault({ rows: { seed: 1, name: 'x' } }, fields)).toBeNull()
  expect(fieldFault({ rows: { seed: 'x' } }, fields)).toBe('rows.seed is "x"; it must be a whole number')
  expect(fieldFault({ rows: { seed: 1, name: { toString: 1 } } }, fields)).toBe(
    'rows.name is an object; it must be a text',
  )
  expect(fieldFault(null, fields)).toBe('rows.seed is undefined; it must be a whole number')
})

test.each([
  [0, true],
  [2 ** 53 - 1, true],
  [2 ** 53, false],
  [-1, false],
  [0.5, false],
  [NaN, false],
  ['1', false],
  [null, false],
])('%s is a count: %s', (value, isOne) => {
  expect(isCount(value)).toBe(isOne)
})
