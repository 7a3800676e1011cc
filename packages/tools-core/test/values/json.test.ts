import { expect, test } from '@jest/globals'
import { JsonError, parseJson } from '../../src/values/json.ts'

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
  const message = found === '' ? 'the text ends too early' : `${JSON.stringify(found)} is not expected here`
  expect(errorOf(text)).toMatchObject({ line, column, message, isAtEnd: found === '' })
})

function errorOf(text: string): JsonError {
  try {
    parseJson(text)
  } catch (error) {
    if (error instanceof JsonError) return error
    throw error
  }
  throw new Error('it was read')
}

test('JSON is read, with a byte order mark in front too', () => {
  expect(parseJson('\uFEFF{"a": [1]}')).toEqual({ a: [1] })
  expect(errorOf('\uFEFF{"a": x}')).toMatchObject({ line: 1, column: 7 })
})

test.each([
  ['plain', 'a', ''],
  ['escaped', '\\n', ''],
  ['cut off', '\\u00e4', '"'],
])('strings of any length: %s', (_, piece, last) => {
  const text = `["${piece.repeat(10_000_000)}${last}`
  expect(errorOf(last === '' ? text : `${text},]`)).toMatchObject({ column: last === '' ? 2 : text.length + 2 })
})

test('no more of the text is told than one character: the rest may be secret', () => {
  expect(JSON.stringify(errorOf('{"token": topsecret}'), ['message', 'cause', 'stack'])).not.toContain('topsecret')
})
