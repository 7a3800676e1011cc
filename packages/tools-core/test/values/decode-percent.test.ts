import { expect, test } from '@jest/globals'
import { decodePercent } from '../../src/values/decode-percent.ts'

test.each([
  ['/%D1%83%D1%80%D0%BE%D0%BA/', '/урок/'],
  ['a%2Fb', 'a/b'],
  ['plain', 'plain'],
  ['100%', '100%'],
  ['%E0%A4%A', '%E0%A4%A'],
])('%s', (text, wanted) => {
  expect(decodePercent(text)).toBe(wanted)
})
