import { expect, test } from '@jest/globals'
import { parseRate } from '../../src/cli/rate.ts'

test.each([
  ['2/s', 2],
  ['2', 2],
  [' .5/s ', 0.5],
  ['30/m', 0.5],
  ['30/min', 0.5],
  ['3600/h', 1],
  ['0', 0],
])('%j', (text, rate) => {
  expect(parseRate(text)).toBe(rate)
})

test.each(['', '/s', '-1', '2/d', '2/', '1e3', '2 /s', 'NaN', 'two/s', `${'9'.repeat(400)}/h`])(
  '%j is none',
  (text) => {
    expect(parseRate(text)).toBeUndefined()
  },
)
