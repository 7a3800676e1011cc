import { nearest } from '../../../errors/did-you-mean.ts'
import { RunError } from '../../../errors/errors.ts'
import { sayCore } from '../../../language/messages/phrases.ts'
import type { Relation } from './relations.ts'
import { findByName, tableNameOf } from './sql-name.ts'
import type { TableHints } from './table-wish.ts'

/** What is looked for, whatever its columns. */
export interface RelationSearch {
  readonly purpose: string
  readonly names: readonly string[]
  readonly isWritten: boolean
  readonly hints: TableHints
}

/**
 * The table that the user names: on the search path, else the only one of that name.
 * @throws {RunError} where there is none, or more than one
 * @throws {UsageError} for what is no name
 */
export function mappedRelation(given: string, relations: readonly Relation[], search: RelationSearch): Relation {
  const { schema, name } = tableNameOf(given, search.hints.table)
  const inSchema = relations.filter((relation) => schema === null || schema.includes(relation.schema))
  const visible =
    schema === null
      ? findByName(
          name,
          inSchema.filter(({ isVisible }) => isVisible),
        )
      : undefined
  if (visible !== undefined) return visible
  const named = name.map((reading) => inSchema.filter((relation) => relation.name === reading))
  const found = named.find((some) => some.length > 0) ?? []
  return onlyOne(found, search) ?? noneMapped(given, relations, search)
}

/** The table of a usual name: on the search path, else in any schema. `undefined` if there is none. */
export function usualRelation(relations: readonly Relation[], search: RelationSearch): Relation | undefined {
  const visible = relations.filter(({ isVisible }) => isVisible)
  const onPath = findByName(search.names, visible)
  if (onPath !== undefined) return onPath
  const named = search.names.map((wanted) => relations.filter(({ name }) => name === wanted))
  return onlyOne(named.find((some) => some.length > 0) ?? [], search)
}

/** Tables whose name ends as a usual one does: `core_notifications` for `notifications_notification`. */
export function alikeRelations(relations: readonly Relation[], { names }: RelationSearch): readonly Relation[] {
  const endings = names.map((name) => plain(name.replace(/.*_(?=.)/, '')))
  return relations.filter(({ name }) => endings.some((ending) => plain(name).endsWith(ending)))
}

/** `TutorStudentRelations` and `tutor_student_relation` are the same. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/s$/, '')
}

/**
 * Of several, those that are tables if rows are to be written; `undefined` for none.
 * @throws {RunError} for more than one
 */
export function onlyOne(found: readonly Relation[], search: RelationSearch): Relation | undefined {
  const tables = found.filter((relation) => !isView(relation))
  const fit = search.isWritten && tables.length > 0 ? tables : found
  if (fit.length < 2) return fit[0]
  const message = sayCore('There is more than one table for the {@purpose}: {tables}.', {
    purpose: search.purpose,
    tables: fit.map(({ quoted }) => quoted).join(', '),
  })
  throw new RunError(message, { hint: `Say which with ${search.hints.table}.` })
}

export function isView({ kind }: Relation): boolean {
  return kind === 'view' || kind === 'materialized view'
}

function noneMapped(given: string, relations: readonly Relation[], { hints }: RelationSearch): never {
  const known = new Map(
    relations.flatMap(({ name, schema, quoted }) => [
      [name, quoted],
      [`${schema}.${name}`, quoted],
    ]),
  )
  const meant = nearest(given, [...known.keys()])
  const details = meant === undefined ? {} : { hint: `Did you mean ${known.get(meant)}?` }
  throw new RunError(`There is no table ${given}, which ${hints.table} gives.`, details)
}

/** Nothing was found: what was looked for, and where. */
export function noneFound(relations: readonly Relation[], search: RelationSearch): RunError {
  const hint =
    relations.length === 0
      ? 'The database holds no table at all. Is it the right one?'
      : `Say which it is with ${search.hints.table}.`
  const message = sayCore(
    'There is no table for the {@purpose}: looked for {names} in every schema, and for tables that end alike and have its columns.',
    { purpose: search.purpose, names: search.names.join(', ') },
  )
  return new RunError(message, { hint })
}
