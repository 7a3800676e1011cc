import { setMaxListeners } from 'node:events'
import { type DatabaseClient, type DatabaseFault, databaseFault } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import type { WriteBatch } from '../writers/write-batch.ts'
import type { Link } from './link.ts'
import { batchesOf, type Range, sizeOf } from './ranges.ts'
import { withDeadline } from './keep-trying.ts'

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
  /** What is under way when the run is stopped may take so long. Milliseconds. */
  readonly graceMs: number
  /** How often a batch is tried again that the database has refused for the moment. */
  readonly retries: number
  /** Waits until a batch is due, or for the signal. @returns when it was due, by `performance.now()` */
  readonly untilDue: (batch: Range, signal: AbortSignal) => Promise<number>
  /** A batch is in for sure. */
  readonly onWritten: (batch: Range, dueAt: number) => Promise<void> | void
  /** Told of what is tried again. */
  readonly onFault: (error: unknown) => void
  /** Batches under way are finished, no other is begun. */
  readonly signal: AbortSignal
}

export interface BatchOutcome {
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
  const failures: unknown[] = []
  const end = new AbortController()
  // Each row that is waited for listens to it.
  setMaxListeners(0, end.signal)
  const stop = (): void => end.abort()
  plan.signal.addEventListener('abort', stop, { once: true })
  if (plan.signal.aborted) stop()
  const grace = breakOffLater(plan, end.signal)
  const work = async (link: Link): Promise<void> => {
    while (!end.signal.aborted) {
      const { value: batch } = batches.next()
      if (!batch) return
      try {
        const dueAt = await plan.untilDue(batch, end.signal)
        if (end.signal.aborted || !(await writeSurely(plan, link, batch, end.signal))) return
        await plan.onWritten(batch, dueAt)
      } catch (error) {
        failures.push(error)
        end.abort()
      }
    }
  }
  await Promise.all(plan.links.flatMap((link) => Array.from({ length: plan.lanes }, async () => await work(link))))
  plan.signal.removeEventListener('abort', stop)
  clearTimeout(grace.timer)
  return { error: failures[0], hasFailed: failures.length > 0 }
}

/** Whoever stops a run does not wait for a lock, or for a network that swallows everything. */
function breakOffLater({ links, graceMs }: BatchPlan, end: AbortSignal): { timer: NodeJS.Timeout | undefined } {
  const grace: { timer: NodeJS.Timeout | undefined } = { timer: undefined }
  const begin = (): void => {
    grace.timer = setTimeout(() => {
      for (const link of links) link.breakOff()
    }, graceMs)
  }
  end.addEventListener('abort', begin, { once: true })
  return grace
}

/** @returns whether it is in; it may not be where the run was stopped */
async function writeSurely(plan: BatchPlan, link: Link, batch: Range, end: AbortSignal): Promise<boolean> {
  let missing: readonly Range[] = [batch]
  for (let tries = 0; ; tries++) {
    const client = await link.client()
    try {
      // A network that swallows everything says nothing, not even that it has broken.
      const taken = await withDeadline(
        plan.batchTimeoutMs,
        () => client.breakOff(),
        async () => await writeAll(plan.write, client, missing),
      )
      if (taken !== sizeOf(missing)) await refuseSwallowed(plan, batch)
      return true
    } catch (error) {
      const fault = databaseFault(error)
      if (fault === null) throw error
      if (isUseless(fault)) link.lost(client)
      const mayBeIn = fault.isConnectionLost || fault.kind === 'unique'
      if (!mayBeIn && !fault.isPassing) throw error
      if (mayBeIn) missing = await plan.missingIn(batch)
      if (missing.length === 0) return true
      // Nothing of it is in: another row stands in the way.
      if (fault.kind === 'unique' && sizeOf(missing) === batch.to - batch.from) throw error
      if (end.aborted) return false
      if (tries >= plan.retries) throw error
      plan.onFault(error)
    }
  }
}

async function writeAll(write: WriteBatch, client: DatabaseClient, ranges: readonly Range[]): Promise<number> {
  let taken = 0
  for (const { from, to } of ranges) taken += await write(client, from, to)
  return taken
}

/** A trigger may put rows into another part of the table, which is as good; or into none. */
async function refuseSwallowed({ missingIn }: BatchPlan, batch: Range): Promise<void> {
  const swallowed = sizeOf(await missingIn(batch))
  if (swallowed === 0) return
  throw new RunError(`The database took a batch of ${batch.to - batch.from} rows and kept ${swallowed} of them out.`, {
    hint: 'Is there a trigger or a rule on the table that drops rows?',
  })
}

/** Whether a connection is of no use any more, whatever became of its statement. */
function isUseless({ kind, isConnectionLost }: DatabaseFault): boolean {
  return isConnectionLost || kind === 'lost' || kind === 'shutdown'
}
