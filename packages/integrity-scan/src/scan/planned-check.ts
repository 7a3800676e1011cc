import type { CheckFacts } from '../checks/check.ts'
import type { PreparedCheck } from '../checks/prepared-check.ts'
import type { Ignored } from './check-statements.ts'
import type { Found } from './run-check.ts'

export interface DescribedCheck extends CheckFacts {
  readonly docs: string
}

/** A check that is to be made, in the order of the report. */
export type PlannedCheck =
  | { readonly kind: 'query'; readonly facts: DescribedCheck; readonly check: PreparedCheck; readonly ignored: Ignored }
  /** It has come with the catalog: there is nothing left to ask. */
  | { readonly kind: 'answered'; readonly facts: DescribedCheck; readonly found: Found; readonly looked: number }
  /** It cannot be made here. */
  | { readonly kind: 'skipped' | 'error'; readonly facts: DescribedCheck; readonly reason: string }
