import { RunError } from '@m4sh/tools-core/errors'
import type { Cast } from './cast.ts'
import type { CustomPayload } from './custom-payload.ts'
import type { Locale } from './locale.ts'
import { notificationTypes } from './notification-types.ts'
import type { PayloadSource } from './payload-source.ts'
import { setStage } from './payload-stage.ts'
import { preparePool } from './prepare-pool.ts'
import { PreparedPayloads } from './prepared-payloads.ts'
import type { Recipient } from './row-payloads.ts'

export interface PayloadPoolOptions {
  /** What it lacks is invented. */
  readonly cast: Cast
  /** In turn. */
  readonly locales: readonly Locale[]
  readonly seed: number
  /** When the run began. */
  readonly now: Date
  readonly runId: string
  /** Those that the run writes, so that no others are prepared [default: the platform's eight, and something for any other]. */
  readonly types?: readonly string[]
  /** Different payloads of each type [default: 512]. */
  readonly size?: number
  /** Takes the place of what would be made up. */
  readonly custom?: CustomPayload | null
}

/** The payloads of a run: prepared in pools once, and put together cheaply for each row. */
export class PayloadPools {
  /** No payload has more. */
  readonly mostBytes: number
  /** Whether {@link write} and {@link text} must be told whom a row is for. */
  readonly needsRecipient: boolean
  readonly #sources: ReadonlyMap<string, PayloadSource>
  /** Of types that are not among them; `null` where there are none. */
  readonly #others: PayloadSource | null

  constructor(options: PayloadPoolOptions) {
    const stage = setStage(options)
    const custom = options.custom?.sources(stage)
    const sourceOf = (type: string): PayloadSource =>
      custom?.byType.get(type) ?? custom?.others ?? preparePool(type, stage, options)
    const types = options.types ?? [...notificationTypes, ...(custom?.byType.keys() ?? [])]
    this.#sources = new Map(types.map((type) => [type, sourceOf(type)]))
    this.#others = options.types ? null : sourceOf('')
    const all = [...this.#sources.values(), this.#others].filter((source) => source !== null)
    this.mostBytes = Math.max(...all.map(({ mostBytes }) => mostBytes))
    this.needsRecipient = all.some(({ needsRecipient }) => needsRecipient)
  }

  /**
   * Writes the payload of a row as JSON in UTF-8, marker included. There must be room for {@link mostBytes}.
   * @param draw by chance, from 0 up to 2³² − 1; the same for the same row
   * @returns how many bytes were written
   * @throws {RunError} where a payload of the user's cannot be made for this row
   */
  write(target: Buffer, offset: number, type: string, draw: number, row: number, recipient?: Recipient): number {
    const source = this.#sourceOf(type)
    if (source instanceof PreparedPayloads) return source.write(target, offset, draw, row)
    const text = source.text({ type, draw, row, recipient })
    // What there is no room for would be cut without a word.
    if (Buffer.byteLength(text) > source.mostBytes)
      throw new RunError(`The payload of row ${row} has more than ${source.mostBytes} bytes.`)
    return target.write(text, offset)
  }

  /** The same as text. */
  text(type: string, draw: number, row: number, recipient?: Recipient): string {
    const source = this.#sourceOf(type)
    return source instanceof PreparedPayloads ? source.text(draw, row) : source.text({ type, draw, row, recipient })
  }

  #sourceOf(type: string): PayloadSource {
    const source = this.#sources.get(type) ?? this.#others
    if (!source) throw new RangeError(`nothing was prepared for the type ${type}`)
    return source
  }
}
