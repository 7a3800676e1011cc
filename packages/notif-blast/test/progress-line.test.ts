import { expect, test } from '@jest/globals'
import { progressLine } from '../src/progress-line.ts'

const line = (done: number, elapsedMs: number, total = 1_000_000) =>
  progressLine({ done, total, elapsedMs, what: 'written' })

test('how far, how fast, and how long yet', () => {
  expect(line(420_000, 5000)).toBe('42%  420,000 of 1,000,000 written  84,000/s  7 s left  ████████░░░░░░░░░░░░')
  expect(line(1, 1000, 7200)).toContain('1 h 59 min left')
  expect(line(10, 1000, 1210)).toContain('2 min 0 s left')
})

test('nothing yet, everything, and nothing to do', () => {
  expect(line(0, 0)).toBe('0%  0 of 1,000,000 written  0/s  ░░░░░░░░░░░░░░░░░░░░')
  expect(line(1_000_000, 10_000)).toContain(
    '100%  1,000,000 of 1,000,000 written  100,000/s  0 s left  ████████████████████',
  )
  expect(line(0, 10, 0)).toContain('100%')
})
