import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { sql } from 'kysely'
import type { PlannedFix } from './fix-plan.ts'
import { pointingNowhere } from './outgoing-references.ts'
import { keyCast } from './plan-statements.ts'

/**
 * Rows that point to nothing before they are changed: so they are to come back.
 * @returns names of foreign keys, by the rows' keys
 */
export async function findOrphans(
  client: DatabaseClient,
  { fix, shape, foreignKeys }: PlannedFix,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const orphans = new Map<string, readonly string[]>()
  const rows = {
    source: sql.raw(shape.quoted),
    where: sql`${sql.raw(`r.${fix.key.quoted}`)} = ANY (${keys}::${sql.raw(keyCast(fix, shape))}[])`,
    key: fix.key.quoted,
    shape,
  }
  for (const foreignKey of foreignKeys)
    for (const key of await pointingNowhere(client, rows, foreignKey))
      orphans.set(key, [...(orphans.get(key) ?? []), foreignKey.name])
  return orphans
}
