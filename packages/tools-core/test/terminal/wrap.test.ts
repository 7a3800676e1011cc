import { expect, test } from '@jest/globals'
import { textWidth } from '../../src/terminal/text-width.ts'
import { wrapLine } from '../../src/terminal/wrap.ts'

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['one two three', 13, ['one two three']],
  ['one /a/path/that/is/wider two', 9, ['one', '/a/path/that/is/wider', 'two']],
  ['one two', undefined, ['one two']],
  ['', 5, ['']],
])('%j at %p', (text, width, lines) => {
  expect(wrapLine(text, width)).toEqual(lines)
})

test('by what a terminal needs for it', () => {
  expect(wrapLine('漢字 漢字', 7)).toEqual(['漢字 漢字'])
  expect(wrapLine('漢字 漢字', 7, textWidth)).toEqual(['漢字', '漢字'])
})
