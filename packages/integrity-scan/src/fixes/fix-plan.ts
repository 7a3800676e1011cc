import type { PreparedCheck, PreparedFix } from '../checks/prepared-check.ts'
import type { FixActionResult, Sample, Severity } from '../result.ts'
import type { PackedList } from './packed-list.ts'
import type { JustifyingRows } from './justifying-rows.ts'
import type { OutgoingReference } from './outgoing-references.ts'
import type { ForeignKey } from './row-references.ts'
import type { TableShape } from './table-shape.ts'

/** A repair, with what a check may say of it and need not. */
export interface RepairableFix extends PreparedFix {
  readonly dependsOn?: readonly JustifyingRows[]
}

/** A check that has found rows and can repair them. */
export interface FixToPlan {
  readonly check: Pick<PreparedCheck, 'subject'> & { readonly fix: RepairableFix }
  /** Of the rows, for samples. */
  readonly severity: Severity
  /** Keys of rows that the user accepts, as text. */
  readonly ignoredKeys: readonly string[]
}

/** What a repair is going to do, and to which rows. */
export interface FixPlan {
  readonly fixes: readonly PlannedFix[]
  /** Repairs that cannot be made here, as they are reported. */
  readonly unplanned: readonly FixActionResult[]
  /** To be changed by all of them together; a row of two repairs counts twice. */
  readonly rows: number
}

export interface PlannedFix {
  readonly fix: RepairableFix
  readonly shape: TableShape
  /** What keeps its rows from being removed, while there is something that points to them. */
  readonly references: readonly ForeignKey[]
  /** What its rows point to: where that is not there before the change, it need not be there after `--undo`. */
  readonly foreignKeys: readonly OutgoingReference[]
  /** Each row's key and version, as text: a row that was written since has another version. */
  readonly rows: PackedList<readonly [key: string, version: string]>
  readonly samples: readonly Sample[]
  /** Triggers of the table that will run, and may change other rows, which `--undo` does not know of. */
  readonly triggers: readonly string[]
}
