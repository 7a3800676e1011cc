import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { type RawRow, readRawRows } from '../fixes/raw-rows.ts'
import { readTableShape, type ShapeColumn, type TableShape } from '../fixes/table-shape.ts'
import { rowLiteral } from './row-literal.ts'
import type { UndoSection } from './undo-lines.ts'

/** A table that rows come back to. */
export interface RestoreTarget {
  readonly client: DatabaseClient
  readonly shape: TableShape
  /** Of the rows in the file, in their order. */
  readonly columns: readonly ShapeColumn[]
  readonly key: ShapeColumn
}

/** What came of some rows. */
export interface Restored {
  readonly restored: number
  readonly alreadyThere: number
  readonly left: readonly { readonly key: string; readonly reason: string }[]
}

/**
 * Locks the table as a change does: where somebody rebuilds it it is heard once, and not of every row.
 * @throws {RunError} where the table is another by now
 */
export async function findTarget(
  client: DatabaseClient,
  { schema, table, key, columns }: UndoSection,
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
  return { client, shape, columns: found, key: own }
}

function changed(what: string): RunError {
  return new RunError(`The tables are not those of the repair any more: ${what}. Nothing was changed.`, {
    hint: 'Bring the table back to the form that it had then, or restore the rows from the undo file by hand.',
  })
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
