import { writeDigits } from './decimal-digits.ts'
import { markerEnd } from './marker.ts'

/** Digits of the highest number of a row. */
const rowDigits = String(Number.MAX_SAFE_INTEGER).length
const closing = markerEnd.charCodeAt(0)

interface Opening {
  readonly text: string
  readonly bytes: Buffer
}

/** Payloads that were made beforehand: a row costs a copy and its number. */
export class PreparedPayloads {
  readonly needsRecipient = false
  readonly mostBytes: number
  readonly #openings: readonly [Opening, ...Opening[]]

  /** @param openings see `openPayload` */
  constructor(openings: readonly string[]) {
    const [first, ...others] = openings.map((text) => ({ text, bytes: Buffer.from(text) }))
    if (!first) throw new RangeError('a pool has one payload at least')
    this.#openings = [first, ...others]
    const longest = this.#openings.reduce((most, { bytes }) => Math.max(most, bytes.length), 0)
    this.mostBytes = longest + rowDigits + markerEnd.length
  }

  /** @returns how many bytes were written */
  write(target: Buffer, offset: number, draw: number, row: number): number {
    const { bytes } = this.#opening(draw)
    target.set(bytes, offset)
    const end = writeDigits(target, offset + bytes.length, row)
    target[end] = closing
    target[end + 1] = closing
    return end + 2 - offset
  }

  text(draw: number, row: number): string {
    return `${this.#opening(draw).text}${row}${markerEnd}`
  }

  /** By the low bits of the draw: a type is picked by the high ones. */
  #opening(draw: number): Opening {
    // 31 bits: whole numbers of more are divided as fractions, which takes twice as long.
    return this.#openings[(draw & 0x7fff_ffff) % this.#openings.length] ?? this.#openings[0]
  }
}
