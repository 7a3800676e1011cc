/**
 * Appends a whole number in HdrHistogram's ZigZag LEB128: seven bits a byte, the lowest first; the lowest bit is the sign.
 * https://github.com/HdrHistogram/HdrHistogram/blob/master/src/main/java/org/HdrHistogram/ZigZagEncoding.java
 */
export function writeZigZag(bytes: number[], value: number): void {
  const half = value < 0 ? -value - 1 : value
  // Bit operations would cut counts off at 32 bits.
  let rest = Math.floor(half / 64)
  bytes.push((half % 64) * 2 + (value < 0 ? 1 : 0) + (rest > 0 ? 128 : 0))
  while (rest > 0) {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(low + (rest > 0 ? 128 : 0))
  }
}

/** @throws {RangeError} if the bytes end within a number, or a number is beyond 2^53 */
export function* readZigZag(bytes: Uint8Array): Generator<number, void, undefined> {
  let start = 0
  for (const [at, byte] of bytes.entries()) {
    if (byte >= 128) continue
    yield numberOf(bytes.subarray(start, at + 1))
    start = at + 1
  }
  if (start < bytes.length) throw new RangeError('The last number lacks its end.')
}

/** The sign is kept apart: with it, large numbers would need one bit more than there are. */
function numberOf([first = 0, ...others]: Uint8Array): number {
  const higher = others.reduceRight((sum, byte) => sum * 128 + (byte & 127), 0)
  const half = higher * 64 + ((first & 127) >>> 1)
  if (!Number.isSafeInteger(half)) throw new RangeError('A number is beyond 2^53.')
  return first % 2 === 0 ? half : -half - 1
}
