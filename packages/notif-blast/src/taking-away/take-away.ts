import { openClient, type DatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { TargetTable } from '../writers/target-table.ts'

/** Rows that one statement removes: none of them holds its locks for long. */
const chunkRows = 5000

export async function countRows(
  db: Kysely<unknown>,
  { table }: TargetTable,
  where: RawBuilder<unknown>,
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    SELECT count(*)::bigint AS count FROM ${sql.raw(table.quoted)} WHERE ${where}`.execute(db)
  return rows[0]?.count ?? 0
}

export interface TakeAwayOptions {
  readonly address: DatabaseAddress
  readonly target: TargetTable
  readonly where: RawBuilder<unknown>
  readonly onRemoved: (rows: number) => void
  readonly signal: AbortSignal
}

/**
 * Removes rows, so many at a time, each time in a transaction of its own. Which ones is read once, by a cursor: what comes
 * meanwhile stays.
 * @returns how many were removed; what the signal kept from being removed is still there
 */
export async function takeAway(db: Kysely<unknown>, options: TakeAwayOptions): Promise<number> {
  const { address, target, where, onRemoved, signal } = options
  const { quoted } = target.table
  const id = target.table.columns.id
  const reader = await openClient(address, { applicationName: 'notif-blast', readOnly: true, signal })
  try {
    const { sql: text, parameters } = sql`
      DECLARE doomed NO SCROLL CURSOR FOR SELECT ${sql.raw(id.quoted)}::text AS id FROM ${sql.raw(quoted)} WHERE ${where}`.compile(
      db,
    )
    await reader.query('BEGIN READ ONLY')
    await reader.query(text, [...parameters])
    let removed = 0
    while (!signal.aborted) {
      const { rows } = await reader.query<{ readonly id: string }>(`FETCH ${chunkRows} FROM doomed`)
      if (rows.length === 0) break
      const ids = rows.map((row) => row.id)
      const { numAffectedRows } = await sql`
        DELETE FROM ${sql.raw(quoted)} WHERE ${sql.raw(id.quoted)} = ANY (${ids}::${sql.raw(id.baseType)}[])`.execute(
        db,
      )
      removed += Number(numAffectedRows ?? 0)
      onRemoved(removed)
    }
    return removed
  } finally {
    await reader.end()
  }
}
