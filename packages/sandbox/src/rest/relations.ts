import { relationStatuses } from '../database/database.ts'
import type { User } from './access.ts'
import { jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import type { RelationDto } from './dto.ts'
import { endpoint, ok, type Endpoint } from './endpoint.ts'
import { ApiError } from './errors.ts'
import { optional, type Field } from './fields/field.ts'
import { integer } from './fields/integer.ts'
import { listOf } from './fields/json.ts'
import { choice } from './fields/text.ts'
import { listRelations, readRelation } from './find-relations.ts'
import { notifyOthers } from './notify.ts'
import { integerId, pageQuery } from './paging.ts'
import { changeRelation, type RelationAction } from './relation-changes.ts'

const statuses = choice([...relationStatuses, 'all'])
const query = { status: optional(statuses), ...pageQuery(integerId) }
const batch = jsonBody('RelationBatch', { ids: listOf(integer({ minimum: 1 }), { minItems: 1, maxItems: 100 }) })
const param = { name: 'id', field: integer({ minimum: 1 }), kind: 'Relation' }

export function relationEndpoints(context: RestContext): readonly Endpoint[] {
  const { students, tutors } = context.access
  return [
    endpoint({
      method: 'GET',
      path: '/student/relations/',
      summary: 'My tutors, and who invites me.',
      access: students,
      query,
      answer: ok(ref('PaginatedRelationList')),
      handle: async ({ caller, query: { status, ...page } }) =>
        await listRelations(context.db, caller, { ...page, side: 'student_id', status: notAll(status) }),
    }),
    endpoint({
      method: 'GET',
      path: '/tutor/relations/',
      summary: 'My students, and whom I invite.',
      access: tutors,
      query,
      answer: ok(ref('PaginatedTutorRelationList')),
      handle: async ({ caller, query: { status, ...page } }) => ({
        ...(await listRelations(context.db, caller, { ...page, side: 'tutor_id', status: notAll(status) })),
        summary: await summarize(context, caller.id),
      }),
    }),
    batchEndpoint(context, 'accept', 'Accepts several relations, each by itself.'),
    batchEndpoint(context, 'archive', 'Archives several relations, each by itself.'),
    actionEndpoint(context, 'accept', 'Makes an invitation a relation, where the student has no other tutor.'),
    actionEndpoint(context, 'decline', 'Declines an invitation.'),
    actionEndpoint(context, 'resend', 'Sends an invitation once more, after some minutes.'),
    actionEndpoint(context, 'cancel', 'Takes an invitation back.'),
  ]
}

type Status = typeof statuses extends Field<infer T> ? T : never

function notAll(status: Status | undefined): Exclude<Status, 'all'> | undefined {
  return status === 'all' ? undefined : status
}

async function summarize({ db }: RestContext, tutorId: number): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('users_tutorstudentrelation')
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .where('tutor_id', '=', tutorId)
    .groupBy('status')
    .execute()
  const counts = Object.fromEntries(relationStatuses.map((status) => [status, 0]))
  for (const { status, count } of rows) counts[status] = count
  return { ...counts, total: rows.reduce((total, { count }) => total + count, 0) }
}

function actionEndpoint(context: RestContext, action: RelationAction, summary: string): Endpoint {
  return endpoint({
    method: 'POST',
    path: `/relations/{id}/${action}/`,
    summary,
    access: context.access.users,
    param,
    answer: ok(ref('Relation')),
    errors: [403, 409, ...(action === 'resend' ? [429] : [])],
    handle: async ({ caller, id }) => await act(context, caller, id, action),
  })
}

function batchEndpoint(context: RestContext, action: 'accept' | 'archive', summary: string): Endpoint {
  return endpoint({
    method: 'POST',
    path: `/tutor/relations/batch/${action}/`,
    summary,
    access: context.access.tutors,
    body: batch,
    answer: ok(ref('BatchResult')),
    handle: async ({ caller, readBody }) => await actOnEach(context, caller, (await readBody()).ids, action),
  })
}

/** What fails for one does not keep the others from it. */
async function actOnEach(
  context: RestContext,
  caller: User,
  ids: readonly number[],
  action: RelationAction,
): Promise<object> {
  const processed: number[] = []
  const failed: { id: number; error: string }[] = []
  for (const id of new Set(ids)) {
    try {
      await act(context, caller, id, action)
      processed.push(id)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failed.push({ id, error: error.message })
    }
  }
  return { processed, failed }
}

async function act(context: RestContext, caller: User, id: number, action: RelationAction): Promise<RelationDto> {
  const { tutor_id: tutorId, student_id: studentId } = await changeRelation(context, caller, id, action)
  const type = action === 'accept' ? 'relation.accepted' : action === 'resend' ? 'relation.invite' : null
  if (type !== null)
    await notifyOthers(context, {
      type,
      actor: caller,
      userIds: [tutorId, studentId],
      details: { relation_id: id },
    })
  return await readRelation(context.db, caller, id)
}
