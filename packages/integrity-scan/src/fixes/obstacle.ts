import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { PreparedChange, PreparedFix } from '../checks/prepared-check.ts'
import { say } from '../language/phrases.ts'
import type { FixToPlan, RepairableFix } from './fix-plan.ts'
import { type ForeignKey, nameOf } from './row-references.ts'
import { type TableShape, writableColumns } from './table-shape.ts'

/** What else has to be known of a table whose rows are repaired. */
export interface TableFacts {
  readonly isKeyUnique: boolean
  readonly hasHeirs: boolean
  readonly triggers: readonly { readonly name: string; readonly onUpdate: boolean; readonly onDelete: boolean }[]
}

/** By the bits of `pg_trigger.tgtype`; those that only run for replicas do not run here. */
export async function readTableFacts(client: DatabaseClient, { oid }: TableShape, key: string): Promise<TableFacts> {
  const { rows } = await client.query<TableFacts>(
    `SELECT
      EXISTS (
        SELECT FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
          AND i.indnkeyatts = 1 AND a.attname = $2
      ) AS "isKeyUnique",
      EXISTS (
        SELECT FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_class c ON c.oid = inhrelid
        WHERE inhparent = $1::oid AND NOT c.relispartition
      ) AS "hasHeirs",
      coalesce((
        SELECT pg_catalog.json_agg(DISTINCT pg_catalog.jsonb_build_object(
          'name', tgname, 'onUpdate', tgtype & 16 <> 0, 'onDelete', tgtype & 8 <> 0))
        FROM pg_catalog.pg_trigger
        WHERE (tgrelid = $1::oid OR tgrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree($1::oid::regclass)))
          AND NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgtype & 24 <> 0
      ), '[]') AS triggers`,
    [oid, key],
  )
  return rows[0] ?? { isKeyUnique: false, hasHeirs: false, triggers: [] }
}

export interface Circumstances {
  readonly facts: TableFacts
  readonly shape: TableShape
  readonly references: readonly ForeignKey[]
}

/** Why a repair cannot be made, whatever its rows are; `null` where nothing hinders it. */
export function obstacleTo({ check, ignoredKeys }: FixToPlan, circumstances: Circumstances): string | null {
  const { fix, subject } = check
  if (ignoredKeys.length > 0 && !fix.areBroken && subject.table !== fix.table.quoted)
    return say('rows of {@table} are ignored, and which rows of {other} they stand for is not known', {
      table: subject.table ?? say('a query'),
      other: fix.table.quoted,
    })
  return obstacleOfTable(fix) ?? obstacleOfKey(fix, circumstances) ?? obstacleOfReferences(fix, circumstances)
}

function obstacleOfTable({ table, change, dependsOn = [] }: RepairableFix): string | null {
  const { kind, quoted, privileges, hasRowSecurity } = table
  if (kind !== 'table' && kind !== 'partitioned') return say(`{table} is a ${kind}`, { table: quoted })
  // PostgreSQL wants UPDATE to lock a row, to remove it too.
  const needed = ['select', 'update', ...(change.kind === 'delete' ? (['delete'] as const) : [])] as const
  const lacking = needed.find((privilege) => !privileges[privilege])
  if (lacking !== undefined)
    return say('this user lacks {privilege} on {table}', { privilege: lacking.toUpperCase(), table: quoted })
  // To lock rows that stay as they are, too.
  const unlockable = dependsOn.find((one) => !one.table.privileges.update)
  if (unlockable !== undefined)
    return say('this user lacks {privilege} on {table}', { privilege: 'UPDATE', table: unlockable.table.quoted })
  return hasRowSecurity ? say('row-level security hides rows of {table} from this user', { table: quoted }) : null
}

function obstacleOfKey({ table, key }: PreparedFix, { facts, shape }: Circumstances): string | null {
  if (!facts.isKeyUnique) return say('nothing keeps {column} unique', { column: `${table.quoted}.${key.quoted}` })
  if (facts.hasHeirs) return say('other tables inherit from {table}', { table: table.quoted })
  return writableColumns(shape).some(({ name }) => name === key.name)
    ? null
    : say('{column} is computed', { column: key.quoted })
}

function obstacleOfReferences({ change, key }: PreparedFix, { references }: Circumstances): string | null {
  if (change.kind === 'delete') {
    const hidden = references.find(({ isReadable }) => !isReadable)
    return hidden === undefined
      ? null
      : say('this user may not see whether rows of {table} refer to it', { table: hidden.table })
  }
  const changed = changedColumns(change)
  if (changed.includes(key.quoted)) return say('it would change the key of the row')
  const pointing = references.find(({ targetColumns }) => targetColumns.some((column) => changed.includes(column)))
  return pointing === undefined
    ? null
    : say('{reference} refers to what it would change', { reference: nameOf(pointing) })
}

/** Ready for SQL. */
export function changedColumns(change: PreparedChange): readonly string[] {
  if (change.kind === 'delete') return []
  return change.kind === 'set' ? [change.column.quoted] : change.columns.map(({ quoted }) => quoted)
}
