import { RunError } from '../../../errors/errors.ts'
import {
  alikeRelations,
  isView,
  mappedRelation,
  noneFound,
  onlyOne,
  type RelationSearch,
  usualRelation,
} from './choose-relation.ts'
import { readColumns } from './columns.ts'
import { checkRoles, type ColumnSearch, hasColumns, matchColumns } from './match-columns.ts'
import { type Queryable, readColumnNames, readDetails, readRelations, type Relation } from './relations.ts'
import type { FoundTable, TableHints, TableMapping, TableWish } from './table-wish.ts'

/**
 * Finds a table and its columns: as the user says; else by a usual name on the search path, then in any schema; else the
 * one table that ends alike and has all columns that are needed. Parts of a partitioned table only where they are named.
 * @param client a client or a pool
 * @param known all tables that there are, where several are looked for one after another; else they are read
 * @throws {RunError} where no table fits, or more than one, or a column is not there
 * @throws {UsageError} for a mapping that cannot be
 */
export async function findTable<Role extends string, Optional extends Role = never>(
  client: Queryable,
  wish: TableWish<Role, Optional>,
  mapping: TableMapping,
  hints: TableHints,
  known?: readonly Relation[],
): Promise<FoundTable<Role, Optional>> {
  const search: RelationSearch = { ...wish, isWritten: wish.isWritten ?? false, hints }
  const columnSearch: ColumnSearch = { columns: wish.columns, mapped: mapping.columns ?? {}, flag: hints.columns }
  checkRoles(columnSearch)
  const { relation, foundBy } = await chooseRelation(
    client,
    known ?? (await readRelations(client)),
    mapping,
    search,
    columnSearch,
  )
  if (search.isWritten) refuseView(relation, search)
  const found = await readColumns(client, relation)
  const columns = matchColumns(columnSearch, relation.quoted, found)
  const taken = new Set(Object.values(columns))
  return {
    schema: relation.schema,
    name: relation.name,
    quoted: relation.quoted,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each role that must have a column has one
    columns: columns as FoundTable<Role, Optional>['columns'],
    others: found.filter((column) => !taken.has(column)),
    foundBy,
    kind: relation.kind,
    ...(await readDetails(client, relation)),
  }
}

interface Choice {
  readonly relation: Relation
  readonly foundBy: FoundTable<string>['foundBy']
}

async function chooseRelation(
  client: Queryable,
  relations: readonly Relation[],
  { table }: TableMapping,
  search: RelationSearch,
  columnSearch: ColumnSearch,
): Promise<Choice> {
  if (table !== undefined) return { relation: mappedRelation(table, relations, search), foundBy: 'config' }
  const whole = relations.filter(({ isPartition }) => !isPartition)
  const usual = usualRelation(whole, search)
  if (usual !== undefined) return { relation: usual, foundBy: 'default name' }
  const alike = alikeRelations(whole, search)
  const names = await readColumnNames(client, alike)
  const fit = alike.filter(({ oid }) => hasColumns(columnSearch, names.get(oid) ?? []))
  const only = onlyOne(fit, search)
  if (only === undefined) throw noneFound(relations, search)
  return { relation: only, foundBy: 'columns' }
}

function refuseView(relation: Relation, { hints }: RelationSearch): void {
  if (!isView(relation)) return
  throw new RunError(`${relation.quoted} is a ${relation.kind}: rows are written into tables only.`, {
    hint: `Name the table behind it with ${hints.table}.`,
  })
}
