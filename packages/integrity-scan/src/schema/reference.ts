import type { Place } from './database-schema.ts'

/** Why a column is taken for a reference, the surest first. */
export type Basis =
  /** A foreign key that holds only for new rows, or for none. */
  | 'constraint'
  | 'config'
  /** It is one of those by which the platform's tables are known. */
  | 'platform'
  /** Elsewhere, columns of this name have a foreign key. */
  | 'same name'
  | 'table name'

/** A column that points to the key of a table, and no foreign key sees to it that the row is there. */
export interface Reference {
  readonly from: Place
  readonly to: Place
  readonly state: 'no constraint' | 'NOT VALID' | 'NOT ENFORCED'
  readonly basis: Basis
  /** What speaks for it, for people. */
  readonly evidence: string
  /** Somebody has said so. What was only inferred is reported, and its rows are never repaired. */
  readonly isCertain: boolean
}

/** A column that was looked at and is not reported, and why. */
export interface Rejected {
  /** `public.billing_invoice.device_id` */
  readonly what: string
  readonly reason: string
}
