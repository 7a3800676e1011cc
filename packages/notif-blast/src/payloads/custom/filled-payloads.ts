import { idValue } from '../id-value.ts'
import { markerEnd, openPayload } from '../marker.ts'
import type { Payload } from '../payload-kind.ts'
import type { RowContext, RowPayloads } from '../row-payloads.ts'
import { isPlaceholder, type Placeholder } from './placeholders.ts'

/**
 * In JSON `{{` stands within texts only. The quote of a whole text follows no backslash: that one is a quote in a text.
 */
const hole = /(?<!\\)"\{\{ *(\w+) *\}\}"|\{\{ *(\w+) *\}\}/g

/** Bytes of an id, a number or a type, each character of which may be four of them. */
const widestValue = 256

interface Hole {
  readonly name: Placeholder
  /** Nothing else is in its text: the value takes the place of it. */
  readonly isWhole: boolean
}

/** A payload parted at what is filled in: a text more than there are holes. */
interface Parted {
  readonly texts: readonly string[]
  readonly holes: readonly Hole[]
}

/** Payloads with places that are filled for each row. */
export class FilledPayloads implements RowPayloads {
  readonly needsRecipient: boolean
  readonly mostBytes: number
  readonly #payloads: readonly [Parted, ...Parted[]]
  readonly #runId: string

  constructor(payloads: readonly Payload[], runId: string) {
    const [first, ...others] = payloads.map((payload) => part(payload, runId))
    if (!first) throw new RangeError('a pool has one payload at least')
    this.#payloads = [first, ...others]
    this.#runId = runId
    this.mostBytes = this.#payloads.reduce((most, payload) => Math.max(most, mostBytesOf(payload)), 0)
    this.needsRecipient = this.#payloads.some(({ holes }) => holes.some(({ name }) => name === 'userId'))
  }

  text(context: RowContext): string {
    const { texts, holes } = this.#payloads[context.draw % this.#payloads.length] ?? this.#payloads[0]
    const filled = holes.map((one, at) => texts[at] + this.#valueOf(one, context))
    return `${filled.join('')}${texts.at(-1)}${context.row}${markerEnd}`
  }

  #valueOf({ name, isWhole }: Hole, { row, type, recipient }: RowContext): string {
    const values = { row, type, run: this.#runId, userId: idValue(recipient?.id ?? null) }
    const value = values[name]
    if (value === null) throw new RangeError(`nobody said whom row ${row} is for`)
    return isWhole ? JSON.stringify(value) : JSON.stringify(String(value)).slice(1, -1)
  }
}

function mostBytesOf({ texts, holes }: Parted): number {
  return Buffer.byteLength(texts.join('')) + (holes.length + 1) * widestValue
}

function part(payload: Payload, runId: string): Parted {
  const text = openPayload(payload, runId)
  // Not looked for in the marker.
  const own = JSON.stringify(payload).length - 1
  const texts: string[] = []
  const holes: Hole[] = []
  let end = 0
  for (const { 0: found, 1: whole, 2: within, index } of text.slice(0, own).matchAll(hole)) {
    const name = whole ?? within ?? ''
    if (!isPlaceholder(name)) throw new RangeError(`{{${name}}} was not checked`)
    texts.push(text.slice(end, index))
    holes.push({ name, isWhole: whole !== undefined })
    end = index + found.length
  }
  return { texts: [...texts, text.slice(end)], holes }
}
