import { expect, test } from '@jest/globals'
import { Bandwidth } from '../../../src/load/impairments/bandwidth.ts'

test('a message waits for those before it and for its own bytes', () => {
  const link = new Bandwidth(2000)
  expect([link.pass(100, 0), link.pass(50, 0), link.pass(0, 10), link.pass(100, 60)]).toEqual([50, 75, 75, 125])
})

test('time in which nothing is sent is not saved up', () => {
  const link = new Bandwidth(1000)
  link.pass(10, 0)
  expect(link.pass(10, 500)).toBe(510)
})

test('without a limit everything passes at once', () => {
  const link = new Bandwidth(null)
  expect([link.pass(1e9, 5), link.pass(1e9, 5), link.remaining(1e9, 5, 5)]).toEqual([5, 5, 0])
})

test.each([
  [50, 100],
  [100, 100],
  [150, 50],
  [200, 0],
  [300, 0],
])('of the second message, %i ms after both were sent, %i bytes remain', (now, bytes) => {
  const link = new Bandwidth(1000)
  link.pass(100, 0)
  expect(link.remaining(100, link.pass(100, 0), now)).toBe(bytes)
})
