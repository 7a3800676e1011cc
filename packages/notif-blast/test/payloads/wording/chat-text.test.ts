import { expect, test } from '@jest/globals'
import { previewOf } from '../../../src/payloads/wording/chat-text.ts'
import { fill } from '../../../src/payloads/wording/fill.ts'

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['ab cd', 4, 'ab…'],
  ['📱📱📱', 3, '📱📱📱'],
  ['📱📱📱📱', 3, '📱📱…'],
])('the preview of %j in %i characters', (text, length, preview) => {
  expect(previewOf(text, length)).toBe(preview)
})

test('a place that nothing is said of is a mistake, and what is put in is not looked at again', () => {
  expect(fill('{a} and {b}', { a: '{b}$&', b: 2 })).toBe('{b}$& and 2')
  expect(() => fill('{a}', {})).toThrow(RangeError)
})
