import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { writeDigits } from '../../src/payloads/decimal-digits.ts'

test('digits are those of the number', () => {
  const target = Buffer.alloc(20)
  const edges = Array.from({ length: 16 }, (_, power) => [10 ** power - 1, 10 ** power]).flat()
  const numbers = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(...edges, 2 ** 31 - 1, 2 ** 31))
  fc.assert(
    fc.property(numbers, fc.nat(4), (value, offset) => {
      const end = writeDigits(target, offset, value)
      expect(target.toString('latin1', offset, end)).toBe(String(value))
    }),
  )
})
