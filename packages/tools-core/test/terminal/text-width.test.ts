import { describe, expect, test } from '@jest/globals'
import { padEnd, textWidth } from '../../src/terminal/text-width.ts'

describe('width', () => {
  test.each([
    ['', 0],
    ['rooms', 5],
    ['żółw', 4],
    ['漢字', 4],
    ['한국', 4],
    ['ｆｕｌｌ', 8],
    ['😀', 2],
    ['👩‍👩‍👧', 2],
    ['🇺🇦', 2],
    ['✔ ok', 4],
    ['e\u0301', 1],
    ['a\u200Bb', 2],
    ['\u001B[31mred\u001B[39m', 3],
  ])('%j', (text, columns) => {
    expect(textWidth(text)).toBe(columns)
  })
})

describe('pad', () => {
  test('to columns, not to characters; what is wider stays', () => {
    expect(padEnd('漢', 4)).toBe('漢  ')
    expect(padEnd('\u001B[1mok\u001B[22m', 4)).toBe('\u001B[1mok\u001B[22m  ')
    expect(padEnd('rooms', 3)).toBe('rooms')
  })
})
