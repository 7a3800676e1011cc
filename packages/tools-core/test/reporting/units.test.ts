import { describe, expect, test } from '@jest/globals'
import { bytes, listed, ms, perSecond, plural, share, whole } from '../../src/reporting/units.ts'

describe('units', () => {
  test.each([
    [0, '0/s'],
    [0.04, '0/s'],
    [0.5, '0.5/s'],
    [9.96, '10/s'],
    [12_345, '12,345/s'],
  ])('%d a second', (value, text) => expect(perSecond(value)).toBe(text))

  test.each([
    [null, '–'],
    [0, '0 B'],
    [0.4, '0 B'],
    [1000, '1 kB'],
    [1536, '1.54 kB'],
    [23_456, '23.5 kB'],
    [999_999, '1 MB'],
    [5e15, '5000 TB'],
  ])('%p bytes', (value, text) => expect(bytes(value)).toBe(text))

  test('one is one', () => {
    expect(plural(1, 'board')).toBe('1 board')
    expect(plural(0, 'delivery', 'deliveries')).toBe('0 deliveries')
  })

  test.each([
    [null, '–'],
    [0, '0.00 ms'],
    [9.994, '9.99 ms'],
    [10, '10.0 ms'],
    [104.2, '104 ms'],
    [9999, '9999 ms'],
    [10_000, '10.0 s'],
    [86_400_000, '86400.0 s'],
  ])('%p milliseconds', (value, text) => expect(ms(value)).toBe(text))

  test.each([
    [null, '–'],
    [0, '0 %'],
    [1, '100 %'],
    [0.9996, '100.0 %'],
    [0.0004, '0.0 %'],
    [1.5, '150.0 %'],
  ])('a share of %p', (value, text) => expect(share(value)).toBe(text))

  test('whole numbers have commas', () => {
    expect(whole(1_234_567.5)).toBe('1,234,568')
  })
})

test('a list reads as a sentence', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})
