import { RunError } from '@m4sh/tools-core/cli'
import type { Pool, PoolClient } from 'pg'
import { hashPassword } from '../auth/passwords.ts'
import { notificationTypes } from '../database/database.ts'
import { copyRows, type CopyValue } from './copy-rows.ts'
import type { SeedCounts } from './counts.ts'
import { fixedLessonId, fixedRelationId, fixedUsers, seededPassword } from './fixed-rows.ts'
import {
  makeLessons,
  makeMessages,
  makeRelations,
  Pairs,
  Talks,
  type Lesson,
  type MadeUsers,
  type Relation,
} from './history.ts'
import { People, roleOf, type Person } from './people.ts'
import { Random } from './random.ts'
import { sampleStroke } from './strokes.ts'
import { chatText, notificationText, type Locale } from './texts.ts'

const day = 24 * 3_600_000

/** Ids of the rows that are always there. */
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
    await seedAll(client, options)
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

async function seedAll(client: PoolClient, { counts, seed: number, now }: SeedOptions): Promise<void> {
  const today = Math.floor(now.getTime() / 3_600_000) * 3_600_000
  const users = await writeUsers(client, counts, number, today)
  const pairs = await writeRelations(client, makeRelations(counts, users.made, number, today), today)
  const talks = await writeLessons(client, makeLessons(counts, pairs, number, today), number)
  await writeMessages(client, counts, talks, number, today)
  await writeNotifications(client, counts, users.people, number, today)
  await writeSnapshots(client, talks, number)
  for (const table of ['users_user', 'users_tutorstudentrelation', 'lessons_lesson', 'chat_lessonchatmessage'])
    await client.query(`SELECT setval(pg_get_serial_sequence($1, 'id'), (SELECT coalesce(max(id), 1) FROM ${table}))`, [
      table,
    ])
}

/** Who is made: only what later rows need. */
interface MadePeople {
  people: Map<number, Person>
  made: MadeUsers
}

async function writeUsers(client: PoolClient, counts: SeedCounts, seed: number, today: number): Promise<MadePeople> {
  const people = new Map<number, Person>()
  const tutors: number[] = []
  const students: number[] = []
  const inactive = new Set<number>()
  // One salt for all: a hash for each of 100,000 users would take longer than everything else.
  const password = await hashPassword(seededPassword, 'sandbox')
  const fixed = await Promise.all(Object.values(fixedUsers).map((user) => fixedUserRow(user, today)))
  const makePeople = new People(seed)
  const random = new Random(seed, 5)
  function* rows(): Iterable<readonly CopyValue[]> {
    yield* fixed
    for (let made = 0; made < counts.users; made++) {
      const id = fixed.length + 1 + made
      const person = makePeople.next()
      const role = roleOf(made)
      const isActive = !random.chance(0.02)
      people.set(id, person)
      ;(role === 'tutor' ? tutors : students).push(id)
      if (!isActive) inactive.add(id)
      const joined = new Date(today - random.integer(600, 900) * day)
      const email = `${role}-${id}@example.org`
      const isSelfLearning = role === 'student' && random.chance(0.05)
      const { firstName, lastName, timezone } = person
      yield [id, email, password, firstName, lastName, role, isSelfLearning, timezone, isActive, false, joined]
    }
  }
  await copyRows(client, 'users_user', userColumns, rows())
  return { people, made: { tutors, students, isActive: (id) => !inactive.has(id) } }
}

const userColumns = [
  'id',
  'email',
  'password',
  'first_name',
  'last_name',
  'role',
  'is_self_learning',
  'timezone',
  'is_active',
  'is_staff',
  'date_joined',
] as const

async function fixedUserRow(
  { id, email, password, firstName, lastName, role }: (typeof fixedUsers)[keyof typeof fixedUsers],
  today: number,
): Promise<readonly CopyValue[]> {
  const joined = new Date(today - 1000 * day)
  const hash = await hashPassword(password)
  return [id, email, hash, firstName, lastName, role, false, 'Europe/Kyiv', true, role === 'admin', joined]
}

