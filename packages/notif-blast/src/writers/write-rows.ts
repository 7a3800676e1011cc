import { openClient, type DatabaseAddress, databaseFault } from '@m4sh/tools-core/connections/postgres'
import { Link } from '../batches/link.ts'
import type { Range } from '../batches/ranges.ts'
import { type BatchOutcome, runBatches } from '../batches/run-batches.ts'
import { keepTrying, withDeadline } from '../batches/keep-trying.ts'
import { Schedule } from '../batches/schedule.ts'
import type { WriteConfig } from '../config.ts'
import type { RowMaker } from '../rows/row-maker.ts'
import type { RunRows } from '../run-rows/run-rows.ts'
import type { Target } from '../target/open-target.ts'
import { batchWriter, type Method } from './write-batch.ts'

/** A batch that is under way when a run is stopped may take so long. Milliseconds. */
const graceMs = 5000

/** Rows that a connection has under way at once, where each is written by itself. */
const pipelinedRows = 64

export interface RowWriting {
  readonly target: Target
  readonly maker: RowMaker
  readonly ranges: readonly Range[]
  readonly settings: WriteConfig
  /** Between two rows; `null` for as fast as it goes. Milliseconds. */
  readonly intervalMs: number | null
  readonly runRows: RunRows
  /** @param dueAt by `performance.now()` */
  readonly onWritten: (batch: Range, dueAt: number) => Promise<void>
  readonly onFault: (kind: string) => void
  readonly signal: AbortSignal
}

/** A row by itself is written by a statement that is prepared once. */
export function methodOf({ method, batchSize }: WriteConfig): Method {
  return batchSize === 1 ? 'rows' : method
}

/** Writes rows into the table, batch by batch, on all connections. */
export async function writeRows(writing: RowWriting): Promise<BatchOutcome> {
  const { target, maker, ranges, settings, runRows, signal, onWritten } = writing
  const method = methodOf(settings)
  const onFault = (error: unknown): void => writing.onFault(databaseFault(error)?.kind ?? 'other')
  const links = Array.from({ length: settings.connections }, () => linkTo(target.address, writing, method, onFault))
  const schedule = new Schedule(writing.intervalMs)
  const read = (range: Range) => async () => await runRows.missing(target.db, range)
  try {
    return await runBatches({
      ranges,
      batchSize: settings.batchSize,
      links,
      lanes: method === 'rows' ? pipelinedRows : 1,
      write: batchWriter(method, maker, target.notifications),
      missingIn: async (range) =>
        await keepTrying(
          async () =>
            await withDeadline(signal.aborted ? graceMs : settings.batchTimeoutMs, target.breakOff, read(range)),
          {
            ...settings,
            signal,
            onFault,
          },
        ),
      batchTimeoutMs: settings.batchTimeoutMs,
      retries: settings.retries,
      graceMs,
      untilDue: async ({ from, to }, end) => await schedule.until(to - from, end),
      onWritten,
      onFault,
      signal,
    })
  } finally {
    schedule.close()
    await Promise.all(links.map((link) => link.close()))
  }
}

function linkTo(
  address: DatabaseAddress,
  { settings, signal }: RowWriting,
  method: Method,
  onFault: (error: unknown) => void,
): Link {
  return new Link({
    open: async () =>
      await openClient(address, {
        applicationName: 'notif-blast',
        pipeline: method === 'rows',
        ...(settings.asyncCommit ? { set: { synchronous_commit: 'off' } } : {}),
      }),
    retryForMs: settings.retryForMs,
    signal,
    onFault,
  })
}
