import type { RowMaker } from '../rows/row-maker.ts'
import { binaryField, type WriteField } from './binary-field.ts'
import { ChunkRing } from './chunk-ring.ts'
import type { TargetTable } from './target-table.ts'

/** `PGCOPY`, no flags, no extension: PostgreSQL's documentation of COPY, "Binary Format". */
const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex')
const trailer = Buffer.from('ffff', 'hex')

/** No text of a row but the payload is longer. Bytes. */
const mostFieldBytes = 1024

/** `text` where a column has a type whose binary format is not known. */
export function copyFormatOf(table: TargetTable): 'binary' | 'text' {
  return fieldsOf(table).length === table.columns.length ? 'binary' : 'text'
}

function fieldsOf({ columns }: TargetTable): readonly WriteField[] {
  return columns.flatMap(({ role, column }) => binaryField(role, column.type) ?? [])
}

/** Rows in the binary format of COPY. */
export class BinaryRows {
  readonly #maker: RowMaker
  readonly #fields: readonly WriteField[]
  readonly #mostRowBytes: number

  /** @param table for which {@link copyFormatOf} says `binary` */
  constructor(maker: RowMaker, table: TargetTable) {
    const fields = fieldsOf(table)
    this.#maker = maker
    this.#fields = fields
    this.#mostRowBytes = 2 + fields.length * mostFieldBytes + maker.settings.payloads.mostBytes
  }

  /** Buffers for one connection. */
  makeRing(): ChunkRing {
    return new ChunkRing(this.#mostRowBytes + header.length)
  }

  /**
   * All that COPY reads for the rows from `from` up to, and without, `to`.
   * @param ring of a connection whose last COPY has come to its end: nothing of it is on its way any more
   */
  *chunks(from: number, to: number, ring: ChunkRing): Generator<Buffer, void> {
    const most = this.#mostRowBytes
    let chunk = ring.next()
    let length = header.copy(chunk)
    for (let row = from; row < to; row++) {
      if (length + most > ring.size) {
        yield chunk.subarray(0, length)
        chunk = ring.next()
        length = 0
      }
      length = this.#write(chunk, length, row)
    }
    yield chunk.subarray(0, length)
    yield trailer
  }

  #write(target: Buffer, start: number, row: number): number {
    const maker = this.#maker
    maker.turnTo(row)
    let offset = target.writeInt16BE(this.#fields.length, start)
    for (const write of this.#fields) offset = write(target, offset, maker)
    return offset
  }
}
