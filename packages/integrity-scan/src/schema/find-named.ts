import { RunError } from '@m4sh/tools-core/errors'
import type { Place, SchemaTable } from './database-schema.ts'

/** @throws {RunError} for a name of several tables of which none is on the search path */
export function findNamedTable(text: string, tables: readonly SchemaTable[]): SchemaTable | undefined {
  return find(
    text,
    tables.map((table) => ({ table, path: [table.schema, table.name] })),
  )?.table
}

/** @throws {RunError} as {@link findNamedTable} */
export function findNamedColumn(text: string, tables: readonly SchemaTable[]): Place | undefined {
  return find(
    text,
    tables.flatMap((table) =>
      table.columns.map((column) => ({ table, column, path: [table.schema, table.name, column.name] })),
    ),
  )
}

interface Item {
  readonly table: SchemaTable
  /** Schema, table, and what is in it. */
  readonly path: readonly string[]
}

/** What SQL means by a name, else what is written just so; without a schema, what the search path shows first. */
function find<Found extends Item>(text: string, items: readonly Found[]): Found | undefined {
  const parts = text.match(/"(?:[^"]|"")+"|[^".]+/g) ?? []
  for (const names of [parts.map(asInSql), parts.map(asWritten)]) {
    const found = items.filter(({ path }) => isEndOf(path, names))
    const visible = found.filter(({ table }) => table.isVisible)
    const [only, another] = visible.length > 0 ? visible : found
    if (another !== undefined)
      throw new RunError(`There is more than one ${text}: ${found.map(({ table }) => table.quoted).join(', ')}.`, {
        hint: 'Say which with its schema: "schema.table".',
      })
    if (only !== undefined) return only
  }
  return undefined
}

function isEndOf(path: readonly string[], names: readonly string[]): boolean {
  const isWhole = names.length === path.length || names.length === path.length - 1
  return isWhole && names.every((name, at) => name === path.slice(-names.length)[at])
}

function asInSql(part: string): string {
  return part.startsWith('"') ? unquoted(part) : part.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

function asWritten(part: string): string {
  return part.startsWith('"') ? unquoted(part) : part
}

function unquoted(part: string): string {
  return part.slice(1, -1).replaceAll('""', '"')
}
