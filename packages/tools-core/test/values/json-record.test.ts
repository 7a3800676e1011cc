import { expect, test } from '@jest/globals'
import { jsonRecord } from '../../src/values/json-record.ts'

test('the object that a text holds', () => {
  expect(jsonRecord('{"type":"pong","n":[1]}')).toEqual({ type: 'pong', n: [1] })
})

test.each(['', '{', '[]', 'null', '"text"', '7', '[{"a":1}]', '\u0000'])('%j holds none', (text) => {
  expect(jsonRecord(text)).toEqual({})
})
