import type { FoundColumn, FoundTable } from '@m4sh/tools-core/connections/postgres'
import type { PreparedGuard } from '../constraints/guard.ts'
import type { BrokenRows, CheckFacts } from './check.ts'
import type { JustifyingRows } from '../fixes/justifying-rows.ts'
import type { RowsToFix, Uncovering } from './fix.ts'

/** A check as it is made in this database. */
export interface PreparedCheck extends CheckFacts {
  readonly docs: string
  readonly subject: Subject
  /** `key`, and `severity` where the check has more than one. */
  readonly broken: BrokenRows
  readonly fix: PreparedFix | null
  /** What in the database would stop such rows from coming back. */
  readonly guards: readonly PreparedGuard[]
  /** Rows of all tables that it reads, as they were last analyzed: which checks take long. */
  readonly weight: number
}

/** The rows that a check looks at. */
export interface Subject {
  /** Where they stand, ready for SQL: a table with its schema, or a query in parentheses. */
  readonly source: string
  /** The table, for people: `public.lessons_lesson`; `null` for what is none. */
  readonly table: string | null
  /** An SQL expression that tells its rows apart, as the check gives it as `key`: columns of `subject`, as whoever reads the source calls it. `null` if nothing does. Without it, or without a table, the check's own query reads from `subject`, and its columns are shown from there. */
  readonly key: string | null
  /** Its type, ready for a cast, so that an index finds keys; `null` where it is not known, and they are compared as text. */
  readonly keyType: string | null
  /** Columns that show which row it is and what is wrong with it, by their own names; the key first, where it is one. */
  readonly shows: readonly { readonly name: string; readonly quoted: string }[]
}

/** A repair as it is made in this database: one change to some rows of one table. */
export interface PreparedFix {
  readonly check: string
  readonly describe: string
  readonly table: FoundTable<string, string>
  readonly key: FoundColumn
  readonly change: PreparedChange
  /** In the past: `archived`, `removed`. */
  readonly done: string
  readonly rows: RowsToFix
  /** Whether these are the rows that the check finds, and not some of them or others. */
  readonly areBroken: boolean
  /** Whether the other rows of the check are whole once these are repaired. */
  readonly mendsOthers?: boolean
  readonly uncovers: readonly Uncovering[]
  readonly dependsOn?: readonly JustifyingRows[]
  /** The flag that is missing for it: `--fix-times`; `null` where nothing is. */
  readonly needsFlag: string | null
}

export type PreparedChange =
  | { readonly kind: 'delete' }
  | { readonly kind: 'set'; readonly column: FoundColumn; readonly value: { readonly text: string } | 'null' | 'now' }
  | { readonly kind: 'swap'; readonly columns: readonly [FoundColumn, FoundColumn] }
