import { sql } from 'kysely'
import type { MappedTable } from '../catalog/mapped-table.ts'
import type { BrokenRows, Database } from './check.ts'
import type { FixAction } from './fix.ts'

/**
 * Rows that point to what is not there. An anti-join: PostgreSQL hashes the smaller side and reads each table once, where
 * `NOT IN` would compare every pair. A NULL points nowhere, and is no orphan.
 */
export function orphans(db: Database, from: MappedTable, column: string, to: MappedTable): BrokenRows {
  return db
    .selectFrom(from.as('r'))
    .select(sql.ref('r.id').as('key'))
    .where(sql.ref(`r.${column}`), 'is not', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom(to.as('t'))
            .select(sql.lit(1).as('one'))
            .where(sql.ref('t.id'), '=', sql.ref(`r.${column}`)),
        ),
      ),
    )
}

/** An orphan loses its reference where the column may be empty; else there is nothing left of the row that means anything. */
export function withoutReference(isNullable: boolean, column: string): FixAction {
  return isNullable
    ? { change: { kind: 'set', column, value: 'null' }, done: 'reference set to NULL' }
    : { change: { kind: 'delete' }, done: 'removed' }
}

export const orphanFix =
  'The reference becomes NULL where its column allows that; else the row is removed, unless other rows refer to it.'
