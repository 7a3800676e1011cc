import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram as Reference,
} from 'hdr-histogram-js'
import { decodeHdr, encodeHdr } from '../../src/stats/hdr-encoding.ts'
import { highestValue } from '../../src/stats/hdr-layout.ts'
import { Histogram, type HistogramJson } from '../../src/stats/histogram.ts'
import { nearestRank } from '../../src/stats/nearest-rank.ts'
import { fuzz } from '../../src/testing/fuzz/index.ts'

function histogramOf(samples: Iterable<number>, subBucketBits = 11): Histogram {
  const histogram = new Histogram({ subBucketBits })
  for (const sample of samples) histogram.record(sample)
  return histogram
}

function referenceOf(
  recorded: readonly (readonly [value: number, count: number])[],
  digits: 1 | 2 | 3 | 4 | 5,
): Reference {
  const reference = build({
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: highestValue,
    numberOfSignificantValueDigits: digits,
    autoResize: false,
  })
  for (const [value, count] of recorded) reference.recordValueWithCount(value, count)
  return reference
}

/** Without the exact extremes, which the encoding does not hold. */
function highestEquivalent(histogram: Histogram, percent: number): number {
  const rank = nearestRank(percent, histogram.count)
  let seen = 0
  const bucket = histogram.buckets().find((one) => (seen += one.count) >= rank)
  return bucket ? Math.round(bucket.to * 1000 - 1) / 1000 : 0
}

function contentOf(hdr: string): Buffer {
  return inflateSync(Buffer.from(hdr, 'base64').subarray(8))
}

/** An encoding of any content, sound or not. */
function encodingOf(content: Uint8Array, cookie = 0x1c849314): string {
  const compressed = deflateSync(content)
  const start = Buffer.alloc(8)
  start.writeInt32BE(cookie, 0)
  start.writeInt32BE(compressed.length, 4)
  return Buffer.concat([start, compressed]).toString('base64')
}

const micros = fc.oneof(
  fc.integer({ min: 0, max: highestValue }),
  fc.integer({ min: 0, max: 3000 }),
  fc.constantFrom(0, 1, 2047, 2048, 2 ** 31, highestValue),
)
const count = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 2 ** 45 }))
const recordings = fc.array(fc.tuple(micros, count), { maxLength: 100 })
const percents = [0.001, 1, 10, 50, 90, 95, 99, 99.9, 100]

describe('hdr-histogram-js', () => {
  test.each([
    [7, 2],
    [8, 2],
    [11, 3],
    [15, 4],
  ] as const)('reads the same counts and percentiles, of 2^%d sub-buckets', (bits, digits) => {
    fc.assert(
      fc.property(recordings, (recorded) => {
        const histogram = new Histogram({ subBucketBits: bits })
        for (const [value, times] of recorded) histogram.record(value / 1000, times)
        const decoded = decodeFromCompressedBase64(histogram.toJSON().hdr, 64)
        expect(decoded.numberOfSignificantValueDigits).toBe(digits)
        expect(decoded.totalCount).toBe(histogram.count)
        expect(percents.map((percent) => decoded.getValueAtPercentile(percent) / 1000)).toEqual(
          percents.map((percent) => highestEquivalent(histogram, percent)),
        )
      }),
      fuzz(60),
    )
  })

  test('writes what is read with the same counts', () => {
    fc.assert(
      fc.property(recordings, fc.constantFrom(1, 2, 3, 4), (recorded, digits) => {
        const text = encodeIntoCompressedBase64(referenceOf(recorded, digits))
        const decoded = decodeHdr(text, 1)
        const again = referenceOf(
          decoded.map((one) => [one.value, one.count]),
          digits,
        )
        expect(encodeIntoCompressedBase64(again)).toBe(text)
      }),
      fuzz(60),
    )
  })

  test('writes counts that fit into a histogram of ours', () => {
    const histogram = histogramOf([0, 0, 0.001, 1.005, 2.048, 70_000, 4_000_000])
    const reference = referenceOf(
      [0, 0, 1, 1005, 2048, 70_000_000, 4_000_000_000].map((value) => [value, 1]),
      3,
    )
    const read = Histogram.fromJSON({ ...histogram.toJSON(), hdr: encodeIntoCompressedBase64(reference) })
    expect(read.toJSON()).toEqual(histogram.toJSON())
  })

  test('has the same bytes for counts, the empty histogram among them', () => {
    for (const values of [[], [0], [1], [2], [0, 2, 5000]]) {
      const bytes = (text: string) => contentOf(text).subarray(40).toString('hex')
      const theirs = encodeIntoCompressedBase64(
        referenceOf(
          values.map((value) => [value, 1]),
          3,
        ),
      )
      expect(bytes(histogramOf(values.map((value) => value / 1000)).toJSON().hdr)).toBe(bytes(theirs))
    }
  })

  test('may have recorded more than we can hold: refused', () => {
    const reference = build({ bitBucketSize: 64, highestTrackableValue: 2 ** 40, numberOfSignificantValueDigits: 3 })
    reference.recordValue(2 ** 32)
    expect(() => decodeHdr(encodeIntoCompressedBase64(reference), 11)).toThrow('values above 4294967295')
  })
})

