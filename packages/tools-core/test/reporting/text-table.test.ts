import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { padEnd, textWidth, truncate } from '../../src/reporting/text-table.ts'
import { hostileText } from './hostile-text.ts'

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

describe('cut', () => {
  test.each([
    ['rooms', 5, 'rooms'],
    ['rooms', 4, 'roo…'],
    ['rooms', 1, '…'],
    ['rooms', 0, ''],
    ['rooms', -1, ''],
    ['漢字漢字', 4, '漢…'],
    ['漢字漢字', 5, '漢字…'],
    ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
    ['a\nb', 9, String.raw`a\x0ab`],
  ])('%j to %i', (text, columns, cut) => {
    expect(truncate(text, columns)).toBe(cut)
  })

  test('never wider than asked for, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 20 }), (text, columns) => {
        expect(textWidth(truncate(text, columns))).toBeLessThanOrEqual(columns)
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})

describe('pad', () => {
  test('to columns, not to characters; what is wider stays', () => {
    expect(padEnd('漢', 4)).toBe('漢  ')
    expect(padEnd('\u001B[1mok\u001B[22m', 4)).toBe('\u001B[1mok\u001B[22m  ')
    expect(padEnd('rooms', 3)).toBe('rooms')
  })
})
