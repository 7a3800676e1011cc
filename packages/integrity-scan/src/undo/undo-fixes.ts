import { type DatabaseAddress, toRunError } from '@m4sh/tools-core/connections/postgres'
import { ExclusiveTransaction, type TransactionSettings } from '../fixes/exclusive-transaction.ts'
import type { UndoResult } from '../result.ts'
import { readOutline } from './read-outline.ts'
import { restoreAll } from './restore-all.ts'
import { readFate } from './transaction-fate.ts'

export interface UndoOptions {
  /** Everything is done, and rolled back: the counts are exact. */
  readonly dryRun: boolean
  readonly settings: Pick<TransactionSettings, 'statementTimeoutMs' | 'lockTimeoutMs'>
  /** Counts rows of the file. */
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
}

/**
 * Takes back what a repair has done, in one transaction. Rows that were changed since the repair are left alone. Triggers
 * and foreign keys are switched off meanwhile, if this user may do that.
 * @throws {UsageError} for a file that is no undo file
 * @throws {RunError} for a file of another database, or of a repair that cannot be undone; the message says why
 * @throws {DatabaseError} nothing is changed then
 */
export async function undoFixes(
  address: DatabaseAddress,
  file: string,
  options: UndoOptions,
  signal: AbortSignal,
): Promise<UndoResult> {
  const outline = await readOutline(file)
  const { dryRun, settings } = options
  const nothing: UndoResult = {
    file,
    runId: outline.header.run.id,
    dryRun,
    fix: 'unknown',
    transaction: 'none',
    tables: [],
  }
  try {
    const transaction = await ExclusiveTransaction.begin(address, { ...settings, schemas: [] }, signal)
    try {
      const fix = await readFate(transaction.client, outline)
      if (fix === 'rolled back') return { ...nothing, fix }
      const tables = await restoreAll(transaction.client, outline, { ...options, signal })
      await (dryRun ? transaction.rollback() : transaction.commit())
      return { ...nothing, fix, tables, transaction: dryRun ? 'none' : 'committed' }
    } finally {
      await transaction.end()
    }
  } catch (error) {
    if (signal.aborted) return { ...nothing, transaction: 'rolled back' }
    throw toRunError(error, address)
  }
}
