import { databaseFault } from '@m4sh/tools-core/connections/postgres'
import type { WriteBatch } from '../writers/write-batch.ts'
import type { Link } from './link.ts'
import { withDeadline } from './try-surely.ts'
import { batchesOf, type Range, sizeOf } from './ranges.ts'

export interface BatchPlan {
  /** What is to be written. */
  readonly ranges: readonly Range[]
  readonly batchSize: number
  readonly links: readonly Link[]
  /** How many batches of a connection are under way at once. */
  readonly lanes: number
  readonly write: WriteBatch
  /** Of a batch that may be in, the rows that are not. */
  readonly missingIn: (range: Range) => Promise<readonly Range[]>
  /** A connection over which a batch takes longer is given up. Milliseconds. */
  readonly batchTimeoutMs: number
  /** How often a batch is tried again that the database has refused for the moment. */
  readonly retries: number
  /** Waits until a batch is due; at once if left out. @returns when it was due, by `performance.now()` */
  readonly untilDue?: (batch: Range) => Promise<number>
  /** A batch is in for sure. */
  readonly onWritten: (batch: Range, dueAt: number) => Promise<void> | void
  readonly onFault: (error: unknown) => void
  /** Batches under way are finished, no other is begun. */
  readonly signal: AbortSignal
}

export interface BatchOutcome {
  readonly written: number
  /** What has ended the run before all was written. */
  readonly error: unknown
  readonly hasFailed: boolean
}

/**
 * Writes all batches, on all connections at once. A batch whose connection was lost may be in or not: the database is asked
 * which of its rows are there, and only what is missing is written again.
 */
export async function runBatches(plan: BatchPlan): Promise<BatchOutcome> {
  const batches = batchesOf(plan.ranges, plan.batchSize)
  let written = 0
  let failure: { readonly error: unknown } | null = null
  const work = async (link: Link): Promise<void> => {
    while (failure === null && !plan.signal.aborted) {
      const { value: batch } = batches.next()
      if (!batch) return
      try {
        const dueAt = (await plan.untilDue?.(batch)) ?? performance.now()
        if (plan.signal.aborted) return
        await writeSurely(plan, link, batch)
        written += batch.to - batch.from
        await plan.onWritten(batch, dueAt)
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all(plan.links.flatMap((link) => Array.from({ length: plan.lanes }, async () => await work(link))))
  // Assigned in a closure, which the compiler does not follow.
  const failed = failure as { readonly error: unknown } | null
  return { written, error: failed?.error, hasFailed: failed !== null }
}

async function writeSurely(plan: BatchPlan, link: Link, batch: Range): Promise<void> {
  let missing: readonly Range[] = [batch]
  for (let tries = 0; ; tries++) {
    const client = await link.client()
    try {
      // A network that swallows everything says nothing, not even that it has broken.
      await withDeadline(
        plan.batchTimeoutMs,
        () => client.breakOff(),
        async () => {
          for (const { from, to } of missing) await plan.write(client, from, to)
        },
      )
      return
    } catch (error) {
      const fault = databaseFault(error)
      const mayBeIn = fault?.isConnectionLost === true || fault?.kind === 'unique'
      if (fault === null || (!mayBeIn && !fault.isPassing)) throw error
      if (fault.isConnectionLost) link.lost(client)
      plan.onFault(error)
      if (tries >= plan.retries) throw error
      if (mayBeIn) missing = await plan.missingIn(batch)
      if (missing.length === 0) return
      // Nothing of it is in: another row stands in the way.
      if (fault.kind === 'unique' && sizeOf(missing) === batch.to - batch.from) throw error
    }
  }
}
