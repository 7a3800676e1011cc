import { type Kysely, sql } from 'kysely'
import { missingIn, type Range } from '../batches/ranges.ts'
import { mostRows, RowIds, type RunKey } from '../rows/run-id.ts'
import type { TargetTable } from '../writers/target-table.ts'
import { hasMarker, rowNumber } from './marker.ts'

/** So many rows are asked for at once. */
const windowRows = 50_000

/** The rows of a run that are in the database. */
export class RunRows {
  readonly #target: TargetTable
  readonly #key: RunKey
  readonly #ids: RowIds

  constructor(target: TargetTable, key: RunKey) {
    this.#target = target
    this.#key = key
    this.#ids = new RowIds(key)
  }

  /**
   * How many there are, by their marker.
   * @param hasOwnIds whether this tool has made their ids, which lie side by side: else the whole table is read
   */
  async count(db: Kysely<unknown>, hasOwnIds: boolean): Promise<number> {
    const marked = hasMarker(this.#target, this.#key.id)
    const where = hasOwnIds ? sql`${this.#within({ from: 0, to: mostRows })} AND ${marked}` : marked
    const { rows } = await sql<{ readonly count: number }>`
      SELECT count(*)::bigint AS count FROM ${sql.raw(this.#target.table.quoted)} WHERE ${where}`.execute(db)
    return rows[0]?.count ?? 0
  }

  /** What of a range is not in, by the ids that this tool has made. */
  async missing(db: Kysely<unknown>, { from, to }: Range): Promise<readonly Range[]> {
    const missing: Range[] = []
    for (let start = from; start < to; start += windowRows) {
      const window = { from: start, to: Math.min(to, start + windowRows) }
      missing.push(...missingIn(window, await this.#present(db, window)))
    }
    return joined(missing)
  }

  /** What of a range is not in, by the numbers within the payloads: the platform has made the ids. */
  async missingByNumber(db: Kysely<unknown>, range: Range): Promise<readonly Range[]> {
    const number = rowNumber(this.#target)
    const { rows } = await sql<{ readonly row: number }>`
      SELECT DISTINCT ${number} AS row FROM ${sql.raw(this.#target.table.quoted)}
      WHERE ${hasMarker(this.#target, this.#key.id)} ORDER BY 1`.execute(db)
    return missingIn(
      range,
      rows.map(({ row }) => row).filter((row) => row >= range.from && row < range.to),
    )
  }

  async #present(db: Kysely<unknown>, window: Range): Promise<readonly number[]> {
    const id = sql.raw(this.#target.table.columns.id.quoted)
    const { rows } = await sql<{ readonly id: string }>`
      SELECT ${id}::text AS id FROM ${sql.raw(this.#target.table.quoted)} WHERE ${this.#within(window)}`.execute(db)
    return rows.flatMap((row) => this.#ids.rowOf(row.id) ?? []).toSorted((left, right) => left - right)
  }

  #within({ from, to }: Range): ReturnType<typeof sql> {
    const { quoted, type } = this.#target.table.columns.id
    const [low, high] = [this.#ids.text(from), this.#ids.text(to - 1)]
    // Texts are ordered by a collation, which may be any: bytes are not.
    const id = type === 'uuid' ? sql.raw(quoted) : sql`${sql.raw(quoted)} COLLATE "C"`
    return sql`${id} BETWEEN ${low} AND ${high}`
  }
}

function joined(ranges: readonly Range[]): Range[] {
  const whole: Range[] = []
  for (const range of ranges) {
    const last = whole.at(-1)
    if (last?.to === range.from) whole[whole.length - 1] = { from: last.from, to: range.to }
    else whole.push(range)
  }
  return whole
}
