import type { DatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import {
  type ExclusiveTransaction,
  inExclusiveTransaction,
  type TransactionSettings,
} from '../fixes/exclusive-transaction.ts'
import type { UndoResult } from '../result.ts'
import type { UndoOutline } from './read-outline.ts'
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
 * @param outline of the repair's undo file
 * @throws {RunError} for a file of another database, or of a repair that cannot be undone; the message says why
 * @throws {DatabaseError} nothing is changed then
 */
export async function undoFixes(
  address: DatabaseAddress,
  outline: UndoOutline,
  options: UndoOptions,
  signal: AbortSignal,
): Promise<UndoResult> {
  const { dryRun, settings } = options
  const nothing: UndoResult = {
    file: outline.path,
    runId: outline.header.run.id,
    dryRun,
    fix: 'unknown',
    transaction: 'none',
    tables: [],
  }
  const undone = await inExclusiveTransaction(
    address,
    { settings: { ...settings, schemas: [] }, signal },
    async (transaction) => await undoWithin(transaction, outline, { ...options, signal }),
  )
  return { ...nothing, ...(undone ?? { transaction: 'rolled back' }) }
}

async function undoWithin(
  transaction: ExclusiveTransaction,
  outline: UndoOutline,
  options: UndoOptions & { readonly signal: AbortSignal },
): Promise<Partial<UndoResult>> {
  const { client } = transaction
  const fix = await readFate(client, outline)
  if (fix === 'rolled back') return { fix }
  const tables = await restoreAll(client, outline, options)
  if (options.dryRun) {
    await transaction.rollback()
    return { fix, tables }
  }
  await transaction.commit({
    message: 'The connection broke during the commit: the rows are brought back, or all as they were.',
    hint: `The database knows which: ask it with --undo ${outline.path} --dry-run.`,
  })
  return { fix, tables, transaction: 'committed' }
}
