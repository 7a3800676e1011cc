/** A frame is read as a whole now and then, whatever it looks like. */
const everyFrame = 64

/** Ids are short; what is longer is none of ours. */
const longestId = 24

const quote = 0x22
const dash = 0x2d
const brace = 0x7d

/**
 * Recognises the one kind of frame that nearly all are, strokes of this run, by their first bytes: what a gateway puts in
 * front of a stroke's id is always the same in one room. Parsing all points of a stroke to know its id would cost more than
 * all the rest. Whatever does not look exactly so is parsed, and so is one in 64 that does.
 */
export class QuickPatches {
  readonly #prefix: string
  #head: Buffer | null = null
  #count = 0
  /** Of the last one that was recognised. */
  client = 0
  sequence = 0

  /** @param prefix what the ids of this run begin with */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** @returns whether it is one; {@link client} and {@link sequence} say which */
  recognise(data: Buffer): boolean {
    const head = this.#head
    if (head === null || data.length <= head.length || data[data.length - 1] !== brace) return false
    if (data.compare(head, 0, head.length, 0, head.length) !== 0) return false
    if (++this.#count % everyFrame === 0) return false
    return this.#readId(data, head.length)
  }

  /** Takes a frame that was parsed as an example. */
  learn(data: Buffer): void {
    if (this.#head !== null) return
    const at = data.indexOf(`"${this.#prefix}`)
    // A copy: the message lies in a buffer that many share.
    if (at > 0) this.#head = Buffer.from(data.subarray(0, at + 1 + this.#prefix.length))
  }

  #readId(data: Buffer, from: number): boolean {
    const end = Math.min(data.length, from + longestId)
    let number = 0
    let at = from
    for (; at < end && data[at] !== dash; at++) number = digit(number, data[at])
    this.client = number
    number = 0
    for (at++; at < end && data[at] !== quote; at++) number = digit(number, data[at])
    this.sequence = number
    // What is no digit has made it no number.
    return at < end && this.client >= 0 && this.sequence >= 0
  }
}

/** Base 36, small letters; `NaN` for what is no digit. */
function digit(number: number, byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return number * 36 + byte - 0x30
  return byte >= 0x61 && byte <= 0x7a ? number * 36 + byte - 0x57 : Number.NaN
}
