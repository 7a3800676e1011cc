import { existsSync } from 'node:fs'
import { sayCore } from '../language/messages/phrases.ts'

/** Files that a run is to be compared with. */
export interface FoundBaselines {
  readonly there: readonly string[]
  /** What to say of those that are not there. */
  readonly missing: readonly string[]
}

/**
 * Which baselines are there. On the first run of a gate there is none yet: its own report is what the next run is compared
 * with. Whoever judges by the comparison fails then, so that a mistyped name fails more, and not less.
 */
export function findBaselines(files: readonly string[]): FoundBaselines {
  const there = files.filter((file) => existsSync(file))
  const absent = files.filter((file) => !there.includes(file))
  return {
    there,
    missing: absent.map((file) => sayCore('There is no {file} yet: nothing is compared with it.', { file })),
  }
}
