import { databaseFault, toRunError } from '@m4sh/tools-core/connections/postgres'
import { ExpectedError } from '@m4sh/tools-core/errors'
import type { RawBuilder } from 'kysely'
import type { BlastDeps } from '../blast-run.ts'
import type { Tally } from '../tally.ts'
import type { Target } from '../target/open-target.ts'
import { takeAway } from './take-away.ts'

export interface Removal {
  readonly where: RawBuilder<unknown>
  readonly total: number
  readonly deps: Pick<BlastDeps, 'address' | 'onProgress'>
  readonly tally: Tally
}

/** Removes rows and says how far it came, whatever has ended it. */
export async function removeRows(
  { db, notifications }: Target,
  { where, total, deps, tally }: Removal,
  signal: AbortSignal,
): Promise<{ readonly removed: number; readonly failure: ExpectedError | null }> {
  const { address, onProgress } = deps
  const begun = performance.now()
  let removed = 0
  const onRemoved = (done: number): void => {
    removed = done
    onProgress({ done, total, elapsedMs: performance.now() - begun, what: 'removed' })
  }
  try {
    await takeAway(db, { address, target: notifications, where, onRemoved, signal })
    return { removed, failure: null }
  } catch (error) {
    const told = toRunError(error, address)
    if (!(told instanceof ExpectedError)) throw told
    tally.fault(databaseFault(error)?.kind ?? 'other')
    return { removed, failure: told }
  }
}
