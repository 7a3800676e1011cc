import type { Kysely } from 'kysely'
import type { Database, Role } from '../database/database.ts'
import type { Tokens } from '../auth/tokens.ts'

/** Whoever holds a socket. */
export interface GatewayUser {
  readonly id: number
  readonly isAdmin: boolean
}

/** Whose lesson it is. */
export interface LessonParticipants {
  readonly tutorId: number
  readonly studentId: number
}

export function isAdmin(role: Role): boolean {
  return role === 'admin' || role === 'superadmin'
}

/** The user of an access token, or why there is none. */
export async function findUser(
  { db, tokens }: { readonly db: Kysely<Database>; readonly tokens: Tokens },
  token: string | null,
): Promise<GatewayUser | { readonly refusal: string }> {
  const verified = await tokens.verify(token)
  if ('problem' in verified) return { refusal: `the access token is ${verified.problem}` }
  const user = await db
    .selectFrom('users_user')
    .select(['id', 'role', 'is_active'])
    .where('id', '=', verified.userId)
    .executeTakeFirst()
  if (!user) return { refusal: 'the user of the access token does not exist' }
  if (!user.is_active) return { refusal: 'the user of the access token is not active' }
  return { id: user.id, isAdmin: isAdmin(user.role) }
}

export async function findLesson(db: Kysely<Database>, lessonId: number): Promise<LessonParticipants | undefined> {
  return await db
    .selectFrom('lessons_lesson')
    .select(['tutor_id as tutorId', 'student_id as studentId'])
    .where('id', '=', lessonId)
    .executeTakeFirst()
}

export function isParticipant({ tutorId, studentId }: LessonParticipants, userId: number): boolean {
  return userId === tutorId || userId === studentId
}
