import { expect, test } from '@jest/globals'
import { percent } from '../src/percent.ts'
import { english, ukrainian } from './languages.ts'

test.each([
  [0, '0.0 %'],
  [64.1, '64.1 %'],
  [76.47, '76.4 %'],
  [(100 * 2999) / 3000, '99.9 %'],
  [(100 * 9_999_999) / 10_000_000, '99.9 %'],
  [100 - 1e-9, '99.9 %'],
  [100, '100.0 %'],
])('%d is cut to %s, never rounded up to all', (value, text) => {
  expect(percent(english, value)).toBe(text)
})

test('with the decimal mark of the language', () => {
  expect(percent(ukrainian, 64.1)).toBe('64,1 %')
})
