import { type DatabaseClient, findTables, type FoundTable, readRelations } from '@m4sh/tools-core/connections/postgres'
import { ExpectedError } from '@m4sh/tools-core/errors'
import { labelOf, primaryKeyOf } from './database-schema.ts'
import { isColumnOf, type PlatformReference } from './platform-references.ts'
import type { Reference, Rejected } from './reference.ts'

/** A reference whose orphans can be found. */
export interface CheckableReference {
  /** Of the check. */
  readonly id: string
  readonly reference: Reference
  /** Its table, where orphans may be repaired: the reference is certain, and one column tells the rows apart. */
  readonly repairable: RepairableTable | null
}

export type RepairableTable = FoundTable<'key' | 'reference'>

/** All but those for which the platform has a check of its own, and those whose rows cannot be read. */
export async function checkableReferences(
  session: DatabaseClient,
  found: readonly Reference[],
  platform: readonly PlatformReference[],
): Promise<{ readonly checkable: readonly CheckableReference[]; readonly unreadable: readonly Rejected[] }> {
  const others = found
    .filter((reference) => !platform.some((known) => isSame(reference, known)))
    .map((reference) => ({
      id: `schema.orphan.${labelOf(reference.from)}`,
      reference,
      reason: reference.from.table.unreadable ?? reference.to.table.unreadable,
    }))
  const readable = others.filter(({ reason }) => reason === null)
  const tables = await findRepairable(session, readable.map(({ reference }) => reference).filter(isRepairable))
  return {
    checkable: readable.map(({ id, reference }) => ({ id, reference, repairable: tables.get(reference) ?? null })),
    unreadable: others.flatMap(({ id, reason }) => (reason === null ? [] : [{ what: id, reason }])),
  }
}

function isSame({ from, to }: Reference, { table, column, target, key }: PlatformReference): boolean {
  return isColumnOf(from, table, column) && isColumnOf(to, target, key)
}

function isRepairable({ isCertain, from }: Reference): boolean {
  return isCertain && primaryKeyOf(from.table).length === 1
}

/** @throws {RunError} for a table that was dropped since */
async function findRepairable(
  session: DatabaseClient,
  references: readonly Reference[],
): Promise<ReadonlyMap<Reference, RepairableTable>> {
  if (references.length === 0) return new Map()
  const requests = references.map(({ from: { table, column } }) => ({
    wish: { purpose: 'references', names: [], columns: { key: { names: [] }, reference: { names: [] } } },
    mapping: { table: table.quoted, columns: { key: primaryKeyOf(table)[0]?.quoted ?? '', reference: column.quoted } },
    hints: { table: 'the catalog', columns: 'the catalog' },
  }))
  const tables = await findTables(session, requests, await readRelations(session))
  return new Map(
    references.map((reference, at) => {
      const table = tables[at]
      if (table === undefined || table instanceof ExpectedError) throw table
      return [reference, table]
    }),
  )
}
