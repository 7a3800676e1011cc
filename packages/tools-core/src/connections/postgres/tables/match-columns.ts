import { nearest, suggestion } from '../../../errors/did-you-mean.ts'
import { RunError, UsageError } from '../../../errors/errors.ts'
import { sayCore } from '../../../language/messages/phrases.ts'
import { findByName, parseColumnName } from './sql-name.ts'
import type { ColumnWish, FoundColumn } from './table-wish.ts'

/** What is looked for: the wish, whatever its roles, and what the user says. */
export interface ColumnSearch {
  readonly columns: Readonly<Record<string, ColumnWish & { readonly optional?: true }>>
  /** By role. */
  readonly mapped: Readonly<Record<string, string>>
  /** What maps them, for hints. */
  readonly flag: string
}

/**
 * The column of each role: the one that the user names, else the first of the usual names.
 * @throws {RunError} where a column is not there
 */
export function matchColumns(
  search: ColumnSearch,
  table: string,
  found: readonly FoundColumn[],
): Readonly<Record<string, FoundColumn>> {
  const matched = Object.entries(search.columns).flatMap(([role, wish]) => {
    const given = search.mapped[role]
    const column = given === undefined ? findUsual(wish.names, found) : findByName(parseColumnName(given), found)
    if (column !== undefined) return [[role, column] as const]
    if (given !== undefined) throw noSuchColumn(search, table, role, found)
    return wish.optional ? [] : [missing(search, table, role, found)]
  })
  return Object.fromEntries(matched)
}

/** Whether a table has a column for every role that must have one; by the usual names alone, or as the user says. */
export function hasColumns({ columns, mapped }: ColumnSearch, names: readonly string[]): boolean {
  const found = names.map((name) => ({ name }))
  return Object.entries(columns).every(([role, wish]) => {
    const given = mapped[role]
    if (given !== undefined) return findByName(parseColumnName(given), found) !== undefined
    return wish.optional === true || findUsual(wish.names, found) !== undefined
  })
}

/** As it is written, else but for capitals and underscores: `userId` is `user_id`. */
function findUsual<Column extends { readonly name: string }>(
  names: readonly string[],
  columns: readonly Column[],
): Column | undefined {
  const alike = (name: string) => columns.find((column) => plain(column.name) === plain(name))
  return findByName(names, columns) ?? names.map(alike).find((column) => column !== undefined)
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** @throws {UsageError} where the user maps what is no role */
export function checkRoles({ columns, mapped, flag }: ColumnSearch): void {
  const roles = Object.keys(columns)
  const unknown = Object.keys(mapped).find((role) => !roles.includes(role))
  if (unknown === undefined) return
  const hint = suggestion(unknown, roles)
  const message = `${flag} has "${unknown}"; it must be one of ${roles.join(', ')}.`
  throw new UsageError(message, hint === undefined ? {} : { hint })
}

function noSuchColumn(
  { mapped, flag }: ColumnSearch,
  table: string,
  role: string,
  found: readonly FoundColumn[],
): RunError {
  const given = mapped[role] ?? ''
  const meant = nearest(
    given,
    found.map(({ name }) => name),
  )
  return new RunError(`${table} has no column ${JSON.stringify(given)}, which ${flag} gives for "${role}".`, {
    hint: meant === undefined ? listOf(found) : `Did you mean ${JSON.stringify(meant)}?`,
  })
}

function missing({ columns, flag }: ColumnSearch, table: string, role: string, found: readonly FoundColumn[]): never {
  throw new RunError(lackOfColumn(table, role, columns[role]?.names ?? []), {
    hint: `${listOf(found)} Say which it is with ${flag}.`,
  })
}

/** That a table has no column of a role, for a report. */
export function lackOfColumn(table: string, role: string, names: readonly string[]): string {
  return sayCore('{table} has no column for "{role}"; looked for {names}.', { table, role, names: names.join(', ') })
}

function listOf(columns: readonly FoundColumn[]): string {
  return columns.length === 0 ? 'It has no columns.' : `It has ${columns.map(({ quoted }) => quoted).join(', ')}.`
}
