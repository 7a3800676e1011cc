import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { RowsRefused } from '../fixes/in-halves.ts'
import { type OutgoingReference, readForeignKeysOf } from '../fixes/outgoing-references.ts'
import { type RawRow, readRawRows } from '../fixes/raw-rows.ts'
import { readTableShape, type ShapeColumn, type TableShape } from '../fixes/table-shape.ts'
import { say } from '../language/phrases.ts'
import { rowLiteral } from './row-literal.ts'
import type { UndoSection } from './undo-lines.ts'

/** A table that rows come back to. */
export interface RestoreTarget {
  readonly client: DatabaseClient
  readonly shape: TableShape
  /** Of the rows in the file, in their order. */
  readonly columns: readonly ShapeColumn[]
  readonly key: ShapeColumn
  /** As they are now; those whose targets this user sees. */
  readonly foreignKeys: readonly OutgoingReference[]
  /** Names of those that the repair has looked at. */
  readonly lookedAt: ReadonlySet<string>
}

/** What came of some rows. */
export interface Restored {
  readonly restored: number
  readonly alreadyThere: number
  readonly left: readonly { readonly key: string; readonly reason: string }[]
}

/**
 * Locks the table as a change does: where somebody rebuilds it it is heard once, and not of every row.
 * @throws {RunError} where the table is another by now, or nobody would say what its rows point to
 */
export async function findTarget(
  client: DatabaseClient,
  { schema, table, key, columns, foreignKeys = [] }: UndoSection,
  { areTriggersOff }: { readonly areTriggersOff: boolean },
): Promise<RestoreTarget> {
  const shape = await readTableShape(client, schema, table)
  if (shape === null) throw changed(`there is no table ${schema}.${table}`)
  const found = columns.map(({ name, type }) => {
    const column = shape.columns.find((one) => one.name === name)
    if (column === undefined || column.isComputed) throw changed(`${shape.quoted} has no column ${name} to write to`)
    if (column.declared !== type)
      throw changed(`${shape.quoted}.${column.quoted} is ${column.declared}, and was ${type}`)
    return column
  })
  const own = found.find(({ name }) => name === key)
  if (own === undefined) throw changed(`${shape.quoted} has no column ${key}`)
  await client.query(`LOCK TABLE ${shape.quoted} IN ROW EXCLUSIVE MODE`)
  const keys = await readForeignKeysOf(client, shape)
  const hidden = keys.find(({ isReadable }) => !isReadable)
  if (areTriggersOff && hidden !== undefined) throw unseen(shape, hidden)
  return {
    client,
    shape,
    columns: found,
    key: own,
    foreignKeys: keys.filter(({ isReadable }) => isReadable),
    lookedAt: new Set(foreignKeys),
  }
}

function changed(what: string): RunError {
  return new RunError(`The tables are not those of the repair any more: ${what}. Nothing was changed.`, {
    hint: 'Bring the table back to the form that it had then, or restore the rows from the undo file by hand.',
  })
}

/** With triggers off the database does not look either. */
function unseen({ quoted }: TableShape, { name, target }: OutgoingReference): RunError {
  return new RunError(
    `This user may not see whether what ${quoted} (${name}) points to is there. Nothing was changed.`,
    {
      hint: `GRANT it SELECT on ${target}, or give a superuser in --database-url.`,
    },
  )
}

export function keyOfRow({ columns, key }: RestoreTarget, row: RawRow): string {
  return row[columns.indexOf(key)] ?? ''
}

/**
 * Rows of these keys as they are now, by key; locked, so that they stay so. What others have locked is not waited for: it is
 * an error, and found out by halves.
 */
export async function currentRows(
  target: RestoreTarget,
  rows: readonly RawRow[],
): Promise<ReadonlyMap<string, RawRow>> {
  const { client, shape, columns, key } = target
  const text = `SELECT ${columns.map(({ quoted }) => quoted).join(', ')} FROM ${shape.quoted}
    WHERE ${key.quoted} = ANY ($1::${key.cast}[]) FOR UPDATE NOWAIT`
  const found = await readRawRows(client, { text, values: [rows.map((row) => keyOfRow(target, row))] })
  return new Map(found.map((row) => [keyOfRow(target, row), row]))
}

/** Rows for `unnest($1::table[])`. */
export function literalsOf({ shape, columns }: RestoreTarget, rows: readonly RawRow[]): string[] {
  return rows.map((row) => rowLiteral(shape, new Map(columns.map(({ name }, at) => [name, row[at] ?? null]))))
}

/**
 * Rows as they are to be after a change, beside what came of it.
 * @throws {RowsRefused} where it is not the same: triggers run where this user may not switch them off
 */
export function refuseOthers(target: RestoreTarget, wanted: readonly RawRow[], written: readonly RawRow[]): void {
  if (written.length !== wanted.length) throw new RowsRefused(say('a trigger or a rule of the table prevents it'))
  const byKey = new Map(written.map((row) => [keyOfRow(target, row), row]))
  if (!wanted.every((row) => isSame(row, byKey.get(keyOfRow(target, row)))))
    throw new RowsRefused(say('a trigger or a rule of the table makes other values of it'))
}

export function isSame(row: RawRow, other: RawRow | undefined): boolean {
  return other !== undefined && row.every((value, at) => value === other[at])
}

/** For RETURNING. */
export function columnList({ columns }: RestoreTarget, alias: string): string {
  return columns.map(({ quoted }) => `${alias}.${quoted}`).join(', ')
}
