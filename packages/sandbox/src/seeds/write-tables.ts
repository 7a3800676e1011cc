import { hashPassword } from '../auth/passwords.ts'
import { notificationTypes } from '../database/database.ts'
import { Random } from '@m4sh/tools-core/values/random'
import type { CopyValue } from './copy-rows.ts'
import type { SeedCounts } from './counts.ts'
import { fixedUsers, seededPassword } from './fixed-rows.ts'
import { makeLessons, makeMessages, makeRelations, Pairs, Talks, type MadeUsers } from './history.ts'
import { People, roleOf, type Person } from './people.ts'
import { sampleStroke } from './strokes.ts'
import { chatText, notificationText, type Locale } from './texts.ts'

const day = 24 * 3_600_000

/** What all tables are filled by. */
export interface Seeding {
  readonly counts: SeedCounts
  readonly seed: number
  /** Instant in milliseconds since 1970 to which all others are relative. */
  readonly today: number
  readonly copy: (table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>) => Promise<unknown>
}

/** Who is made: only what later rows need. */
export interface MadePeople {
  people: Map<number, Person>
  made: MadeUsers
}

export async function writeUsers({ copy, counts, seed, today }: Seeding): Promise<MadePeople> {
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
  await copy('users_user', userColumns, rows())
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

export async function writeRelations({ copy, counts, seed, today }: Seeding, users: MadeUsers): Promise<Pairs> {
  const pairs = new Pairs()
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const relation of makeRelations(counts, users, seed, today)) {
      pairs.add(relation)
      const { id, tutor, student, status, start, end } = relation
      const made = new Date(start ?? today - 7 * day)
      yield [id, tutor, student, status, '', tutor, toDate(start), toDate(end), made, toDate(end) ?? made]
    }
  }
  const columns = ['id', 'tutor_id', 'student_id', 'status', 'notes', 'invited_by_id', 'relationship_start']
  await copy('users_tutorstudentrelation', [...columns, 'relationship_end', 'created_at', 'updated_at'], rows())
  return pairs
}

export async function writeLessons({ copy, counts, seed, today }: Seeding, pairs: Pairs): Promise<Talks> {
  const talks = new Talks()
  const random = new Random(seed, 6)
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const lesson of makeLessons(counts, pairs, seed, today)) {
      talks.add(lesson)
      const { id, tutor, student, status, start, end } = lesson
      const planned = new Date(start - random.integer(1, 10) * day)
      const series = random.chance(0.3) ? random.uuid() : null
      yield [id, tutor, student, status, new Date(start), new Date(end), series, planned, planned]
    }
  }
  const columns = ['id', 'tutor_id', 'student_id', 'status', 'start', 'end', 'series_id', 'created_at', 'updated_at']
  await copy('lessons_lesson', columns, rows())
  return talks
}

export async function writeMessages({ copy, counts, seed, today }: Seeding, talks: Talks): Promise<void> {
  const random = new Random(seed, 7)
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const { id, lesson, author, at } of makeMessages(counts, talks, seed, today)) {
      const edited = random.chance(0.03) ? new Date(at + 60_000) : null
      yield [id, lesson, author, chatText(random, localeOf(random)), edited, new Date(at)]
    }
  }
  const columns = ['id', 'lesson_id', 'author_id', 'text', 'edited_at', 'created_at']
  await copy('chat_lessonchatmessage', columns, rows())
}

export async function writeNotifications(
  { copy, counts, seed, today }: Seeding,
  people: ReadonlyMap<number, Person>,
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
  await copy('notifications_notification', columns, rows())
}

/** Every lesson that took place left a board behind. */
export async function writeSnapshots({ copy, seed }: Seeding, talks: Talks): Promise<void> {
  const random = new Random(seed, 9)
  function* rows(): Iterable<readonly CopyValue[]> {
    for (const { id, status, end } of talks.all) {
      if (status !== 'completed') continue
      const strokes = Array.from({ length: random.integer(1, 4) }, () => sampleStroke(random))
      yield [id, { strokes }, new Date(end)]
    }
  }
  await copy('boards_boardsnapshot', ['lesson_id', 'data', 'saved_at'], rows())
}

function localeOf(random: Random): Locale {
  return random.chance(0.7) ? 'uk' : 'en'
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant)
}
