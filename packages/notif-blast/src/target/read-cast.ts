import { findTable, type FoundTable } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { sql } from 'kysely'
import type { Cast, CastLesson, Person } from '../payloads/cast.ts'
import type { UserIds } from '../recipients/recipients.ts'
import type { Target } from './open-target.ts'
import { castType } from '../writers/target-table.ts'

/** Enough for a list that looks alive. */
const mostPeople = 500
const mostLessons = 500
/** Up to so many users, their own lessons come first. */
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

/** People and lessons of the database, for notifications to speak of; what it does not have stays empty. */
export async function readCast(target: Target, users: UserIds): Promise<Cast> {
  const { firstName, lastName } = target.users.columns
  if (!firstName || !lastName) return { people: [], lessons: [] }
  return { people: await readPeople(target), lessons: await readLessons(target, users) }
}

function nameOf(target: Target, alias: string): ReturnType<typeof sql> {
  const { firstName, lastName } = target.users.columns
  const part = (quoted = '') => sql`coalesce(${sql.raw(`${alias}.${quoted}`)}, '')`
  return sql`trim(${part(firstName?.quoted)} || ' ' || ${part(lastName?.quoted)})`
}

async function readPeople(target: Target): Promise<readonly Person[]> {
  const id = sql.raw(`u.${target.users.columns.id.quoted}`)
  const { rows } = await sql<Person>`
    SELECT ${id} AS id, ${nameOf(target, 'u')} AS name FROM ${sql.raw(target.users.quoted)} u
    ORDER BY ${id} LIMIT ${mostPeople}`.execute(target.db)
  return rows
}

async function readLessons(target: Target, users: UserIds): Promise<readonly CastLesson[]> {
  const lessons = await findLessons(target)
  if (!lessons) return []
  const { id, tutor, student, start, end } = lessons.columns
  const column = (name: { readonly quoted: string }) => sql.raw(`l.${name.quoted}`)
  const user = (alias: string) => sql.raw(`${alias}.${target.users.columns.id.quoted}`)
  const read = async (where: ReturnType<typeof sql>): Promise<readonly CastLesson[]> => {
    const { rows } = await sql<LessonRow>`
      SELECT ${column(id)} AS id, ${user('t')} AS "tutorId", ${nameOf(target, 't')} AS tutor,
        ${user('s')} AS "studentId", ${nameOf(target, 's')} AS student,
        ${column(start)} AS start, ${column(end)} AS "end"
      FROM ${sql.raw(lessons.quoted)} l
      JOIN ${sql.raw(target.users.quoted)} t ON ${user('t')} = ${column(tutor)}
      JOIN ${sql.raw(target.users.quoted)} s ON ${user('s')} = ${column(student)}
      WHERE ${where} AND ${column(start)} IS NOT NULL AND ${column(end)} IS NOT NULL
      ORDER BY ${column(id)} DESC LIMIT ${mostLessons}`.execute(target.db)
    return rows.map(toLesson)
  }
  if (users.length > fewUsers) return await read(sql`true`)
  const ids = sql`(${[...users].map(String)}::text[])::${sql.raw(castType(target.users.columns.id))}[]`
  const theirs = await read(sql`(${column(tutor)} = ANY (${ids}) OR ${column(student)} = ANY (${ids}))`)
  return theirs.length > 0 ? theirs : await read(sql`true`)
}

function toLesson({ id, tutorId, tutor, studentId, student, start, end }: LessonRow): CastLesson {
  return { id, tutor: { id: tutorId, name: tutor }, student: { id: studentId, name: student }, start, end }
}

/** A deployment without lessons, or whose lessons look otherwise, has notifications all the same. */
async function findLessons({ pool }: Target): Promise<FoundTable<LessonRole> | null> {
  try {
    return await findTable<LessonRole>(pool, lessonWish, {}, { table: '', columns: '' })
  } catch (error) {
    if (error instanceof RunError) return null
    throw error
  }
}
