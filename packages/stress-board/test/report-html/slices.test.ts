import { describe, expect, test } from '@jest/globals'
import { mergeSlices, slicesOf, toSlice } from '../../src/report-html/slices.ts'
import { timelinePoint } from './sample-report.ts'

const seconds = (count: number) => Array.from({ length: count }, (_, at) => timelinePoint(at + 1))

describe('a timeline', () => {
  test('that is short stays as it is', () => {
    const points = seconds(3)
    expect(slicesOf(points, 3)).toEqual(points.map((point) => ({ ...point, seconds: 1 })))
    expect(slicesOf([], 3)).toEqual([])
  })

  test('that is long is put together in even parts, the last one of what is left', () => {
    expect(slicesOf(seconds(7), 3).map(({ t, seconds: width }) => [t, width])).toEqual([
      [3000, 3],
      [6000, 3],
      [7000, 1],
    ])
    expect(slicesOf(seconds(86_400), 1800)).toHaveLength(1800)
  })
})

test('messages are averages, errors are sums, clients the last, percentiles those of the worst second', () => {
  const [first, second, third] = [
    { sent: 10, received: 90, errors: 1, connected: 10, p50: 5, p95: null, p99: null },
    { sent: 20, received: 0, errors: 0, connected: 9, p50: 3, p95: 40, p99: null },
    { sent: 60, received: 0, errors: 2, connected: 8, p50: null, p95: 30, p99: null },
  ].map((change, at) => toSlice(timelinePoint(at + 1, change)))
  if (!first || !second || !third) throw new Error('three are wanted')
  const whole = { t: 3000, seconds: 3, sent: 30, received: 30, errors: 3, connected: 8, p50: 5, p95: 40, p99: null }
  expect(mergeSlices(first, second, third)).toEqual(whole)
  expect(mergeSlices(first, mergeSlices(second, third))).toEqual(whole)
})
