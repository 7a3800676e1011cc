import { describe, expect, test } from '@jest/globals'
import { slicesOf } from '../../src/report-html/slices.ts'
import type { TimelineRow } from '../../src/result.ts'

const row = (t: number, change: Partial<TimelineRow> = {}): TimelineRow => ({
  t,
  rows: 0,
  batches: 0,
  pushed: 0,
  delivered: 0,
  errors: 0,
  ...change,
})

describe('slices', () => {
  test('are the seconds themselves where there is room', () => {
    const timeline = [row(1000, { rows: 5 }), row(2000, { rows: 7 })]
    expect(slicesOf(timeline, 2)).toEqual(timeline.map((one) => ({ ...one, seconds: 1 })))
    expect(slicesOf([], 2)).toEqual([])
  })

  test('are averages of rows, pushes and deliveries, and sums of batches and errors', () => {
    const timeline = [
      row(1000, { rows: 10, batches: 1, pushed: 4, delivered: 2, errors: 1 }),
      row(2000, { rows: 20, batches: 2, pushed: 8, delivered: 8 }),
      row(3000, { rows: 60, batches: 3, pushed: 0, delivered: 2, errors: 2 }),
      row(4000, { rows: 1, batches: 1 }),
    ]
    expect(slicesOf(timeline, 2)).toEqual([
      { t: 2000, seconds: 2, rows: 15, batches: 3, pushed: 6, delivered: 5, errors: 1 },
      { t: 4000, seconds: 2, rows: 30.5, batches: 4, pushed: 0, delivered: 1, errors: 2 },
    ])
  })

  test('weigh every second alike', () => {
    const timeline = Array.from({ length: 7 }, (_, at) => row((at + 1) * 1000, { rows: at === 6 ? 70 : 0 }))
    const slices = slicesOf(timeline, 2)
    expect(slices.map(({ seconds }) => seconds)).toEqual([4, 3])
    expect(slices[1]?.rows).toBeCloseTo(70 / 3)
  })
})
