import { RunError } from '@m4sh/tools-core/cli'
import type { Pool, PoolClient } from 'pg'
import { copyRows } from './copy-rows.ts'
import type { SeedCounts } from './counts.ts'
import { fixedLessonId, fixedRelationId, fixedUsers } from './fixed-rows.ts'
import { withoutIndexes } from './without-indexes.ts'
import {
  writeLessons,
  writeMessages,
  writeNotifications,
  writeRelations,
  writeSnapshots,
  writeUsers,
  type Seeding,
} from './write-tables.ts'

/** Tables whose ids are given by the seed, not by their sequences. */
const withGivenIds = ['users_user', 'users_tutorstudentrelation', 'lessons_lesson', 'chat_lessonchatmessage'] as const
const tables = [...withGivenIds, 'notifications_notification', 'boards_boardsnapshot'] as const

/** Ids of the rows that are always there: three users, the relation of tutor and student, and their lesson. */
export interface SeededIds {
  admin: number
  tutor: number
  student: number
  relation: number
  lesson: number
}

export interface SeedOptions {
  counts: SeedCounts
  /** The same seed makes the same rows, relative to the day. */
  seed: number
  now: Date
  /** Gives up; nothing is written then. */
  signal?: AbortSignal | undefined
}

export interface SeedResult {
  ids: SeededIds
  /** False where the rows were there already. */
  isNew: boolean
}

/**
 * Fills an empty database, all or nothing. One that a sandbox has filled before stays as it is.
 * @throws {RunError} where the tables hold somebody else's rows
 */
export async function seedDatabase(pool: Pool, options: SeedOptions): Promise<SeedResult> {
  const client = await pool.connect()
  try {
    const known = await findKnown(client)
    if (known !== null) return { ids: known, isNew: false }
    await client.query('BEGIN')
    await withoutForeignKeyChecks(client)
    const write = async (): Promise<void> => await seedAll(client, options)
    await (isLarge(options.counts) ? withoutIndexes(client, { tables, signal: options.signal }, write) : write())
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return { ids: fixedIds, isNew: true }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** From here on making the indexes anew costs less than keeping them. */
function isLarge({ relations, lessons, messages, notifications }: SeedCounts): boolean {
  return relations + lessons + messages + notifications >= 50_000
}

/**
 * Half of what a large seed costs is looking up keys that were made a moment ago. Only a superuser may leave that out;
 * elsewhere the rows are checked.
 */
async function withoutForeignKeyChecks(client: PoolClient): Promise<void> {
  await client.query('SAVEPOINT checks')
  await client
    .query('SET LOCAL session_replication_role = replica')
    .catch(async () => await client.query('ROLLBACK TO SAVEPOINT checks'))
}

const fixedIds: SeededIds = {
  admin: fixedUsers.admin.id,
  tutor: fixedUsers.tutor.id,
  student: fixedUsers.student.id,
  relation: fixedRelationId,
  lesson: fixedLessonId,
}

/** `null` for an empty database. Anybody else's users are not to be mixed with made ones. */
async function findKnown(client: PoolClient): Promise<SeededIds | null> {
  const { rows } = await client.query<{ total: number; fixed: number }>(
    `SELECT count(*)::int AS total, count(*) FILTER (WHERE (id, email) IN (($1, $2), ($3, $4), ($5, $6)))::int AS fixed
     FROM (SELECT id, email FROM users_user ORDER BY id LIMIT 1000) AS first_users`,
    [fixedUsers.admin, fixedUsers.tutor, fixedUsers.student].flatMap(({ id, email }) => [id, email]),
  )
  const { total = 0, fixed = 0 } = rows[0] ?? {}
  if (total === 0) return null
  if (fixed === 3) return fixedIds
  throw new RunError('The database holds users that no sandbox has made, and is left alone.', {
    hint: 'Give an empty database with --database-url, or leave it out for one of the sandbox’s own.',
  })
}

async function seedAll(client: PoolClient, { counts, seed, now, signal }: SeedOptions): Promise<void> {
  const seeding: Seeding = {
    counts,
    seed,
    today: Math.floor(now.getTime() / 3_600_000) * 3_600_000,
    copy: async (table, columns, rows) => await copyRows(client, table, columns, rows, signal),
  }
  const { people, made } = await writeUsers(seeding)
  const pairs = await writeRelations(seeding, made)
  const talks = await writeLessons(seeding, pairs)
  await writeMessages(seeding, talks)
  await writeNotifications(seeding, people)
  await writeSnapshots(seeding, talks)
  for (const table of withGivenIds)
    await client.query(`SELECT setval(pg_get_serial_sequence($1, 'id'), (SELECT coalesce(max(id), 1) FROM ${table}))`, [
      table,
    ])
}
