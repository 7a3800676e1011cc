import { databaseFault, type DatabaseFaultKind, findTable } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { sql } from 'kysely'
import type { Cast, CastLesson, Person } from '../payloads/cast.ts'
import type { UserIds } from '../recipients/recipients.ts'
import type { Target } from './open-target.ts'

/** Enough for a list that looks alive. */
const mostPeople = 500
const mostLessons = 500
/** For so many users at most, notifications are chosen so that they fit them. */
const fewUsers = 1000

const lessonWish = {
  purpose: 'lessons',
  names: ['lessons_lesson'],
  columns: {
    id: { names: ['id'] },
    tutor: { names: ['tutor_id'] },
    student: { names: ['student_id'] },
    start: { names: ['start', 'utc_start'] },
    end: { names: ['end', 'utc_end'] },
  },
} as const

type LessonRole = keyof typeof lessonWish.columns

interface LessonRow {
  readonly id: number | string
  readonly tutorId: number | string
  readonly tutor: string
  readonly studentId: number | string
  readonly student: string
  readonly start: Date
  readonly end: Date
}

/** What a deployment may lack, or keep to itself, is no reason not to write. */
const harmless: ReadonlySet<string> = new Set<DatabaseFaultKind>(['permission', 'no-table', 'no-column', 'other'])

/**
 * People and lessons of the database, for notifications to speak of; what it does not have, or does not show, stays empty.
 * Of few users nobody hears of himself: their lessons are those that they take, and others write to them.
 */
export async function readCast(target: Target, users: UserIds): Promise<Cast> {
  const { firstName, lastName } = target.users.columns
  if (!firstName || !lastName) return { people: [], lessons: [] }
  const recipients = users.length > fewUsers ? [] : [...users].map(String)
  const shown = async <T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await read()
    } catch (error) {
      if (error instanceof RunError || harmless.has(databaseFault(error)?.kind ?? '')) return []
      throw error
    }
  }
  return {
    people: await shown(async () => await readPeople(target, recipients)),
    lessons: await shown(async () => await readLessons(target, recipients)),
    recipients: new Set(recipients),
  }
}

function nameOf(target: Target, alias: string): ReturnType<typeof sql> {
  const { firstName, lastName } = target.users.columns
  const part = (quoted = '') => sql`coalesce(${sql.raw(`${alias}.${quoted}`)}, '')`
  return sql`trim(${part(firstName?.quoted)} || ' ' || ${part(lastName?.quoted)})`
}

async function readPeople(target: Target, recipients: readonly string[]): Promise<readonly Person[]> {
  const id = sql.raw(`u.${target.users.columns.id.quoted}`)
  const { rows } = await sql<Person>`
    SELECT ${id} AS id, ${nameOf(target, 'u')} AS name FROM ${sql.raw(target.users.quoted)} u
    WHERE ${id}::text <> ALL (${recipients}::text[]) ORDER BY ${id} LIMIT ${mostPeople}`.execute(target.db)
  return rows
}

async function readLessons(target: Target, recipients: readonly string[]): Promise<readonly CastLesson[]> {
  const { quoted, columns } = await findTable<LessonRole>(target.pool, lessonWish, {}, { table: '', columns: '' })
  const { id, tutor, student, start, end } = columns
  const column = (name: { readonly quoted: string }) => sql.raw(`l.${name.quoted}`)
  const user = (alias: string) => sql.raw(`${alias}.${target.users.columns.id.quoted}`)
  const read = async (where: ReturnType<typeof sql>): Promise<readonly CastLesson[]> => {
    // What is still to come is what people are told of.
    const { rows } = await sql<LessonRow>`
      SELECT ${column(id)} AS id, ${user('t')} AS "tutorId", ${nameOf(target, 't')} AS tutor,
        ${user('s')} AS "studentId", ${nameOf(target, 's')} AS student,
        ${column(start)} AS start, ${column(end)} AS "end"
      FROM ${sql.raw(quoted)} l
      JOIN ${sql.raw(target.users.quoted)} t ON ${user('t')} = ${column(tutor)}
      JOIN ${sql.raw(target.users.quoted)} s ON ${user('s')} = ${column(student)}
      WHERE ${where} AND ${column(start)} IS NOT NULL AND ${column(end)} IS NOT NULL
      ORDER BY ${column(start)} < now(), ${column(id)} DESC LIMIT ${mostLessons}`.execute(target.db)
    return rows.map(toLesson)
  }
  if (recipients.length === 0) return await read(sql`true`)
  const theirs = await read(sql`${column(student)}::text = ANY (${recipients}::text[])`)
  return theirs.length > 0 ? theirs : await read(sql`${column(tutor)}::text <> ALL (${recipients}::text[])`)
}

function toLesson({ id, tutorId, tutor, studentId, student, start, end }: LessonRow): CastLesson {
  return { id, tutor: { id: tutorId, name: tutor }, student: { id: studentId, name: student }, start, end }
}
