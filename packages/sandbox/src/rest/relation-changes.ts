import type { Kysely, Selectable } from 'kysely'
import type { Database, RelationTable } from '../database/database.ts'
import type { User } from './access.ts'
import type { RestContext } from './context.ts'
import { conflict, forbidden, notFound, throttled } from './errors.ts'

type Relation = Selectable<RelationTable>
type Change = (relation: Relation, now: Date) => Partial<Relation>

/** What can be done to an invitation or a relation. */
export type RelationAction = 'accept' | 'decline' | 'cancel' | 'resend' | 'archive'

const changes: Readonly<Record<RelationAction, Change>> = {
  accept: (relation, now) => {
    requireInvited(relation)
    return { status: 'active', relationship_start: now, relationship_end: null }
  },
  decline: (relation) => {
    requireInvited(relation)
    return { status: 'archived' }
  },
  cancel: (relation) => {
    requireInvited(relation)
    return { status: 'archived' }
  },
  resend: (relation) => {
    requireInvited(relation)
    return {}
  },
  archive: ({ status, relationship_start: start }, now) => {
    if (status === 'archived') throw conflict('RELATION_ARCHIVED', 'The relation is archived already.')
    return { status: 'archived', relationship_end: start === null ? null : now }
  },
}

function requireInvited({ status }: Relation): void {
  if (status !== 'invited') throw conflict('RELATION_NOT_INVITED', `The relation is ${status}, not invited.`)
}

/**
 * Changes a relation of a user; of two that come at once the second sees what the first has done.
 * @throws {ApiError} 403, 404, 409, 429
 */
export async function changeRelation(
  { db, now, settings }: RestContext,
  user: User,
  relationId: number,
  action: RelationAction,
): Promise<Relation> {
  return await db.transaction().execute(async (trx) => {
    const { student_id: studentId } = await findOwn(trx, user, relationId)
    if (action === 'accept') await lockStudent(trx, studentId)
    const relation = await trx
      .selectFrom('users_tutorstudentrelation')
      .selectAll()
      .where('id', '=', relationId)
      .forUpdate()
      .executeTakeFirst()
    if (!relation) throw notFound('Relation')
    if (action === 'resend' || action === 'cancel') requireInviter(relation, user)
    const at = now()
    const change = changes[action](relation, at)
    if (action === 'accept') await requireNoTutor(trx, studentId)
    if (action === 'resend') requirePause(relation, at, settings.resendIntervalMs)
    return await trx
      .updateTable('users_tutorstudentrelation')
      .set({ ...change, updated_at: at })
      .where('id', '=', relationId)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

async function findOwn(trx: Kysely<Database>, user: User, relationId: number): Promise<{ student_id: number }> {
  const relation = await trx
    .selectFrom('users_tutorstudentrelation')
    .select(['tutor_id', 'student_id'])
    .where('id', '=', relationId)
    .executeTakeFirst()
  if (!relation) throw notFound('Relation')
  if (!user.isAdmin && user.id !== relation.tutor_id && user.id !== relation.student_id)
    throw forbidden('This is a relation of others.')
  return relation
}

/** No index keeps a student from having two tutors: those who accept for one student have to queue. */
async function lockStudent(trx: Kysely<Database>, studentId: number): Promise<void> {
  await trx.selectFrom('users_user').select('id').where('id', '=', studentId).forNoKeyUpdate().execute()
}

async function requireNoTutor(trx: Kysely<Database>, studentId: number): Promise<void> {
  const active = await trx
    .selectFrom('users_tutorstudentrelation')
    .select('id')
    .where('student_id', '=', studentId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  if (active) throw conflict('STUDENT_HAS_TUTOR', 'The student has an active tutor already.')
}

/** The other side answers an invitation; it does not send one. */
function requireInviter({ invited_by_id: inviter, tutor_id: tutorId }: Relation, user: User): void {
  if (!user.isAdmin && user.id !== (inviter ?? tutorId)) throw forbidden('Only who has invited may do this.')
}

/** A row changes when its invitation is sent, and not again until it is answered. */
function requirePause({ updated_at: sentAt }: Relation, now: Date, intervalMs: number): void {
  const waitMs = sentAt.getTime() + intervalMs - now.getTime()
  if (waitMs > 0) throw throttled(waitMs)
}
