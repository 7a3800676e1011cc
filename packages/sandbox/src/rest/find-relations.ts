import { sql, type Kysely } from 'kysely'
import type { Database, RelationStatus } from '../database/database.ts'
import type { User } from './access.ts'
import { toRelation, type PublicUserDto, type RelationDto } from './dto.ts'
import { notFound } from './errors.ts'
import { findPublicUsers } from './find-users.ts'
import { cursorInstant, isAfter, toPage, type Cursor, type Page } from './paging.ts'

const lessonsOfRelation = sql`FROM lessons_lesson AS lesson
  WHERE lesson.tutor_id = relation.tutor_id AND lesson.student_id = relation.student_id`

function selectRelations(db: Kysely<Database>) {
  return db
    .selectFrom('users_tutorstudentrelation as relation')
    .selectAll('relation')
    .select([
      sql<number>`(SELECT count(*) ${lessonsOfRelation})`.as('lesson_count'),
      sql<Date | null>`(SELECT max(lesson.start) ${lessonsOfRelation} AND lesson.status = 'completed')`.as(
        'last_lesson',
      ),
    ])
}

type RelationRow = Awaited<ReturnType<ReturnType<typeof selectRelations>['execute']>>[number]

export interface RelationFilter {
  /** Whose relations. */
  readonly side: 'tutor_id' | 'student_id'
  readonly status: RelationStatus | undefined
  readonly cursor: Cursor | undefined
  readonly limit: number
}

/** A page of a user's relations, the latest first. */
export async function listRelations(
  db: Kysely<Database>,
  user: User,
  { side, status, cursor, limit }: RelationFilter,
): Promise<Page<RelationDto>> {
  const at = sql.ref<Date>('relation.created_at')
  const rows = await selectRelations(db)
    .select(cursorInstant(at).as('cursor_at'))
    .where((where) =>
      where.and([
        where(`relation.${side}`, '=', user.id),
        ...(status ? [where('relation.status', '=', status)] : []),
        isAfter(cursor, at, sql.ref('relation.id')),
      ]),
    )
    .orderBy('relation.created_at', 'desc')
    .orderBy('relation.id', 'desc')
    .limit(limit + 1)
    .execute()
  const users = await findParticipants(db, rows)
  return toPage(rows, limit, (row) => describe(row, users, user))
}

/** @throws {ApiError} 404 */
export async function readRelation(db: Kysely<Database>, user: User, relationId: number): Promise<RelationDto> {
  const row = await selectRelations(db).where('relation.id', '=', relationId).executeTakeFirst()
  if (!row) throw notFound('Relation')
  return describe(row, await findParticipants(db, [row]), user)
}

type Users = ReadonlyMap<number, PublicUserDto>

async function findParticipants(db: Kysely<Database>, rows: readonly RelationRow[]): Promise<Users> {
  return await findPublicUsers(
    db,
    rows.flatMap(({ tutor_id: tutor, student_id: student }) => [tutor, student]),
  )
}

function describe(row: RelationRow, users: Users, user: User): RelationDto {
  return toRelation(row, {
    tutor: users.get(row.tutor_id) ?? somebody(row.tutor_id),
    student: users.get(row.student_id) ?? somebody(row.student_id),
    lessonCount: row.lesson_count,
    lastLesson: row.last_lesson,
    showsNotes: user.isAdmin || user.id === row.tutor_id,
  })
}

/** A table may point to users who are not there. */
function somebody(id: number): PublicUserDto {
  return { id, email: '', first_name: '', last_name: '', full_name: '', timezone: 'UTC', avatar_url: null }
}
