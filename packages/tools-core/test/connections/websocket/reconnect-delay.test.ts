import { expect, test } from '@jest/globals'
import { reconnectDelay } from '../../../src/connections/websocket/index.ts'

test.each([
  [1, 0.5, 1000],
  [2, 0.5, 2000],
  [3, 0.5, 4000],
  [4, 0.5, 8000],
  [5, 0.5, 16_000],
  [1, 0, 700],
  [5, 0, 11_200],
  [5, 1, 20_800],
])('the reconnect number %i, chance %d, comes after %d ms', (attempt, chance, ms) => {
  expect(reconnectDelay(attempt, () => chance)).toBeCloseTo(ms, 6)
})

test('after five tries there is none', () => {
  expect(reconnectDelay(6, () => 0)).toBeNull()
  expect(reconnectDelay(60, () => 0)).toBeNull()
})