describe('JSON', () => {
  test('holds all of a histogram, as text too', () => {
    const time = fc.oneof(
      fc.double({ min: -1, max: 6e6, noNaN: true }),
      fc.constantFrom(0, 1e9, Number.MAX_SAFE_INTEGER),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(time, count)), fc.constantFrom(1, 7, 11, 14), (recorded, bits) => {
        const histogram = new Histogram({ subBucketBits: bits })
        for (const [ms, times] of recorded) histogram.record(ms, times)
        const read = Histogram.fromJSON(JSON.parse(JSON.stringify(histogram)))
        expect(read.toJSON()).toEqual(histogram.toJSON())
        expect(read.buckets()).toEqual(histogram.buckets())
        expect(read.summary()).toEqual(histogram.summary())
      }),
      fuzz(100),
    )
  })

  test('of no samples', () => {
    const { hdr, ...figures } = new Histogram().toJSON()
    expect(figures).toEqual({ subBucketBits: 11, count: 0, clamped: 0, min: null, max: null, mean: null, m2: 0 })
    expect(decodeHdr(hdr, 11)).toEqual([])
  })

  test('reads into one that records and merges on', () => {
    const read = Histogram.fromJSON(histogramOf([1, 2]).toJSON())
    read.record(3000)
    expect(read.merge(histogramOf([4])).buckets()).toEqual(histogramOf([1, 2, 3000, 4]).buckets())
  })
})

describe('what is damaged is refused:', () => {
  const sound: HistogramJson = histogramOf([1, 2, 3, 4e6, 5e6]).toJSON()
  const read = (value: unknown) => () => Histogram.fromJSON(value)

  test.each([undefined, null, 1, 'hdr', [], {}, { hdr: sound.hdr }])('%j instead of a histogram', (value) => {
    expect(read(value)).toThrow(RangeError)
  })

  test.each<Record<string, unknown>>([
    { hdr: undefined },
    { hdr: 1 },
    { subBucketBits: undefined },
    { subBucketBits: 0 },
    { subBucketBits: 11.5 },
    { subBucketBits: 18 },
    { count: undefined },
    { count: 4 },
    { count: 6 },
    { count: -5 },
    { count: 5.5 },
    { count: '5' },
    { count: 0 },
    { count: 2 ** 53 },
    { clamped: 0 },
    { clamped: 2 },
    { clamped: -1 },
    { min: null },
    { min: 0.5 },
    { min: 1.5 },
    { max: 4e6 },
    { max: 'Infinity' },
    { mean: 0.5 },
    { mean: 6e6 },
    { mean: null },
    { m2: null },
    { m2: -1 },
    { m2: Number.NaN },
    { m2: Infinity },
  ])('%p', (member) => {
    expect(read(sound)).not.toThrow()
    expect(read({ ...sound, ...member })).toThrow(RangeError)
  })

  test.each([{ min: 0 }, { mean: 0 }, { m2: 1 }, { clamped: 1 }, { count: 1 }])('no samples, but %j', (member) => {
    expect(read({ ...new Histogram().toJSON(), ...member })).toThrow(RangeError)
  })

  test('any letter of the encoding: refused, or without effect', () => {
    const { hdr } = sound
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= '
    fc.assert(
      fc.property(fc.nat(hdr.length - 1), fc.constantFrom(...letters.split('')), (at, letter) => {
        const damaged = hdr.slice(0, at) + letter + hdr.slice(at + 1)
        try {
          expect(Histogram.fromJSON({ ...sound, hdr: damaged }).toJSON()).toEqual(sound)
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
        }
      }),
      fuzz(2000),
    )
  })

  test('an end that is missing, wherever it was cut', () => {
    for (const at of sound.hdr.split('').keys()) expect(() => decodeHdr(sound.hdr.slice(0, at), 11)).toThrow(RangeError)
  })

  const content = contentOf(sound.hdr)
  const withInt32 = (at: number, value: number) => {
    const changed = Buffer.from(content)
    changed.writeInt32BE(value, at)
    return encodingOf(changed)
  }

  test.each([
    ['no base64', '%%%', 'no base64'],
    ['the cookie of V1', encodingOf(content, 0x1c849302), 'V2 compressed encoding'],
    ['another cookie inside', withInt32(0, 0x1c849301), 'header of HdrHistogram V2'],
    ['no header', encodingOf(content.subarray(0, 39)), 'header of HdrHistogram V2'],
    ['too short a payload', withInt32(4, content.length), 'cut off'],
    ['shifted counts', withInt32(8, 7), 'other units or digits'],
    ['six digits', withInt32(12, 6), 'other units or digits'],
    ['units of many', withInt32(20, 1000), 'other units or digits'],
    ['too much to unpack', encodingOf(Buffer.alloc(2e7)), 'cannot be decompressed'],
    ['fewer sub-buckets', encodeHdr([{ value: 1, count: 1 }], 7), 'fewer than 2^11 sub-buckets'],
  ])('%s', (_, hdr, message) => {
    expect(() => decodeHdr(hdr, 11)).toThrow(RangeError)
    expect(() => decodeHdr(hdr, 11)).toThrow(message)
  })

  test('the encoding made for these cases is sound without them', () => {
    expect(decodeHdr(encodingOf(content), 11)).toEqual(decodeHdr(sound.hdr, 11))
    expect(decodeHdr(withInt32(8, 1), 11)).toEqual(decodeHdr(sound.hdr, 11))
  })

  test('zeros that lead beyond all values', () => {
    const payload = [255, 255, 255, 255, 31, 2]
    const changed = Buffer.concat([content.subarray(0, 40), Uint8Array.from(payload)])
    changed.writeInt32BE(payload.length, 4)
    expect(() => decodeHdr(encodingOf(changed), 11)).toThrow('values above')
  })
})
