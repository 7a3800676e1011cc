import { type RawBuilder, sql } from 'kysely'
import { type OutgoingReference, pointingNowhere } from '../fixes/outgoing-references.ts'
import { say } from '../language/phrases.ts'
import { statementOf } from '../scan/query-builder.ts'
import { keyOfRow, literalsOf, type RestoreTarget } from './restore-target.ts'
import type { UndoRow } from './undo-lines.ts'

export interface Parted {
  readonly good: readonly UndoRow[]
  readonly left: readonly { readonly key: string; readonly reason: string }[]
}

/**
 * Parts rows that are to come back from those that pointed to something that is gone since: with triggers off, no foreign
 * key would say so. What pointed nowhere before comes back as it was. Where that was not looked at, nothing is to come back
 * that breaks a foreign key which the database holds for valid.
 * @param columns ready for SQL: only foreign keys of these matter
 */
export async function withoutOrphans(
  target: RestoreTarget,
  rows: readonly UndoRow[],
  columns: ReadonlySet<string>,
): Promise<Parted> {
  const foreignKeys = target.foreignKeys.filter((one) => one.columns.some((column) => columns.has(column)))
  if (rows.length === 0 || foreignKeys.length === 0) return { good: rows, left: [] }
  const reasons = new Map<string, string>()
  // Whole rows: a column whose domain allows no NULL cannot be left out.
  const literals = literalsOf(
    target,
    rows.map(({ row }) => row),
  )
  const source = sql`unnest(${literals}::${sql.raw(target.shape.quoted)}[])`
  const byKey = new Map(rows.map((one) => [keyOfRow(target, one.row), one]))
  for (const foreignKey of foreignKeys) {
    await lockTargets(target, source, foreignKey)
    const looked = { source, where: sql`true`, key: target.key.quoted, shape: target.shape }
    for (const key of await pointingNowhere(target.client, looked, foreignKey))
      if (!wasOrphan(target, byKey.get(key), foreignKey))
        reasons.set(key, say('what it points to is gone: {columns}', { columns: foreignKey.name }))
  }
  return {
    good: rows.filter(({ row }) => !reasons.has(keyOfRow(target, row))),
    left: [...reasons].map(([key, reason]) => ({ key, reason })),
  }
}

function wasOrphan(
  { lookedAt }: RestoreTarget,
  row: UndoRow | undefined,
  { name, isValid }: OutgoingReference,
): boolean {
  if (!lookedAt.has(name)) return !isValid
  return row?.orphan?.includes(name) === true
}

/** As a foreign key does: what is pointed to must not go before the commit. */
async function lockTargets(
  { client }: RestoreTarget,
  source: RawBuilder<unknown>,
  { columns, target, targetColumns, isLockable }: OutgoingReference,
): Promise<void> {
  if (!isLockable) return
  const pairs = columns.map((column, at) => sql.raw(`t.${targetColumns[at] ?? ''} = r.${column}`))
  const { text, values } = statementOf(sql`
    SELECT FROM ${sql.raw(target)} AS t WHERE EXISTS (SELECT FROM ${source} AS r WHERE ${sql.join(pairs, sql` AND `)})
    FOR KEY SHARE OF t NOWAIT`)
  await client.query(text, values)
}
