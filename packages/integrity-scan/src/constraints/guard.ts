import type { RawBuilder } from 'kysely'
import type { ColumnName, TableName } from '../catalog/platform-tables.ts'
import type { CheckSettings, Needs } from '../checks/check.ts'

type Needed<N extends Needs> = keyof N & TableName

/** Of any of the tables. */
type NeededColumn<N extends Needs> = { readonly [Table in Needed<N>]: ColumnName<Table> }[Needed<N>]

/** A column of the check's table, ready for SQL. */
export type ColumnSql<N extends Needs = Needs> = (role: NeededColumn<N>) => RawBuilder<unknown>

interface Noted {
  /** What else is to be known before it is made, in whole sentences. */
  readonly note?: string
}

/** What in the database would refuse rows that a check finds. Columns are those of the check's table. */
export type Guard<N extends Needs = Needs> =
  | ({ readonly kind: 'foreign key'; readonly column: NeededColumn<N>; readonly to: Needed<N> } & Noted)
  | ({
      readonly kind: 'check'
      /** Tells it from others of the table: `ends_after_start`. */
      readonly name: string
      /** Literals by `sql.lit`: nothing in a table's definition can be a parameter. */
      readonly condition: (column: ColumnSql<N>, settings: CheckSettings) => RawBuilder<unknown>
    } & Noted)
  | ({
      readonly kind: 'unique'
      readonly name: string
      readonly columns: (column: ColumnSql<N>) => readonly RawBuilder<unknown>[]
      /** The rows among which they are. */
      readonly where: (column: ColumnSql<N>) => RawBuilder<unknown>
    } & Noted)
  /** Why no constraint can state it, in one sentence. */
  | { readonly kind: 'none'; readonly because: string }

/** Something with a name, for people and for SQL. */
export interface Named {
  readonly name: string
  readonly quoted: string
}

/** A table; {@link quoted} with its schema. */
export interface GuardedTable extends Named {
  readonly schema: string
}

/** A guard by the names of this database. */
export type PreparedGuard =
  | (PreparedOn & {
      readonly kind: 'foreign key'
      readonly column: Named
      readonly target: GuardedTable
      readonly key: Named
      /** Nobody has said that the column points there: a constraint would refuse rows on a guess. */
      readonly isInferred?: true
    })
  | (PreparedOn & { readonly kind: 'check'; readonly name: string; readonly condition: string })
  | (PreparedOn & {
      readonly kind: 'unique'
      readonly name: string
      readonly columns: readonly string[]
      readonly where: string
    })
  | { readonly kind: 'none'; readonly because: string }

interface PreparedOn {
  readonly table: GuardedTable
  readonly note: string | null
}
