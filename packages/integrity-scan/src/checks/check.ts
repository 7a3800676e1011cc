import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { MappedTable } from '../catalog/mapped-table.ts'
import type { ColumnName, TableName } from '../catalog/platform-tables.ts'
import type { Guard } from '../constraints/guard.ts'
import type { CheckPhrase } from '../language/phrases/checks.ts'
import type { Severity } from '../result.ts'
import type { Fix } from './fix.ts'

export type Category = 'Relations' | 'Lessons' | 'Chat' | 'Notifications' | 'Snapshots' | 'Users' | 'Schema' | 'Custom'

/** No table is known to the types: names come from the catalog. */
export type Database = Kysely<unknown>

/** A query whose rows are broken: `key`, in the type that the database has for it, and `severity` where it differs. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tables and aliases within are its own matter
export type BrokenRows = SelectQueryBuilder<any, any, { key: unknown; severity?: Severity }>

/** What the user can set about the checks. */
export interface CheckSettings {
  /** Unread notifications that are older are stale. Days. */
  readonly staleDays: number
  /** Roles that a user may have. */
  readonly roles: readonly string[]
}

/** Tables that a check reads, with the columns that it needs of each besides those that every such table has. */
export type Needs = { readonly [Table in TableName]?: readonly ColumnName<Table>[] }

type Needed<N extends Needs> = keyof N & TableName

/** What a check's queries are made of. */
export interface CheckInput<N extends Needs = Needs> {
  readonly db: Database
  readonly tables: { readonly [Table in Needed<N>]: MappedTable<Table> }
  readonly settings: CheckSettings
  /** Whether a column is there that the check can do without. */
  readonly has: <Table extends Needed<N>>(table: Table, column: ColumnName<Table>) => boolean
  readonly isNullable: <Table extends Needed<N>>(table: Table, column: ColumnName<Table>) => boolean
}

/** What is said of a check, whether or not it can be made here. */
export interface CheckFacts {
  readonly id: string
  readonly category: Category
  /** All that it finds, the worst first. */
  readonly severities: readonly [Severity, ...Severity[]]
  /** What is wrong, of each of its rows: `The tutor does not exist`. */
  readonly title: string
  /** What it does to people, in whole sentences. */
  readonly explanation: string
  /** What a human has to do about rows that nothing repairs. */
  readonly advice: string
}

/** Of a check that comes with the tool: every language has its sentences. */
export interface KnownFacts extends CheckFacts {
  readonly title: CheckPhrase
  readonly explanation: CheckPhrase
  readonly advice: CheckPhrase
}

/** One thing that can be wrong with rows, and how they are found and repaired. */
export interface Check<N extends Needs = Needs> extends KnownFacts {
  /** The table whose rows are looked at. */
  readonly table: Needed<N>
  readonly needs: N
  /** Columns that show what is wrong with a row, besides its key; those that are not there are left out. */
  readonly shows: readonly string[]
  readonly find: (input: CheckInput<N>) => BrokenRows
  /** What in the database would stop such rows from coming back. */
  readonly guards: readonly Guard<N>[]
  readonly fix?: Fix<N>
}

/** A check whose types were forgotten: the registry's. */
// oxlint-disable-next-line typescript/no-explicit-any -- each check knows its own tables
export type AnyCheck = Check<any>

export function defineCheck<const N extends Needs>(check: Check<N>): AnyCheck {
  return check
}
