import type { Rows } from './rows.ts'

export type Severity = 'critical' | 'warning' | 'info'

/** Primary key of a row; of what is wrong with the schema `table.column`. */
export type Key = number | string

/** What was planted: one finding that a scan has to make. */
export interface Planted {
  /** The rows of which the finding speaks: several where they are wrong only together. */
  keys: readonly Key[]
  severity: Severity
  note: string
  /** Checks that may find fault with the same rows, by their own reading. */
  mayAlso?: readonly string[]
}

/** What looks almost wrong and is not: a finding here is a false alarm. */
export interface Decoy {
  keys: readonly Key[]
  why: string
}

/** How one check of integrity-scan is given something to find. */
export interface Violation {
  /** The check's id. */
  check: string
  /** The table whose keys are named. */
  table: string
  plant(rows: Rows, nth: number): Promise<Planted[]>
  decoys(rows: Rows): Promise<Decoy[]>
}
