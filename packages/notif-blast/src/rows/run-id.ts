/**
 * Ids of a run and of its rows, all UUIDs of version 7 (RFC 9562). A row's id holds the moment at which the run began, the
 * row's number as a counter, and 42 bits of the run's own: so the ids of a run lie side by side in every index, tell which
 * row each is of, and can be made again at any time.
 */
export interface RunKey {
  /** As a UUID of version 7. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly startedMs: number
}

/** Rows of a run that an id has room for. */
export const mostRows = 2 ** 32

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** @param random a UUID of version 4, whose random bits are taken */
export function makeRunKey(now: Date, random: string): RunKey {
  const time = now.getTime().toString(16).padStart(12, '0')
  const [, , , variant = '8000', node = ''] = random.split('-')
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15, 18)}-${variant}-${node}`
  return { id, startedMs: now.getTime() }
}

/** `undefined` for what is no id of a run. */
export function readRunKey(text: string): RunKey | undefined {
  const id = text.trim().toLowerCase()
  return pattern.test(id) ? { id, startedMs: Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) } : undefined
}

/** Makes the ids of a run's rows. */
export class RowIds {
  readonly #bytes = Buffer.alloc(16)

  constructor({ id }: RunKey) {
    const run = Buffer.from(id.replaceAll('-', ''), 'hex')
    // The time, and what comes behind the counter.
    run.copy(this.#bytes, 0, 0, 6)
    run.copy(this.#bytes, 10, 10, 16)
    this.#bytes[10] = (run[10] ?? 0) & 0x03
  }

  /** Sixteen bytes. */
  write(row: number, target: Buffer, offset: number): void {
    const bytes = this.#bytes
    for (let at = 0; at < 6; at++) target[offset + at] = bytes[at] ?? 0
    target[offset + 6] = 0x70 | (row >>> 28)
    target[offset + 7] = (row >>> 20) & 0xff
    target[offset + 8] = 0x80 | ((row >>> 14) & 0x3f)
    target[offset + 9] = (row >>> 6) & 0xff
    target[offset + 10] = ((row << 2) & 0xfc) | (bytes[10] ?? 0)
    for (let at = 11; at < 16; at++) target[offset + at] = bytes[at] ?? 0
  }

  text(row: number): string {
    const bytes = Buffer.allocUnsafe(16)
    this.write(row, bytes, 0)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  /** The row that an id is of; `undefined` if it is none of this run. */
  rowOf(id: string): number | undefined {
    const hex = id.replaceAll('-', '')
    const high = Number.parseInt(hex.slice(13, 16), 16)
    const low = Number.parseInt(hex.slice(16, 22), 16)
    const row = high * 0x10_0000 + ((low >>> 2) & 0x0f_ffff)
    return this.text(row) === id.toLowerCase() ? row : undefined
  }
}
