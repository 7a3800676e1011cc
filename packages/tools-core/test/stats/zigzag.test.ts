import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { readZigZag, writeZigZag } from '../../src/stats/zigzag.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

function bytesOf(...numbers: readonly number[]): Uint8Array {
  const bytes: number[] = []
  for (const number of numbers) writeZigZag(bytes, number)
  return Uint8Array.from(bytes)
}

test.each([
  [0, [0]],
  [-1, [1]],
  [1, [2]],
  [63, [126]],
  [-64, [127]],
  [64, [128, 1]],
  [8192, [128, 128, 1]],
  [Number.MAX_SAFE_INTEGER, [254, 255, 255, 255, 255, 255, 255, 31]],
])('%d is %j', (number, bytes) => {
  expect([...bytesOf(number)]).toEqual(bytes)
})

test('what is written is read, one after another', () => {
  const number = fc.oneof(fc.integer(), fc.maxSafeInteger())
  fc.assert(
    fc.property(fc.array(number), (numbers) => {
      expect([...readZigZag(bytesOf(...numbers))]).toEqual(numbers)
    }),
    fuzz(500),
  )
})

test.each([
  ['the end is missing', [2, 128]],
  ['2^53', [128, 128, 128, 128, 128, 128, 128, 32]],
  ['nine bytes', [255, 255, 255, 255, 255, 255, 255, 255, 127]],
])('%s: refused', (_, bytes) => {
  expect(() => [...readZigZag(Uint8Array.from(bytes))]).toThrow(RangeError)
})
