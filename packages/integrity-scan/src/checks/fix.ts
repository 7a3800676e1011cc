import type { SelectQueryBuilder } from 'kysely'
import type { TableName } from '../catalog/platform-tables.ts'
import type { CheckPhrase } from '../language/phrases/checks.ts'
import type { CheckInput, Needs } from './check.ts'

/** What the user can set about repairs. */
export interface FixSettings {
  /** Stale notifications are removed and not marked as read. */
  readonly deleteStale: boolean
  /** Lessons whose end is before their start change the two. */
  readonly fixTimes: boolean
}

/** The rows that a repair is for: `key`. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tables and aliases within are its own matter
export type RowsToFix = SelectQueryBuilder<any, any, { key: unknown }>

/** What is done to a row. Columns by the checks' names. */
export type FixChange =
  | { readonly kind: 'delete' }
  | { readonly kind: 'set'; readonly column: string; readonly value: { readonly text: string } | 'null' | 'now' }
  | { readonly kind: 'swap'; readonly columns: readonly [string, string] }

/** A check that finds more because of a repair. */
export interface Uncovering {
  readonly check: string
  /** Why that is meant: what comes after "because". */
  readonly because: string
  /** Rows that each changed row can bring up; without a limit if left out. */
  readonly mostPerRow?: number
}

export interface FixAction {
  /** The table whose rows are changed; the check's own if left out. */
  readonly table?: TableName
  readonly change: FixChange
  /** In the past: `archived`, `removed`. */
  readonly done: CheckPhrase
  /** Once these rows are repaired, none of the check's is broken, though only some are changed. */
  readonly mendsOthers?: true
  /** Which rows; those that the check has found if left out. */
  readonly rows?: RowsToFix
  readonly uncovers?: readonly (Uncovering & { readonly because: CheckPhrase })[]
  /** Rows because of which others are repaired, which nobody may change meanwhile. */
  readonly dependsOn?: readonly {
    readonly table: TableName
    /** `key` of such a row, `of` the key of the row that is repaired because of it. */
    // oxlint-disable-next-line typescript/no-explicit-any -- the tables and aliases within are its own matter
    readonly pairs: SelectQueryBuilder<any, any, { key: unknown; of: unknown }>
  }[]
}

export interface Fix<N extends Needs = Needs> {
  /** For the reader, in one sentence: `The row is removed.` */
  readonly describe: CheckPhrase
  /** The flag that must be given besides `--fix`; without it nothing is done. */
  readonly option?: { readonly flag: string; readonly isGiven: (settings: FixSettings) => boolean }
  readonly action: (input: CheckInput<N>, settings: FixSettings) => FixAction
}
