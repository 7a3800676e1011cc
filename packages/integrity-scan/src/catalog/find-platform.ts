import {
  findTables,
  type FoundTable,
  type Queryable,
  readRelations,
  type Relation,
  type TableRequest,
  type TableWish,
} from '@m4sh/tools-core/connections/postgres'
import { ExpectedError, nearest, RunError } from '@m4sh/tools-core/errors'
import { type MappedTable, mappedTable } from './mapped-table.ts'
import { platformTables, type TableName, tableNames } from './platform-tables.ts'

/** What the user says of one table. */
export interface TableConfig {
  readonly table?: string | undefined
  readonly columns: Readonly<Record<string, string>>
}

export type Mapping = Readonly<Partial<Record<TableName, TableConfig>>>

/** The platform's tables as this database has them; of one that it lacks, why. */
export type Platform = { readonly [Table in TableName]: MappedTable<Table> | { readonly missing: string } }

/**
 * Looks for all tables that the checks know. One that is not there is no error: its checks are skipped. One that the user
 * names has to be there.
 * @param schemas to look in, and in no other; empty for all
 * @throws {RunError} for a schema that is not there, for a table or column that the config file names and the database lacks
 * @throws {UsageError} for a mapping that cannot be
 */
export async function findPlatform(
  client: Queryable,
  mapping: Mapping,
  schemas: readonly string[] = [],
): Promise<Platform> {
  const relations = await relationsIn(client, schemas)
  const found = await findTables(
    client,
    tableNames.map((name) => requestFor(name, mapping[name])),
    relations,
  )
  const tables = tableNames.map((name, at) => [name, taken(name, found[at], mapping[name])] as const)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
  return Object.fromEntries(tables) as unknown as Platform
}

async function relationsIn(client: Queryable, schemas: readonly string[]): Promise<readonly Relation[]> {
  const relations = await readRelations(client)
  if (schemas.length === 0) return relations
  const { rows } = await client.query<{ readonly name: string }>('SELECT nspname AS name FROM pg_catalog.pg_namespace')
  const names = rows.map(({ name }) => name)
  const unknown = schemas.find((schema) => !names.includes(schema))
  if (unknown !== undefined) {
    const meant = nearest(unknown, names)
    const details = meant === undefined ? {} : { hint: `Did you mean ${JSON.stringify(meant)}?` }
    throw new RunError(`There is no schema ${JSON.stringify(unknown)}, which --schema gives.`, details)
  }
  return relations.filter(({ schema }) => schemas.includes(schema))
}

function requestFor(name: TableName, config: TableConfig | undefined): TableRequest {
  const key = `"integrity-scan.tables.${name}" in the config file`
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- which columns can be missing is known to the checks
  const wish = platformTables[name] as unknown as TableWish<string>
  return { wish, mapping: config ?? {}, hints: { table: key, columns: key } }
}

function taken(
  name: TableName,
  found: FoundTable<string> | ExpectedError | undefined,
  config: TableConfig | undefined,
): MappedTable | { readonly missing: string } {
  if (found !== undefined && !(found instanceof ExpectedError)) return mappedTable(name, found)
  if (!(found instanceof RunError) || config !== undefined) throw found
  return { missing: found.message }
}
