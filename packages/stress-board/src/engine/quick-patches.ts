/** A frame is read as a whole now and then, whatever it looks like. */
const everyFrame = 64

/** Of each of the two numbers of an id: more are not exact. */
const mostDigits = 10

/** Where so many frames were no example, the next ones are none either. */
const mostExamples = 16

/** Around a stroke, at most. */
const deepestEnvelope = 8

const quote = 0x22
const comma = 0x2c
const dash = 0x2d
const zero = 0x30
const brace = 0x7d

/**
 * Recognises the one kind of frame that nearly all are, strokes of this run, by their first bytes: what a gateway puts in
 * front of a stroke's id is always the same in one room. Parsing all points of a stroke to know its id would cost more than
 * all the rest. Whatever does not look exactly so is parsed, and so is one in 64 that does. What lies between the id and the
 * closing braces is taken on trust.
 */
export class QuickPatches {
  readonly #prefix: string
  #head: Buffer | null = null
  /** Braces at the end of a frame: one that was cut off has fewer. */
  #closing = 0
  #count = 0
  #examples = 0
  /** What was read last. */
  #number = 0
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
    if (head === null || data.length <= head.length || !isClosed(data, this.#closing)) return false
    if (data.compare(head, 0, head.length, 0, head.length) !== 0) return false
    if (++this.#count % everyFrame === 0) return false
    return this.#readId(data, head.length)
  }

  /**
   * Takes a frame that was parsed as an example, if what stands in front of its id says all there is to know.
   * @param idOf the id of a stroke that belongs here; `null` where the frame is something else
   */
  learn(data: Buffer, idOf: (frame: unknown) => string | null): void {
    if (this.#head !== null || ++this.#examples > mostExamples) return
    const at = data.indexOf(`"${this.#prefix}`)
    if (at === -1) return
    // A copy: the message lies in a buffer that many share.
    const head = Buffer.from(data.subarray(0, at + 1 + this.#prefix.length))
    if (idOf(completed(head.toString())) !== this.#prefix) return
    this.#head = head
    while (data[data.length - 1 - this.#closing] === brace) this.#closing++
  }

  #readId(data: Buffer, start: number): boolean {
    const middle = this.#readNumber(data, start, dash)
    this.client = this.#number
    if (middle === -1) return false
    const end = this.#readNumber(data, middle, quote)
    this.sequence = this.#number
    return end !== -1 && data[end] === comma
  }

  /** Base 36, as {@link Number.toString} writes it. @returns the place behind its end; -1 for what is no such number */
  #readNumber(data: Buffer, start: number, end: number): number {
    let number = 0
    let at = start
    for (; data[at] !== end; at++) {
      const digit = digitOf(data[at])
      if (digit === -1 || at - start === mostDigits) return -1
      number = number * 36 + digit
    }
    this.#number = number
    const isCanonical = at > start && (data[start] !== zero || at === start + 1)
    return isCanonical ? at + 1 : -1
  }
}

function isClosed(data: Buffer, closing: number): boolean {
  for (let count = 1; count <= closing; count++) if (data[data.length - count] !== brace) return false
  return closing > 0
}

/** The shortest frame that begins so; `null` where an end is not all that it lacks. */
function completed(head: string): unknown {
  for (let depth = 1; depth <= deepestEnvelope; depth++)
    try {
      return JSON.parse(`${head}"${'}'.repeat(depth)}`)
    } catch {
      // Deeper, then.
    }
  return null
}

/** Small letters only; -1 for what is no digit. */
function digitOf(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x57 : -1
}
