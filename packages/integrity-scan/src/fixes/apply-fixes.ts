import type { DatabaseAddress, DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { say } from '../language/phrases.ts'
import { UndoFile } from '../undo/undo-file.ts'
import { readHeader } from '../undo/undo-header.ts'
import type { UndoRun } from '../undo/undo-lines.ts'
import { type ExclusiveTransaction, inExclusiveTransaction, type TransactionSettings } from './exclusive-transaction.ts'
import { committedOutcome, type FixOutcome, idleOutcome, rolledBackOutcome } from './fix-outcome.ts'
import type { FixPlan } from './fix-plan.ts'
import { LeftRows } from './left-rows.ts'
import { readOnly } from './read-only.ts'
import { repairAll } from './repair-all.ts'
import type { Repair } from './repair-rows.ts'
import { type CountScan, type Judgement, judgeCounts } from './scan-counts.ts'

/** `commit`: the undo file is whole, and the commit comes next. */
export type FixStage = 'scan before' | 'change' | 'scan after' | 'commit' | 'committed'

export interface FixDeps {
  readonly run: UndoRun
  /** Path of the undo file, which must not be there yet. */
  readonly undoFile: string
  readonly settings: TransactionSettings
  /** Made before and after, in the transaction of the repair. */
  readonly scan: CountScan
  /** @param progress `done` and `total` count rows */
  readonly onProgress: (progress: { readonly stage: FixStage; readonly done: number; readonly total: number }) => void
}

/**
 * Repairs what was planned in one transaction: all that is still as it was planned, or, where any check finds more
 * afterwards, nothing. What a row was goes into the undo file, which is on the disk before the commit. Stopped by the
 * signal before the commit, it has changed nothing.
 * @throws {RunError} where the database has no encoding, another run does not end in time, the undo file cannot be written, or the commit's answer is lost
 * @throws {DatabaseError} for what the database says to anything but single rows; nothing is changed then
 */
export async function applyFixes(
  address: DatabaseAddress,
  plan: FixPlan,
  deps: FixDeps,
  signal: AbortSignal,
): Promise<FixOutcome> {
  if (plan.rows === 0) return idleOutcome(plan, [])
  const outcome = await inExclusiveTransaction(
    address,
    { settings: deps.settings, signal },
    async (transaction) => await applyWithin(transaction, plan, { ...deps, signal }),
  )
  return outcome ?? rolledBackOutcome(plan, say('it was stopped'))
}

type Deps = FixDeps & { readonly signal: AbortSignal }

async function applyWithin(transaction: ExclusiveTransaction, plan: FixPlan, deps: Deps): Promise<FixOutcome> {
  await refuseUnknownEncoding(transaction.client)
  const undo = await UndoFile.create(deps.undoFile, await readHeader(transaction.client, deps.run))
  const tell = (stage: FixStage): void => deps.onProgress({ stage, done: undo.rows, total: plan.rows })
  try {
    const repairs = plan.fixes.map((planned) => ({ planned, left: new LeftRows(), count: 0 }))
    const { worse, uncovered } = await repairAndJudge(transaction, repairs, { ...deps, undo, tell })
    if (worse !== null || undo.rows === 0) {
      await transaction.rollback()
      await undo.discard()
      return worse === null ? idleOutcome(plan, repairs) : rolledBackOutcome(plan, worse)
    }
    await undo.complete()
    tell('commit')
    await transaction.commit({
      message: 'The connection broke during the commit: the rows are repaired, or all as they were.',
      hint: `The database knows which: ask it with --undo ${undo.path} --dry-run.`,
    })
    try {
      tell('committed')
    } finally {
      await undo.markCommitted()
    }
    return committedOutcome(plan, repairs, { undo: undo.path, uncovered })
  } catch (error) {
    // What is not committed is rolled back by the end of the connection.
    await (transaction.mayBeCommitted ? undo.close() : undo.discard())
    throw error
  }
}

/** There the server neither knows nor converts what texts are made of: not all of them can be read, and written back. */
async function refuseUnknownEncoding(client: DatabaseClient): Promise<void> {
  const { rows } = await client.query<{ readonly encoding: string }>(
    `SELECT pg_catalog.current_setting('server_encoding') AS encoding`,
  )
  if (rows[0]?.encoding !== 'SQL_ASCII') return
  throw new RunError('The database has no encoding (SQL_ASCII): what is repaired could not be brought back unharmed.', {
    hint: 'Nothing was changed. Repair a copy of it that has an encoding, such as UTF8.',
  })
}

async function repairAndJudge(
  { client }: ExclusiveTransaction,
  repairs: readonly Repair[],
  { scan, undo, tell, signal }: Deps & { readonly undo: UndoFile; readonly tell: (stage: FixStage) => void },
): Promise<Judgement> {
  tell('scan before')
  const before = await readOnly(client, async () => await scan(client))
  // What a foreign key says is heard while the row is known that it speaks of.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE')
  tell('change')
  await repairAll(repairs, { client, undo, signal, onChanged: () => tell('change') })
  if (undo.rows === 0) return { worse: null, uncovered: [] }
  tell('scan after')
  const done = repairs.filter(({ count }) => count > 0)
  const after = await readOnly(client, async () => await scan(client))
  return judgeCounts(before, after, done)
}
