import { expect, test } from '@jest/globals'
import { parseShare } from '../../src/cli/share.ts'

test.each([
  ['0', 0],
  ['0.1', 0.1],
  ['.5', 0.5],
  ['1.', 1],
  [' 10% ', 0.1],
  ['0.5%', 0.005],
  ['150%', 1.5],
])('%j', (text, share) => {
  expect(parseShare(text)).toBeCloseTo(share, 12)
})

test.each(['', '%', '-1', '+1', '1e3', '0x10', '1 %', '10%%', 'NaN', 'Infinity', '1,5', `${'9'.repeat(400)}%`])(
  '%j is none',
  (text) => {
    expect(parseShare(text)).toBeUndefined()
  },
)
