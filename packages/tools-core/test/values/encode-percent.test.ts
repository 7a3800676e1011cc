import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { decodePercent, encodePercent } from '../../src/values/index.ts'

test('what is written comes back as a file would hold it, whatever it is', () => {
  expect(encodePercent('a b/л😀')).toBe('a%20b%2F%D0%BB%F0%9F%98%80')
  expect(encodePercent('a\uD800')).toBe('a%EF%BF%BD')
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(decodePercent(encodePercent(text))).toBe(Buffer.from(text).toString())
    }),
    fuzz(200),
  )
})
