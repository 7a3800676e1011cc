import { comparePartly } from './match/partial-comparison.ts'
import type { ContractResult } from './result.ts'

/** The result of a run that could not compare anything. */
export function emptyResult(now: Date): ContractResult {
  return comparePartly({ contracts: [], frontends: [], options: { now } }).result
}
