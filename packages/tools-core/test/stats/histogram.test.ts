import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { Histogram, highestTrackableMs } from '../../src/stats/histogram.ts'
import { emptySummary, summarize } from '../../src/stats/summary.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

function histogramOf(samples: Iterable<number>, subBucketBits = 11): Histogram {
  const histogram = new Histogram({ subBucketBits })
  for (const sample of samples) histogram.record(sample)
  return histogram
}

/** Nanoseconds to hours: what a clock may say. */
const time = fc.oneof(
  fc.double({ min: 0, max: 10, noNaN: true }),
  fc.integer({ min: 0, max: 5e6 }),
  fc.integer({ min: 0, max: 2e9 }).map((nanoseconds) => nanoseconds / 1e6),
  fc.constantFrom(0, -0, -1, 1e-9, 0.0005, 1.005, highestTrackableMs, highestTrackableMs + 0.001, 1e9),
)
const times = fc.array(time, { maxLength: 200 })
const bits = fc.constantFrom(1, 7, 11, 13)

describe('figures', () => {
  test('1 to 1000 ms', () => {
    const { stdev, ...others } = histogramOf(Array.from({ length: 1000 }, (_, at) => 1000 - at)).summary()
    expect(others).toEqual({
      count: 1000,
      min: 1,
      max: 1000,
      mean: 500.5,
      avg: 500.5,
      // The highest value of 128 µs, of 512 µs …
      median: 500.223,
      p50: 500.223,
      p90: 900.095,
      p95: 950.271,
      p99: 990.207,
      p999: 999.423,
    })
    expect(stdev).toBeCloseTo(Math.sqrt((1000 * 1001) / 12), 10)
  })

  test('below 2048 µs every microsecond is its own', () => {
    const histogram = histogramOf(Array.from({ length: 2000 }, (_, at) => at / 1000))
    expect([10, 50, 99.9].map((percent) => histogram.percentile(percent))).toEqual([0.199, 0.999, 1.997])
  })

  test('without samples there are none', () => {
    const histogram = new Histogram()
    expect(histogram.summary()).toEqual(emptySummary)
    const { count, clamped, min, max, mean, stdev } = histogram
    expect({ count, clamped, min, max, mean, stdev }).toEqual({
      count: 0,
      clamped: 0,
      min: null,
      max: null,
      mean: null,
      stdev: null,
    })
    expect([histogram.percentile(50), histogram.shares(1), histogram.buckets()]).toEqual([null, null, []])
  })

  test('a single sample is exact, however wide its bucket', () => {
    expect(histogramOf([123_456.789], 1).summary()).toEqual(summarize([123_456.789]))
  })

  test('the first and the last sample are exact', () => {
    const histogram = histogramOf([100.001, 100.002, 5000.001])
    expect([0, 33, 100].map((percent) => histogram.percentile(percent))).toEqual([100.001, 100.001, 5000.001])
  })

  test.each([-0.1, 100.1, Number.NaN])('there is no percentile %p, with samples or without', (percent) => {
    expect(() => histogramOf([1]).percentile(percent)).toThrow(RangeError)
    expect(() => new Histogram().percentile(percent)).toThrow(RangeError)
  })

  test('whatever the samples: those of a summary, percentiles within the width of a bucket', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: highestTrackableMs, noNaN: true })), bits, (samples, chosen) => {
        const histogram = histogramOf(samples, chosen)
        const [found, exact] = [histogram.summary(), summarize(samples)]
        expect([found.count, found.min, found.max]).toEqual([exact.count, exact.min, exact.max])
        for (const name of ['p50', 'p90', 'p95', 'p99', 'p999'] as const) {
          const wanted = exact[name] ?? 0
          // Half a microsecond is lost by rounding.
          expect(found[name] ?? 0).toBeGreaterThanOrEqual(wanted - 0.000_501)
          expect(found[name] ?? 0).toBeLessThanOrEqual((wanted + 0.000_501) * (1 + 2 ** (1 - chosen)))
        }
      }),
      fuzz(300),
    )
  })
})

