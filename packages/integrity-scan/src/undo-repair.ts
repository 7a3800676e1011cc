import { createProcessHost } from '@m4sh/tools-core/cli'
import { type DatabaseAddress, findDatabaseAddress } from '@m4sh/tools-core/connections/postgres'
import { UsageError } from '@m4sh/tools-core/errors'
import type { Config } from './config.ts'
import type { UndoResult } from './result.ts'
import { readOutline } from './undo/read-outline.ts'
import { undoFixes, type UndoOptions } from './undo/undo-fixes.ts'

/** What taking a repair back needs of the outside world. */
export interface UndoDeps {
  /** The database; that of the config if left out. */
  readonly address: DatabaseAddress
  /** Told of the undo file before anything is changed; agrees if left out. @throws {ExpectedError} where nobody agrees */
  readonly agree: (file: string) => Promise<void>
  readonly onProgress: UndoOptions['onProgress']
}

/**
 * Brings back what a repair has changed, in one transaction: `await undoRepair(createConfig({ undo: file, databaseUrl }))`.
 * Rows that were changed since, or whose lesson or user is gone, are left alone and named. With `dryRun: true` it tells
 * what would be brought back, and what became of the repair.
 * @param signal before the commit it leaves everything as it was
 * @throws {UsageError} for a config that names no undo file, and for a file that is none
 * @throws {RunError} for a file of another database, or of a repair that cannot be taken back
 * @throws {DatabaseError} for what the database says; nothing is changed then
 */
export async function undoRepair(
  config: Config,
  deps: Partial<UndoDeps> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<UndoResult> {
  const { undo, database: settings, databaseUrl } = config
  if (undo === null)
    throw new UsageError('There is no repair to take back.', { hint: 'Name its undo file: undo: "….jsonl".' })
  const { file, isDryRun: dryRun } = undo
  const address = deps.address ?? findDatabaseAddress(databaseUrl ?? undefined, createProcessHost().env)
  // Nobody is asked about a file that is none.
  const outline = await readOutline(file)
  if (!dryRun) await deps.agree?.(file)
  const onProgress = deps.onProgress ?? (() => undefined)
  return await undoFixes(address, outline, { dryRun, settings, onProgress }, signal)
}
