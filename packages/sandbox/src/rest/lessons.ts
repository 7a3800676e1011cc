import type { Selectable } from 'kysely'
import { lessonStatuses, type LessonTable } from '../database/database.ts'
import { findLessonFor, type User } from './access.ts'
import { jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { toLesson, type LessonDto } from './dto.ts'
import { created, endpoint, ok, type Endpoint } from './endpoint.ts'
import { apiError, forbidden, notFound, validationError } from './errors.ts'
import { nullable, optional, withDefault, type ValuesOf } from './fields/field.ts'
import { instant, instantOrDay } from './fields/instant.ts'
import { integer } from './fields/integer.ts'
import { choice, text, uuid } from './fields/text.ts'
import { changeLesson, inOrder } from './lesson-changes.ts'
import { notifyOthers } from './notify.ts'

/** So many lessons at most are listed at once. */
const maxEvents = 500

const query = {
  from: optional(instantOrDay('start')),
  to: optional(instantOrDay('end')),
  status: optional(choice(lessonStatuses, ref('LessonStatusEnum'))),
}
/** As the platform's frontend sends them; what comes back has `utc_start` and `utc_end`. */
const newLessonFields = {
  student_id: integer({ minimum: 1 }),
  start: instant(),
  end: instant(),
  series_id: withDefault(nullable(uuid()), null),
}
const newLesson = jsonBody('NewLesson', newLessonFields)
const reschedule = jsonBody('PatchedReschedule', { start: optional(instant()), end: optional(instant()) })
const cancellation = jsonBody('CancelLesson', { reason: optional(text({ maxLength: 1000, isBlankAllowed: true })) })
const param = { name: 'id', field: integer({ minimum: 1 }), kind: 'Lesson' }

export function lessonEndpoints(context: RestContext): readonly Endpoint[] {
  const { users, tutors } = context.access
  return [
    endpoint({
      method: 'GET',
      path: '/lessons/my/',
      summary: `My lessons that start within a time; ${maxEvents} at most.`,
      access: users,
      query,
      answer: ok(ref('MyLessons')),
      handle: async ({ caller, query: filter }) => await listMine(context, caller, filter),
    }),
    endpoint({
      method: 'POST',
      path: '/lessons/',
      summary: 'Plans a lesson with a student of mine.',
      access: tutors,
      body: newLesson,
      answer: created(ref('Lesson')),
      handle: async ({ caller, readBody }) => await plan(context, caller, await readBody()),
    }),
    endpoint({
      method: 'GET',
      path: '/lessons/{id}/',
      summary: 'One lesson.',
      access: users,
      param,
      answer: ok(ref('Lesson')),
      errors: [403],
      handle: async ({ caller, id }) => {
        await findLessonFor(context, caller, id)
        return await readLesson(context, caller, id)
      },
    }),
    endpoint({
      method: 'PATCH',
      path: '/lessons/{id}/reschedule/',
      summary: 'Moves a lesson that has not taken place: for its tutor.',
      access: users,
      param,
      body: reschedule,
      answer: ok(ref('Lesson')),
      errors: [403, 409],
      handle: async ({ caller, id, readBody }) => {
        const { tutorId } = await findLessonFor(context, caller, id)
        if (caller.id !== tutorId && !caller.isAdmin) throw forbidden('Only the tutor of a lesson may move it.')
        const moved = await readBody()
        await changeLesson(context, id, ({ start, end }) =>
          inOrder({ start: moved.start ?? start, end: moved.end ?? end }),
        )
        return await readLesson(context, caller, id)
      },
    }),
    endpoint({
      method: 'POST',
      path: '/lessons/{id}/cancel/',
      summary: 'Cancels a lesson that has not taken place, and tells the other participant.',
      access: users,
      param,
      body: cancellation,
      answer: ok(ref('Lesson')),
      errors: [403, 409],
      handle: async ({ caller, id, readBody }) => {
        const { tutorId, studentId } = await findLessonFor(context, caller, id)
        const { reason } = await readBody()
        await changeLesson(context, id, () => ({ status: 'cancelled' }))
        await notifyOthers(context, {
          type: 'lesson.cancelled',
          actor: caller,
          userIds: [tutorId, studentId],
          details: { lesson_id: id, ...(reason ? { reason } : {}) },
        })
        return await readLesson(context, caller, id)
      },
    }),
  ]
}

interface LessonFilter {
  readonly from: Date | undefined
  readonly to: Date | undefined
  readonly status: LessonDto['status'] | undefined
}

async function listMine({ db, clockOf }: RestContext, { id, timezone }: User, filter: LessonFilter): Promise<object> {
  const { from, to, status } = filter
  if (from && to && to < from) throw validationError({ to: ['The end of the time must not be before its start.'] })
  const lessons = await db
    .selectFrom('lessons_lesson')
    .selectAll()
    .where((where) =>
      where.and([
        where.or([where('tutor_id', '=', id), where('student_id', '=', id)]),
        ...(from ? [where('start', '>=', from)] : []),
        ...(to ? [where('start', '<=', to)] : []),
        ...(status ? [where('status', '=', status)] : []),
      ]),
    )
    .orderBy('start')
    .orderBy('id')
    .limit(maxEvents + 1)
    .execute()
  const clock = clockOf(timezone)
  return {
    results: lessons.slice(0, maxEvents).map((lesson) => toLesson(lesson, timezone, clock)),
    has_more_events: lessons.length > maxEvents,
  }
}

async function readLesson({ db, clockOf }: RestContext, { timezone }: User, lessonId: number): Promise<LessonDto> {
  const lesson = await db.selectFrom('lessons_lesson').selectAll().where('id', '=', lessonId).executeTakeFirst()
  if (!lesson) throw notFound('Lesson')
  return toLesson(lesson, timezone, clockOf(timezone))
}

async function plan(
  context: RestContext,
  tutor: User,
  { student_id: studentId, series_id: seriesId, ...times }: ValuesOf<typeof newLessonFields>,
): Promise<LessonDto> {
  const { start, end } = inOrder(times)
  await requireActiveRelation(context, tutor.id, studentId)
  const at = context.now()
  const row = {
    tutor_id: tutor.id,
    student_id: studentId,
    status: 'scheduled' as const,
    start,
    end,
    series_id: seriesId,
  }
  const lesson: Selectable<LessonTable> = await context.db
    .insertInto('lessons_lesson')
    .values({ ...row, created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  await notifyOthers(context, {
    type: 'lesson.created',
    actor: tutor,
    userIds: [studentId],
    details: { lesson_id: lesson.id, start: start.toISOString(), end: end.toISOString() },
  })
  return toLesson(lesson, tutor.timezone, context.clockOf(tutor.timezone))
}

async function requireActiveRelation({ db }: RestContext, tutorId: number, studentId: number): Promise<void> {
  const relation = await db
    .selectFrom('users_tutorstudentrelation')
    .select('id')
    .where('tutor_id', '=', tutorId)
    .where('student_id', '=', studentId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  if (!relation) throw apiError(403, 'RELATION_NOT_ACTIVE', 'A lesson needs an active relation with the student.')
}
