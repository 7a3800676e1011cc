import { expect, test } from '@jest/globals'
import { backoffMs, retryAfterMs } from '../../../src/connections/http/retry.ts'

const policy = { retries: 5, firstDelayMs: 200, maxDelayMs: 1000 }

test.each([
  [1, 0, 100],
  [1, 1, 200],
  [2, 0.5, 300],
  [3, 1, 800],
  [4, 1, 1000],
  [60, 1, 1000],
])('backoffMs: try %i, chance %d', (attempt, chance, ms) => {
  expect(backoffMs(policy, attempt, () => chance)).toBe(ms)
})

test.each([
  [null, undefined],
  ['2', 2000],
  ['0.5', 500],
  ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['soon', undefined],
])('retryAfterMs: %s', (header, ms) => {
  expect(retryAfterMs(header, { now: () => new Date('2026-01-01T00:00:00Z') })).toBe(ms)
})
