import { sql, type RawBuilder } from 'kysely'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { endpoint, ok, type Endpoint } from './endpoint.ts'
import { optional } from './fields/field.ts'
import { instantOrDay } from './fields/instant.ts'
import { text } from './fields/text.ts'
import { cursorInstant, isAfter, pageQuery, toPage, type Cursor, type Page } from './paging.ts'

const query = {
  ...pageQuery(/^[\w.:]{1,60}$/),
  action: optional(text({ maxLength: 100 })),
  entity_type: optional(text({ maxLength: 100 })),
  date_from: optional(instantOrDay('start')),
  date_to: optional(instantOrDay('end')),
}

export function activityEndpoints(context: RestContext): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/me/activity/',
      summary: 'What I have done, the latest first.',
      access: context.access.users,
      query,
      answer: ok(ref('PaginatedActivityList')),
      handle: async ({ caller, query: filter }) => await listActivity(context, caller.id, filter),
    }),
  ]
}

interface ActivityFilter {
  readonly cursor: Cursor | undefined
  readonly limit: number
  readonly action: string | undefined
  readonly entity_type: string | undefined
  readonly date_from: Date | undefined
  readonly date_to: Date | undefined
}

interface EventRow {
  readonly id: string
  readonly action: string
  readonly entity_type: string
  readonly entity_id: string
  readonly metadata: object
  readonly at: Date
}

async function listActivity({ db }: RestContext, userId: number, filter: ActivityFilter): Promise<Page<ActivityDto>> {
  const { cursor, limit, action, entity_type: entityType, date_from: from, date_to: to } = filter
  const { at, id } = { at: sql.ref<Date>('event.at'), id: sql.ref('event.id') }
  const rows = await db
    .selectFrom(eventsOf(userId).as('event'))
    .selectAll('event')
    .select(cursorInstant(at).as('cursor_at'))
    .where((where) =>
      where.and([
        isAfter(cursor, at, id),
        ...(action === undefined ? [] : [where('event.action', '=', action)]),
        ...(entityType === undefined ? [] : [where('event.entity_type', '=', entityType)]),
        ...(from ? [where('event.at', '>=', from)] : []),
        ...(to ? [where('event.at', '<=', to)] : []),
      ]),
    )
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, toActivity)
}

interface ActivityDto extends Omit<EventRow, 'at'> {
  readonly timestamp: string
}

function toActivity({ id, action, entity_type: entityType, entity_id: entityId, metadata, at }: EventRow): ActivityDto {
  return { id, action, entity_type: entityType, entity_id: entityId, metadata, timestamp: at.toISOString() }
}

/** The platform keeps no journal: what somebody has done is read off the rows that it left behind. */
function eventsOf(userId: number): RawBuilder<EventRow> {
  return sql<EventRow>`(
    SELECT 'account.registered:' || id AS id, 'account.registered' AS action, 'user' AS entity_type,
      id::text AS entity_id, jsonb_build_object('role', role) AS metadata, date_joined AS at
    FROM users_user WHERE id = ${userId}
    UNION ALL
    SELECT 'lesson.created:' || id, 'lesson.created', 'lesson', id::text,
      jsonb_build_object('student_id', student_id), created_at
    FROM lessons_lesson WHERE tutor_id = ${userId}
    UNION ALL
    SELECT 'chat.message.sent:' || id, 'chat.message.sent', 'message', id::text,
      jsonb_build_object('lesson_id', lesson_id), created_at
    FROM chat_lessonchatmessage WHERE author_id = ${userId}
    UNION ALL
    SELECT 'relation.accepted:' || id, 'relation.accepted', 'relation', id::text,
      jsonb_build_object('tutor_id', tutor_id, 'student_id', student_id), relationship_start
    FROM users_tutorstudentrelation
    WHERE relationship_start IS NOT NULL AND ${userId}::bigint IN (tutor_id, student_id)
  )`
}