describe('samples', () => {
  test.each([
    [0, 0],
    [0.0004, 0],
    [0.0005, 1],
    [1.005, 1005],
    [1.4999, 1500],
    [2.047, 2047],
  ])('%d ms are %d µs', (ms, micros) => {
    expect(histogramOf([ms]).buckets()).toEqual([{ from: micros / 1000, to: (micros + 1) / 1000, count: 1 }])
  })

  test('a negative one is 0, and so is negative zero', () => {
    const histogram = histogramOf([-0.001, -1e300, -0])
    expect(histogram.buckets()).toEqual([{ from: 0, to: 0.001, count: 3 }])
    expect([histogram.min, histogram.max, histogram.mean]).toEqual([0, 0, 0])
  })

  test.each([Number.NaN, Infinity, -Infinity, 2 ** 53, Number.MAX_VALUE])('%p is none', (ms) => {
    const histogram = new Histogram()
    expect(() => histogram.record(ms)).toThrow(RangeError)
    expect(histogram.summary()).toEqual(emptySummary)
  })

  test('up to 71 minutes they have their bucket, above they are clamped and still in the other figures', () => {
    const histogram = histogramOf([1, highestTrackableMs])
    expect(histogram.clamped).toBe(0)
    histogram.record(highestTrackableMs + 0.001)
    histogram.record(2e7)
    histogram.record(1e7)
    expect(histogram).toMatchObject({ count: 5, clamped: 3, min: 1, max: 2e7 })
    expect(histogram.mean).toBeCloseTo((1 + 2 * highestTrackableMs + 0.001 + 3e7) / 5, 6)
    expect(histogram.buckets().map(({ count }) => count)).toEqual([1, 4])
    expect([60, 80, 100].map((percent) => histogram.percentile(percent))).toEqual([
      highestTrackableMs,
      highestTrackableMs,
      2e7,
    ])
  })

  test('if all were clamped, percentiles are not below the minimum', () => {
    expect(histogramOf([1e7, 2e7, 3e7]).percentile(50)).toBe(1e7)
  })

  test('one that counts many times is as many', () => {
    const histogram = new Histogram()
    histogram.record(3, 999)
    histogram.record(2e7, 2)
    histogram.record(5, 0)
    expect(histogram).toMatchObject({ count: 1001, clamped: 2, min: 3, max: 2e7 })
    const single = histogramOf([...Array.from({ length: 999 }, () => 3), 2e7, 2e7])
    expect(histogram.buckets()).toEqual(single.buckets())
    expect((histogram.stdev ?? 0) / (single.stdev ?? 1)).toBeCloseTo(1, 9)
  })

  test.each([-1, 1.5, Number.NaN, Infinity, 2 ** 53])('it cannot count %p times', (count) => {
    const histogram = new Histogram()
    expect(() => histogram.record(1, count)).toThrow(RangeError)
    expect(histogram.count).toBe(0)
  })

  test('there can be 2^53 - 1 of them, and none more', () => {
    const histogram = new Histogram()
    histogram.record(1, Number.MAX_SAFE_INTEGER - 1)
    histogram.record(2)
    expect(() => histogram.record(2)).toThrow(RangeError)
    expect(() => histogram.record(0)).toThrow(RangeError)
    expect(() => histogram.merge(histogramOf([2]))).toThrow(RangeError)
    expect(histogram.count).toBe(Number.MAX_SAFE_INTEGER)
    expect(histogram.buckets().map(({ count }) => count)).toEqual([Number.MAX_SAFE_INTEGER - 1, 1])
  })
})

test.each([0, 19, 1.5, -1, Number.NaN])('%p are no bits', (subBucketBits) => {
  expect(() => new Histogram({ subBucketBits })).toThrow(RangeError)
})

describe('shares', () => {
  test('of samples up to a limit, with those in its bucket', () => {
    const histogram = histogramOf([0, 1, 1.001, 200.05, 300, 400])
    expect([-1, 0, 0.5, 1, 200, 300.5, 400, Infinity].map((limit) => histogram.shares(limit))).toEqual(
      [0, 1, 1, 2, 4, 5, 6, 6].map((within) => within / 6),
    )
  })

  test('what is known exactly is not blurred by buckets', () => {
    const histogram = histogramOf([200, 200.01, 200.02])
    expect([199.99, 200, 200.015, 200.02].map((limit) => histogram.shares(limit))).toEqual([0, 2 / 3, 2 / 3, 1])
  })

  test('clamped samples are above every limit below the maximum', () => {
    const histogram = histogramOf([1, highestTrackableMs, 5e6, 6e6])
    expect([1, highestTrackableMs, 5.5e6, 6e6].map((limit) => histogram.shares(limit))).toEqual([0.25, 0.5, 0.5, 1])
  })

  test('NaN is no limit', () => {
    expect(() => histogramOf([1]).shares(Number.NaN)).toThrow(RangeError)
  })
})

describe('merging', () => {
  test('is as if all had been recorded in one', () => {
    fc.assert(
      fc.property(times, times, bits, (left, right, chosen) => {
        const merged = histogramOf(left, chosen).merge(histogramOf(right, chosen))
        const all = histogramOf([...left, ...right], chosen)
        expect(merged.buckets()).toEqual(all.buckets())
        const { count, clamped, min, max } = all
        expect(merged).toMatchObject({ count, clamped, min, max })
        expect([5, 50, 99].map((percent) => merged.percentile(percent))).toEqual(
          [5, 50, 99].map((percent) => all.percentile(percent)),
        )
        expect(Math.abs((merged.mean ?? 0) - (all.mean ?? 0))).toBeLessThanOrEqual(1e-9 * (all.mean ?? 0))
        expect(Math.abs((merged.stdev ?? 0) - (all.stdev ?? 0))).toBeLessThanOrEqual(1e-9 * (all.stdev ?? 0))
      }),
      fuzz(300),
    )
  })

  test('leaves the other as it is, and independent', () => {
    const [one, other] = [histogramOf([1, 5000]), histogramOf([2])]
    one.merge(other)
    one.record(2)
    expect(other.buckets()).toEqual(histogramOf([2]).buckets())
  })

  test('with itself doubles it', () => {
    const histogram = histogramOf([1, 2, 1e7])
    expect(histogram.merge(histogram).toJSON()).toEqual(histogramOf([1, 2, 1e7, 1, 2, 1e7]).toJSON())
  })

  test('of other buckets is refused, and changes nothing', () => {
    const histogram = histogramOf([1])
    expect(() => histogram.merge(histogramOf([2], 7))).toThrow(RangeError)
    expect(histogram.toJSON()).toEqual(histogramOf([1]).toJSON())
  })
})

test('a clone is equal, and its own', () => {
  const histogram = histogramOf([0.1, 0.2, 300, 1e7], 7)
  const clone = histogram.clone()
  expect(clone.toJSON()).toEqual(histogram.toJSON())
  clone.record(7)
  expect([histogram.count, clone.count]).toEqual([4, 5])
})

test('reset forgets everything and records on', () => {
  const histogram = histogramOf([5, 1e7], 7)
  histogram.reset()
  expect(histogram.toJSON()).toEqual(new Histogram({ subBucketBits: 7 }).toJSON())
  histogram.record(3)
  expect(histogram.toJSON()).toEqual(histogramOf([3], 7).toJSON())
})
