import type { RowMaker } from '../rows/row-maker.ts'
import type { TargetTable } from './target-table.ts'
import { textValue } from './text-values.ts'

/** What is given to the socket at once. Characters. */
const chunkLength = 48 * 1024

/** Rows in the text format of COPY, for tables that have a column of a type whose binary format is not known. */
export class TextRows {
  readonly #maker: RowMaker
  readonly #target: TargetTable

  constructor(maker: RowMaker, target: TargetTable) {
    this.#maker = maker
    this.#target = target
  }

  /** All that COPY reads for the rows from `from` up to, and without, `to`. */
  *chunks(from: number, to: number): Generator<Buffer, void> {
    let text = ''
    for (let row = from; row < to; row++) {
      this.#maker.turnTo(row)
      text += `${this.#target.columns.map(({ role }) => escaped(textValue(role, this.#maker))).join('\t')}\n`
      if (text.length < chunkLength) continue
      yield Buffer.from(text)
      text = ''
    }
    if (text !== '') yield Buffer.from(text)
  }
}

function escaped(value: string | null): string {
  if (value === null) return String.raw`\N`
  if (!/[\\\t\n\r]/.test(value)) return value
  return value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
