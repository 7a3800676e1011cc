import { deflateSync, inflateSync } from 'node:zlib'
import { bucketOf, highestValue, lowestOf, mostSubBucketBits } from './hdr-layout.ts'
import { readZigZag, writeZigZag } from './zigzag.ts'

/** How often a value was recorded, to the resolution of its bucket. */
export interface RecordedValue {
  readonly value: number
  readonly count: number
}

const cookie = 0x1c84_9313
const compressedCookie = 0x1c84_9314
const headerLength = 40
const longestContent = headerLength + 9 * (bucketOf(highestValue, mostSubBucketBits) + 1)

/** Sub-buckets are a power of two that tells 2 * 10^digits values apart. */
const subBucketBitsOfDigits = [1, 5, 8, 11, 15, 18]

/**
 * HdrHistogram's V2 compressed encoding in base64, which its ports and tools read:
 * https://github.com/HdrHistogram/HdrHistogram/blob/master/src/main/java/org/HdrHistogram/AbstractHistogram.java
 * The digits of the encoding are the fewest whose buckets are no wider than those of `subBucketBits`.
 * @param recorded in ascending order, one for a bucket
 */
export function encodeHdr(recorded: readonly RecordedValue[], subBucketBits: number): string {
  const digits = subBucketBitsOfDigits.findIndex((bits) => bits >= subBucketBits)
  const payload = payloadOf(recorded, subBucketBitsOfDigits[digits] ?? mostSubBucketBits)
  const header = Buffer.alloc(headerLength)
  header.writeInt32BE(cookie, 0)
  header.writeInt32BE(payload.length, 4)
  header.writeInt32BE(digits, 12)
  header.writeBigInt64BE(1n, 16)
  header.writeBigInt64BE(BigInt(highestValue), 24)
  header.writeDoubleBE(1, 32)
  const compressed = deflateSync(Buffer.concat([header, payload]))
  const start = Buffer.alloc(8)
  start.writeInt32BE(compressedCookie, 0)
  start.writeInt32BE(compressed.length, 4)
  return Buffer.concat([start, compressed]).toString('base64')
}

/** A number for each bucket: its count, or how many empty ones come, negative. */
function payloadOf(recorded: readonly RecordedValue[], bits: number): Uint8Array {
  const bytes: number[] = []
  let next = 0
  for (const { value, count } of recorded) {
    const bucket = bucketOf(value, bits)
    const gap = bucket - next
    if (gap > 0) writeZigZag(bytes, gap === 1 ? 0 : -gap)
    writeZigZag(bytes, count)
    next = bucket + 1
  }
  // HdrHistogram never writes an empty payload.
  return Uint8Array.from(bytes.length > 0 ? bytes : [0])
}

/**
 * What was recorded, each value the lowest of its bucket, in ascending order.
 * @param subBucketBits how far values must be told apart, at least
 * @throws {RangeError} for what is no such encoding, is damaged or coarser, or holds values beyond {@link highestValue}
 */
export function decodeHdr(text: string, subBucketBits: number): RecordedValue[] {
  const content = decompress(text)
  const bits = subBucketBitsOf(content)
  if (bits < subBucketBits) throw new RangeError(`The histogram has fewer than 2^${subBucketBits} sub-buckets.`)
  const recorded: RecordedValue[] = []
  let bucket = 0
  for (const number of readZigZag(content.subarray(headerLength))) {
    if (number > 0) recorded.push({ value: valueOf(bucket, bits), count: number })
    bucket += number < 0 ? -number : 1
  }
  return recorded
}

function valueOf(bucket: number, bits: number): number {
  if (bucket > bucketOf(highestValue, bits)) throw new RangeError(`The histogram holds values above ${highestValue}.`)
  return lowestOf(bucket, bits)
}

function decompress(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64')
  // What is no base64 is skipped by Node.
  if (bytes.toString('base64') !== text) throw new RangeError('The histogram is no base64.')
  if (bytes.length < 8 || !isCookie(bytes, compressedCookie))
    throw new RangeError('The histogram is not in the V2 compressed encoding of HdrHistogram.')
  if (bytes.readInt32BE(4) !== bytes.length - 8) throw new RangeError('The histogram is cut off.')
  try {
    return inflateSync(bytes.subarray(8), { maxOutputLength: longestContent })
  } catch (error) {
    throw new RangeError('The histogram cannot be decompressed.', { cause: error })
  }
}

/** The word size in a cookie says nothing in V2. */
function isCookie(bytes: Buffer, wanted: number): boolean {
  return (bytes.readInt32BE(0) & ~0xf0) === (wanted & ~0xf0)
}

function subBucketBitsOf(content: Buffer): number {
  if (content.length < headerLength || !isCookie(content, cookie))
    throw new RangeError('The histogram lacks the header of HdrHistogram V2.')
  if (content.readInt32BE(4) !== content.length - headerLength) throw new RangeError('The histogram is cut off.')
  const bits = subBucketBitsOfDigits[content.readInt32BE(12)]
  // hdr-histogram-js writes an offset of 1 that it does not apply.
  if (bits === undefined || ![0, 1].includes(content.readInt32BE(8)) || content.readBigInt64BE(16) !== 1n)
    throw new RangeError('The histogram has other units or digits than those of whole numbers.')
  return bits
}
