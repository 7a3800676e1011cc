import { expect, test } from '@jest/globals'
import { changeText } from '../src/change-text.ts'
import { english } from './languages.ts'

test.each([
  [null, '–'],
  [1, 'no change'],
  [0.99999, 'no change'],
  [1.00001, 'no change'],
  [1.123, '+12.3 %'],
  [0.5, '−50.0 %'],
  [9.99, '+899.0 %'],
  [41, '41 ×'],
])('%s times as much is %j', (ratio, text) => {
  expect(changeText(english, ratio)).toBe(text)
})
