import { ExpectedError, RunError } from '../../../errors/errors.ts'
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
import {
  noDetails,
  type Queryable,
  readColumnNames,
  readDetails,
  readRelations,
  type Relation,
  type RelationDetails,
} from './relations.ts'
import type { FoundColumn, FoundTable, TableHints, TableMapping, TableWish } from './table-wish.ts'

/** A table that is looked for. */
export interface TableRequest<Role extends string = string, Optional extends Role = never> {
  readonly wish: TableWish<Role, Optional>
  readonly mapping: TableMapping
  readonly hints: TableHints
}

/**
 * Finds a table and its columns: as the user says; else by a usual name on the search path, then in any schema; else the
 * one table that ends alike and has all columns that are needed. Parts of a partitioned table only where they are named.
 * @param client a client or a pool
 * @throws {RunError} where no table fits, or more than one, or a column is not there
 * @throws {UsageError} for a mapping that cannot be
 */
export async function findTable<Role extends string, Optional extends Role = never>(
  client: Queryable,
  wish: TableWish<Role, Optional>,
  mapping: TableMapping,
  hints: TableHints,
): Promise<FoundTable<Role, Optional>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- roles are told apart by whoever asks
  const request = { wish, mapping, hints } as unknown as TableRequest
  const [found] = await findTables(client, [request], await readRelations(client))
  if (found === undefined || found instanceof ExpectedError) throw found
  return found
}

/**
 * Finds several tables as {@link findTable} does, by few questions for all of them.
 * @param relations all that there are, or those that are to be looked at
 * @returns in the order of the requests; of one that is not found the error that says why
 * @throws what the database says
 */
export async function findTables(
  client: Queryable,
  requests: readonly TableRequest[],
  relations: readonly Relation[],
): Promise<readonly (FoundTable<string> | ExpectedError)[]> {
  const choices: (Choice | ExpectedError)[] = []
  for (const request of requests) choices.push(await caught(async () => await choose(client, request, relations)))
  const chosen = choices.flatMap((choice) => (choice instanceof ExpectedError ? [] : [choice.relation]))
  const [columns, details] = [await readColumns(client, chosen), await readDetails(client, chosen)]
  return await Promise.all(
    choices.map(async (choice) =>
      choice instanceof ExpectedError
        ? choice
        : await caught(() => {
            const { oid } = choice.relation
            return foundOf(choice, columns.get(oid) ?? [], details.get(oid) ?? noDetails)
          }),
    ),
  )
}

async function caught<Result>(work: () => Result | Promise<Result>): Promise<Result | ExpectedError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
}

async function choose(
  client: Queryable,
  { wish, mapping, hints }: TableRequest,
  relations: readonly Relation[],
): Promise<Choice> {
  const search: RelationSearch = { ...wish, isWritten: wish.isWritten ?? false, hints }
  const columnSearch: ColumnSearch = { columns: wish.columns, mapped: mapping.columns ?? {}, flag: hints.columns }
  checkRoles(columnSearch)
  const choice = await chooseRelation(client, relations, mapping, search, columnSearch)
  if (search.isWritten) refuseView(choice.relation, search)
  return { ...choice, columnSearch }
}

function foundOf(
  { relation, foundBy, columnSearch }: Choice,
  found: readonly FoundColumn[],
  details: RelationDetails,
): FoundTable<string> {
  const columns = matchColumns(columnSearch, relation.quoted, found)
  const taken = new Set(Object.values(columns))
  const { schema, name, quoted, kind } = relation
  return {
    schema,
    name,
    quoted,
    columns,
    others: found.filter((column) => !taken.has(column)),
    foundBy,
    kind,
    ...details,
  }
}

interface Choice {
  readonly relation: Relation
  readonly foundBy: FoundTable<string>['foundBy']
  readonly columnSearch: ColumnSearch
}

async function chooseRelation(
  client: Queryable,
  relations: readonly Relation[],
  { table }: TableMapping,
  search: RelationSearch,
  columnSearch: ColumnSearch,
): Promise<Omit<Choice, 'columnSearch'>> {
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
