import { RunError } from '@m4sh/tools-core/cli'
import type { Pool, PoolClient } from 'pg'
import { Random } from '@m4sh/tools-core/values/random'
import { authorNotParticipant, noAuthor, orphanMessage } from './chat.ts'
import { invalidTimes } from './lessons-invalid-times.ts'
import { missingRelation } from './lessons-missing-relation.ts'
import { orphanLessonStudent, orphanLessonTutor } from './lessons-orphan.ts'
import { orphanNotification, staleNotification } from './notifications.ts'
import { duplicateRelations, multipleActiveTutors } from './relations-duplicates.ts'
import { orphanStudent, orphanTutor } from './relations-orphan.ts'
import { Rows } from './rows.ts'
import { unenforcedForeignKey } from './schema.ts'
import { emptySnapshot, missingSnapshot, orphanSnapshot } from './snapshots.ts'
import { duplicateEmail, inactiveWithActiveRelations, noRole } from './users.ts'
import type { Decoy, Planted, Violation } from './violation.ts'

/** One for each check of integrity-scan. */
export const violations: readonly Violation[] = [
  orphanTutor,
  orphanStudent,
  duplicateRelations,
  multipleActiveTutors,
  missingRelation,
  invalidTimes,
  orphanLessonTutor,
  orphanLessonStudent,
  orphanMessage,
  noAuthor,
  authorNotParticipant,
  orphanNotification,
  staleNotification,
  missingSnapshot,
  emptySnapshot,
  orphanSnapshot,
  noRole,
  inactiveWithActiveRelations,
  duplicateEmail,
  unenforcedForeignKey,
]

type Placed<T> = T & { check: string; table: string }

/** What a scan of the corrupted database has to find, and what it must not. */
export interface CorruptionManifest {
  seed: number
  planted: Placed<Planted>[]
  decoys: Placed<Decoy>[]
}

export interface CorruptOptions {
  /** How often each violation is planted. */
  count: number
  seed: number
  now: Date
  /** Gives up; nothing is planted then. */
  signal?: AbortSignal | undefined
}

/**
 * Plants every violation that integrity-scan knows, with decoys beside them, all or nothing.
 * @throws {RunError} where the database's user may not switch foreign keys off
 */
export async function corruptDatabase(pool: Pool, options: CorruptOptions): Promise<CorruptionManifest> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await switchOffForeignKeys(client)
    const { seed, now } = options
    const manifest = await plantAll(new Rows(client, new Random(seed, 20), now.getTime()), options)
    await client.query('COMMIT')
    return manifest
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** @throws {RunError} where the database's user may not switch foreign keys off */
export async function checkMayCorrupt(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await switchOffForeignKeys(client)
  } finally {
    await client.query('ROLLBACK').catch(() => undefined)
    client.release()
  }
}

async function plantAll(rows: Rows, { count, seed, signal }: CorruptOptions): Promise<CorruptionManifest> {
  const manifest: CorruptionManifest = { seed, planted: [], decoys: [] }
  for (const violation of violations) {
    const { check, table } = violation
    for (let nth = 0; nth < count; nth++) {
      signal?.throwIfAborted()
      for (const one of await violation.plant(rows, nth)) manifest.planted.push({ check, table, ...one })
    }
    for (const one of await violation.decoys(rows)) manifest.decoys.push({ check, table, ...one })
  }
  return manifest
}

async function switchOffForeignKeys(client: PoolClient): Promise<void> {
  try {
    await client.query('SET LOCAL session_replication_role = replica')
  } catch (error) {
    throw new RunError('Rows that break foreign keys can be planted by a superuser of the database only.', {
      hint: 'Leave out --database-url, or give one of a superuser.',
      cause: error,
    })
  }
}
