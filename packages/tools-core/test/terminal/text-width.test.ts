import { describe, expect, test } from '@jest/globals'
import { bounded } from '../../src/testing/fuzz/index.ts'
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
    ['1\uFE0F\u20E3', 2],
    [`ab${'漢'.repeat(600)}c`, 1203],
    ['e\u0301', 1],
    ['a\u200Bb', 2],
    ['\u001B[31mred\u001B[39m', 3],
  ])('%j', (text, columns) => {
    expect(textWidth(text)).toBe(columns)
  })
})

test('of a text as long as a book costs its length, and not the square of it', async () => {
  const text = `\u001B[32m${'<img src=x> '.repeat(20_000)}ї\u001B[39m`
  expect(await bounded(() => textWidth(text), 2000)).toBe(240_001)
})

describe('pad', () => {
  test('to columns, not to characters; what is wider stays', () => {
    expect(padEnd('漢', 4)).toBe('漢  ')
    expect(padEnd('\u001B[1mok\u001B[22m', 4)).toBe('\u001B[1mok\u001B[22m  ')
    expect(padEnd('rooms', 3)).toBe('rooms')
  })
})
