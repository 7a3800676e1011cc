import { RunError } from '@m4sh/tools-core/cli'
import { checkMayCorrupt, corruptDatabase, type CorruptionManifest } from './corrupt/corrupt-database.ts'
import { databaseName, toRunError } from './database/database-error.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './database/embedded-postgres.ts'
import { complaintsIn } from './database/complaints.ts'
import { openDatabase, type OpenDatabase } from './database/open-database.ts'
import { seedSizes, type SeedCounts } from './seeds/counts.ts'
import { seedDatabase, type SeededIds } from './seeds/seed-database.ts'
import type { Undo } from './undo.ts'

export interface DataOptions {
  databaseUrl?: string | undefined
  dataFolder?: string | undefined
  seed?: number
  counts?: Partial<SeedCounts>
  corrupt?: number
  signal?: AbortSignal
}

/** A database with everybody in it. */
export interface SandboxData extends Pick<OpenDatabase, 'db' | 'pool'> {
  readonly url: string
  readonly ids: SeededIds
  /** False where the rows were there already. */
  readonly isFresh: boolean
  readonly corruption: CorruptionManifest | null
  /** Comes when the database has ended by itself; never where it is not the sandbox's own. */
  readonly broken: Promise<RunError>
}

/**
 * Starts PostgreSQL where none is given, makes the tables and fills them.
 * @throws {RunError} where that cannot be; and what the signal holds
 */
export async function openData(options: DataOptions, undo: Undo): Promise<SandboxData> {
  const { databaseUrl, dataFolder = null, signal } = options
  const own = databaseUrl === undefined ? await startEmbeddedPostgres({ dataFolder, signal }) : null
  if (own) undo.add(() => own.stop())
  signal?.throwIfAborted()
  const url = databaseUrl ?? own?.url ?? ''
  const database = await openDatabase(url)
  undo.add(() => database.close())
  try {
    return { ...database, url, ...(await fill(database, options)), broken: brokenness(own, undo) }
  } catch (error) {
    throw toRunError(error, databaseName(url))
  }
}

async function fill(
  { pool }: OpenDatabase,
  { seed = 42, counts, corrupt = 0, signal }: DataOptions,
): Promise<Pick<SandboxData, 'ids' | 'isFresh' | 'corruption'>> {
  const now = new Date()
  // Before it is filled: else it would not be a fresh one for whoever tries again as another user.
  if (corrupt > 0) await checkMayCorrupt(pool)
  const { ids, isNew } = await seedDatabase(pool, { counts: { ...seedSizes.small, ...counts }, seed, now, signal })
  if (corrupt === 0) return { ids, isFresh: isNew, corruption: null }
  if (!isNew)
    throw new RunError('Violations are planted in a fresh database only, and this one holds rows from before.', {
      hint: 'Leave --corrupt away, or give another folder with --data, or an empty database.',
    })
  return { ids, isFresh: true, corruption: await corruptDatabase(pool, { count: corrupt, seed, now, signal }) }
}

function brokenness(own: EmbeddedPostgres | null, undo: Undo): Promise<RunError> {
  return new Promise((resolve) => {
    void own?.ended.then((said) => {
      if (undo.isRunning) return
      resolve(new RunError(`PostgreSQL has ended by itself:\n${complaintsIn(said)}`, { hint: hintFor(said) }))
    })
  })
}

function hintFor(said: string): string {
  return /No space left|free disk space/i.test(said)
    ? 'Make room on the disk, or give a folder elsewhere with --data DIR.'
    : 'Was it stopped by somebody, or is there too little memory? Start the sandbox again.'
}
