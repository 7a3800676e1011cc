import { expect, test } from '@jest/globals'
import { IntervalScale } from '../../../src/reporting/html/interval.ts'

test('one scale holds all intervals, no change, and what is allowed', () => {
  const slower = { low: 0.2, high: 0.6, value: 0.5 }
  const faster = { low: -0.4, high: -0.1, value: -0.2 }
  const scale = new IntervalScale([slower, faster], 0.1)
  expect([scale.from, scale.to]).toEqual([-0.4, 0.6])
  const marks = scale.marks(slower)
  expect(marks.low).toBeCloseTo(0.6)
  expect(marks.high).toBe(1)
  expect(marks.at).toBeCloseTo(0.9)
  expect(marks.zero).toBeCloseTo(0.4)
  expect(marks.limit).toBeCloseTo(0.5)
  expect(scale.marks(faster)).toMatchObject({ low: 0, zero: marks.zero })
})

test('no limit has no place, but a limit beyond all intervals has', () => {
  const one = { low: 1, high: 3, value: 2 }
  expect(new IntervalScale([one]).marks(one).limit).toBeNull()
  expect(new IntervalScale([one], 10).marks(one)).toMatchObject({ limit: 1, high: 0.3 })
})

test('a value that lies outside of its interval, as resampling may have it, stays in the picture', () => {
  const odd = { low: 1, high: 2, value: 4 }
  expect(new IntervalScale([odd]).marks(odd)).toMatchObject({ at: 1, high: 0.5 })
})

test('where nothing changed at all, everything is in the middle', () => {
  const none = { low: 0, high: 0, value: 0 }
  expect(new IntervalScale([none]).marks(none)).toEqual({ low: 0.5, high: 0.5, at: 0.5, zero: 0.5, limit: null })
})
