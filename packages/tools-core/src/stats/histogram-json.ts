import { describeValue } from '../errors/describe-value.ts'
import { isRecord } from '../values/is-record.ts'
import { Moments, type SampleMoments } from './moments.ts'

/** A histogram that JSON can hold, without loss. */
export interface HistogramJson {
  /** The counts of microseconds, in HdrHistogram's V2 compressed encoding, base64. */
  readonly hdr: string
  readonly subBucketBits: number
  readonly count: number
  readonly clamped: number
  /** Milliseconds, as are the next ones; `null` without samples. */
  readonly min: number | null
  readonly max: number | null
  readonly mean: number | null
  /** Sum of the squared distances from the mean, ms². */
  readonly m2: number
}

/** The same, its members checked one by one. */
export interface HistogramParts extends Pick<HistogramJson, 'hdr' | 'subBucketBits' | 'clamped'> {
  readonly moments: SampleMoments
}

/** @throws {RangeError} unless all members are there and can be true */
export function readHistogramJson(value: unknown): HistogramParts {
  if (!isRecord(value)) throw new RangeError('What is read is no histogram: an object is wanted.')
  const { hdr } = value
  if (typeof hdr !== 'string') throw new RangeError('The histogram lacks its counts: a text "hdr" is wanted.')
  return {
    hdr,
    subBucketBits: wholeNumber(value, 'subBucketBits'),
    clamped: wholeNumber(value, 'clamped'),
    moments: momentsOf(value),
  }
}

function momentsOf(value: Readonly<Record<string, unknown>>): SampleMoments {
  const count = wholeNumber(value, 'count')
  const m2 = figure(value, 'm2')
  if (count === 0) {
    if (m2 === 0 && [value['min'], value['max'], value['mean']].every((one) => one === null)) return new Moments()
    throw new RangeError('The histogram has figures, but no samples.')
  }
  const [min, mean, max] = [figure(value, 'min'), figure(value, 'mean'), figure(value, 'max')]
  if (min > mean || mean > max) throw new RangeError('The mean of the histogram is not between its extremes.')
  return { count, min, max, mean, m2 }
}

function wholeNumber(value: Readonly<Record<string, unknown>>, name: string): number {
  const number = figure(value, name)
  if (Number.isSafeInteger(number)) return number
  throw new RangeError(`The ${name} of the histogram is ${number}: a whole number below 2^53 is wanted.`)
}

function figure(value: Readonly<Record<string, unknown>>, name: string): number {
  const number = value[name]
  if (typeof number === 'number' && number >= 0 && Number.isFinite(number)) return number
  throw new RangeError(`The ${name} of the histogram is ${describeValue(number)}: a number from 0 up is wanted.`)
}
