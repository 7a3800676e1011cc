import { sql } from 'kysely'
import { jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { toNotification, type NotificationDto } from './dto.ts'
import { created, endpoint, ok, type Endpoint } from './endpoint.ts'
import { notFound, validationError } from './errors.ts'
import { withDefault, type ValuesOf } from './fields/field.ts'
import { integer } from './fields/integer.ts'
import { jsonObject } from './fields/json.ts'
import { text, uuid } from './fields/text.ts'
import { notify } from './notify.ts'
import { cursorInstant, isAfter, pageQuery, toPage, uuidId, type Cursor, type Page } from './paging.ts'

const newNotificationFields = {
  user_id: integer({ minimum: 1 }),
  type: text({ maxLength: 50 }),
  payload: withDefault(jsonObject(), {}),
}
const newNotification = jsonBody('InternalNotification', newNotificationFields)
const query = pageQuery(uuidId)
const param = { name: 'id', field: uuid(), kind: 'Notification' }

export function notificationEndpoints(context: RestContext): readonly Endpoint[] {
  const { users, services } = context.access
  const read = {
    path: '/notifications/{id}/read/',
    access: users,
    param,
    answer: ok(ref('Notification')),
  }
  return [
    endpoint({
      method: 'GET',
      path: '/notifications/',
      summary: 'My notifications, the latest first.',
      access: users,
      query,
      answer: ok(ref('PaginatedNotificationList')),
      handle: async ({ caller, query: { cursor, limit } }) => await list(context, caller.id, cursor, limit),
    }),
    endpoint({
      ...read,
      method: 'POST',
      summary: 'Marks a notification as read.',
      handle: async ({ caller, id }) => await markRead(context, caller.id, id),
    }),
    endpoint({
      ...read,
      method: 'PATCH',
      summary: 'Marks a notification as read, as clients of v0.9 do it.',
      handle: async ({ caller, id }) => await markRead(context, caller.id, id),
    }),
    endpoint({
      method: 'GET',
      path: '/notifications/unread-count/',
      summary: 'How many are unread; cached for a while.',
      access: users,
      answer: ok(ref('UnreadCount')),
      handle: async ({ caller }) => ({ unread_count: await context.unreadCounts.get(caller.id) }),
    }),
    endpoint({
      method: 'POST',
      path: '/notifications/internal/',
      summary: 'Creates a notification and pushes it: for admins and services.',
      access: services,
      body: newNotification,
      answer: created(ref('Notification')),
      handle: async ({ readBody }) => await createFor(context, await readBody()),
    }),
  ]
}

async function list(
  { db }: RestContext,
  userId: number,
  cursor: Cursor | undefined,
  limit: number,
): Promise<Page<NotificationDto>> {
  const at = sql.ref<Date>('created_at')
  const rows = await db
    .selectFrom('notifications_notification')
    .select(['id', 'type', 'payload', 'read_at', 'created_at', cursorInstant(at).as('cursor_at')])
    .where('user_id', '=', userId)
    .where(isAfter(cursor, at, sql.ref('id')))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, toNotification)
}

/** One that is read already stays as it is. */
async function markRead({ db, now, unreadCounts }: RestContext, userId: number, id: string): Promise<NotificationDto> {
  const row = await db
    .updateTable('notifications_notification')
    .set({ read_at: sql`coalesce(read_at, ${now()})` })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning(['id', 'type', 'payload', 'read_at', 'created_at'])
    .executeTakeFirst()
  if (!row) throw notFound('Notification')
  unreadCounts.forget(userId)
  return toNotification(row)
}

async function createFor(
  context: RestContext,
  { user_id: userId, type, payload }: ValuesOf<typeof newNotificationFields>,
): Promise<NotificationDto> {
  const user = await context.db.selectFrom('users_user').select('id').where('id', '=', userId).executeTakeFirst()
  if (!user) throw validationError({ user_id: [`Invalid pk "${userId}" - object does not exist.`] })
  return await notify(context, { userId, type, payload })
}