async function writeRelations(client: PoolClient, relations: Iterable<Relation>, today: number): Promise<Pairs> {
  const pairs = new Pairs()
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const relation of relations) {
      pairs.add(relation)
      const { id, tutor, student, status, start, end } = relation
      const made = new Date(start ?? today - 7 * day)
      yield [id, tutor, student, status, '', tutor, toDate(start), toDate(end), made, toDate(end) ?? made]
    }
  }
  const columns = ['id', 'tutor_id', 'student_id', 'status', 'notes', 'invited_by_id', 'relationship_start']
  await copyRows(
    client,
    'users_tutorstudentrelation',
    [...columns, 'relationship_end', 'created_at', 'updated_at'],
    rows(),
  )
  return pairs
}

async function writeLessons(client: PoolClient, lessons: Iterable<Lesson>, seed: number): Promise<Talks> {
  const talks = new Talks()
  const random = new Random(seed, 6)
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const lesson of lessons) {
      talks.add(lesson)
      const { id, tutor, student, status, start, end } = lesson
      const planned = new Date(start - random.integer(1, 10) * day)
      const series = random.chance(0.3) ? random.uuid() : null
      yield [id, tutor, student, status, new Date(start), new Date(end), series, planned, planned]
    }
  }
  const columns = ['id', 'tutor_id', 'student_id', 'status', 'start', 'end', 'series_id', 'created_at', 'updated_at']
  await copyRows(client, 'lessons_lesson', columns, rows())
  return talks
}

async function writeMessages(
  client: PoolClient,
  counts: SeedCounts,
  talks: Talks,
  seed: number,
  today: number,
): Promise<void> {
  const random = new Random(seed, 7)
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const { id, lesson, author, at } of makeMessages(counts, talks, seed, today)) {
      const edited = random.chance(0.03) ? new Date(at + 60_000) : null
      yield [id, lesson, author, chatText(random, localeOf(random)), edited, new Date(at)]
    }
  }
  const columns = ['id', 'lesson_id', 'author_id', 'text', 'edited_at', 'created_at']
  await copyRows(client, 'chat_lessonchatmessage', columns, rows())
}

async function writeNotifications(
  client: PoolClient,
  counts: SeedCounts,
  people: ReadonlyMap<number, Person>,
  seed: number,
  today: number,
): Promise<void> {
  const random = new Random(seed, 8)
  const users = [...people.keys(), fixedUsers.tutor.id, fixedUsers.student.id]
  const names = [...people.values()].slice(0, 1000).map(({ firstName }) => firstName)
  function* rows(): Iterable<readonly CopyValue[]> {
    for (let made = 0; made < counts.notifications; made++) {
      const user = random.pick(users)
      const locale = people.get(user)?.locale ?? 'en'
      const type = random.pick(notificationTypes)
      const name = names.length > 0 ? random.pick(names) : 'Ada'
      // Whoever leaves a notification unread for longer than 30 days is a case for integrity-scan.
      const age = Math.round(random.next() ** 2 * 120 * day)
      const isRead = age > 25 * day || random.chance(0.6)
      const created = today - age
      const payload = { ...notificationText(type, locale, name), locale }
      const readAt = isRead ? new Date(created + random.integer(1, 48) * 1_800_000) : null
      yield [random.uuid(), user, type, payload, readAt, new Date(created)]
    }
  }
  const columns = ['id', 'user_id', 'type', 'payload', 'read_at', 'created_at']
  await copyRows(client, 'notifications_notification', columns, rows())
}

/** Every lesson that took place left a board behind. */
async function writeSnapshots(client: PoolClient, talks: Talks, seed: number): Promise<void> {
  const random = new Random(seed, 9)
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const { id, status, end } of talks.all) {
      if (status !== 'completed') continue
      const strokes = Array.from({ length: random.integer(1, 4) }, () => sampleStroke(random))
      yield [id, { strokes }, new Date(end)]
    }
  }
  await copyRows(client, 'boards_boardsnapshot', ['lesson_id', 'data', 'saved_at'], rows())
}

function localeOf(random: Random): Locale {
  return random.chance(0.7) ? 'uk' : 'en'
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant)
}
