import { type DatabaseAddress, databaseFault, toRunError } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { UndoFile } from '../undo/undo-file.ts'
import { readHeader } from '../undo/undo-header.ts'
import type { UndoRun } from '../undo/undo-lines.ts'
import { ExclusiveTransaction, type TransactionSettings } from './exclusive-transaction.ts'
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

/** The connection broke while the commit was under way: it may have been done. */
class CommitUnknown extends RunError {
  override readonly name = 'CommitUnknown'
}

/**
 * Repairs what was planned in one transaction: all that is still as it was planned, or, where any check finds more
 * afterwards, nothing. What a row was goes into the undo file, which is on the disk before the commit. Stopped by the
 * signal before the commit, it has changed nothing.
 * @throws {RunError} where another run does not end in time, the undo file cannot be written, or the commit's answer is lost
 * @throws {DatabaseError} for what the database says to anything but single rows; nothing is changed then
 */
export async function applyFixes(
  address: DatabaseAddress,
  plan: FixPlan,
  deps: FixDeps,
  signal: AbortSignal,
): Promise<FixOutcome> {
  if (plan.rows === 0) return idleOutcome(plan, [])
  try {
    const transaction = await ExclusiveTransaction.begin(address, deps.settings, signal)
    try {
      return await applyWithin(transaction, plan, { ...deps, signal })
    } finally {
      await transaction.end()
    }
  } catch (error) {
    if (signal.aborted && !(error instanceof CommitUnknown)) return rolledBackOutcome(plan, 'it was stopped')
    throw toRunError(error, address)
  }
}

type Deps = FixDeps & { readonly signal: AbortSignal }

async function applyWithin(transaction: ExclusiveTransaction, plan: FixPlan, deps: Deps): Promise<FixOutcome> {
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
    await commit(transaction, undo)
    tell('committed')
    await undo.markCommitted()
    return committedOutcome(plan, repairs, { undo: undo.path, uncovered })
  } catch (error) {
    // The end of the connection rolls back what is not committed.
    await (error instanceof CommitUnknown ? undo.close() : undo.discard())
    throw error
  }
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
  const done = repairs.filter(({ count }) => count > 0).map(({ planned }) => planned)
  const after = await readOnly(client, async () => await scan(client))
  return judgeCounts(before, after, done)
}

async function commit(transaction: ExclusiveTransaction, undo: UndoFile): Promise<void> {
  try {
    await transaction.commit()
  } catch (error) {
    if (databaseFault(error)?.isConnectionLost !== true) throw error
    throw new CommitUnknown('The connection broke during the commit: the rows are repaired, or all as they were.', {
      hint: `The database knows which: ask it with --undo ${undo.path} --dry-run.`,
      cause: error,
    })
  }
}
