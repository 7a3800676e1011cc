import { sql, type Selectable } from 'kysely'
import type { MessageTable } from '../database/database.ts'
import { chatChannel } from '../gateway/channel.ts'
import { findLesson, isParticipant, type LessonParticipants } from '../gateway/access.ts'
import { findLessonFor, type User } from './access.ts'
import { jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { toMessage, type MessageDto } from './dto.ts'
import { created, endpoint, noContent, ok, type Endpoint } from './endpoint.ts'
import { forbidden, notFound, throttled } from './errors.ts'
import { optional, refine, withDefault, type ValuesOf } from './fields/field.ts'
import { integer } from './fields/integer.ts'
import { jsonObject, listOf } from './fields/json.ts'
import { text } from './fields/text.ts'
import { cursorInstant, integerId, isAfter, pageQuery, toPage, type Cursor, type Page } from './paging.ts'

/** Of what a client says about one file, as JSON. */
const maxAttachmentLength = 4096
const attachment = refine(jsonObject(), (value) =>
  JSON.stringify(value).length <= maxAttachmentLength
    ? null
    : `Ensure this field has no more than ${maxAttachmentLength} characters of JSON.`,
)

const newMessageFields = {
  lesson_id: integer({ minimum: 1 }),
  text: text(),
  attachments: withDefault(listOf(attachment, { maxItems: 20 }), []),
  clientId: optional(text({ maxLength: 100 })),
}
const newMessage = jsonBody('NewMessage', newMessageFields)
const changes = jsonBody('PatchedMessage', { text: optional(text()) })
const query = { lesson_id: integer({ minimum: 1 }), ...pageQuery(integerId) }
const param = { name: 'id', field: integer({ minimum: 1 }), kind: 'Message' }

export function chatEndpoints(context: RestContext): readonly Endpoint[] {
  const { users } = context.access
  return [
    endpoint({
      method: 'GET',
      path: '/chat/history/',
      summary: 'The messages of a lesson, the latest first.',
      access: users,
      query,
      answer: ok(ref('PaginatedMessageList')),
      errors: [403, 404],
      handle: async ({ caller, query: { lesson_id: lessonId, cursor, limit } }) => {
        await findLessonFor(context, caller, lessonId)
        return await listMessages(context, lessonId, cursor, limit)
      },
    }),
    endpoint({
      method: 'POST',
      path: '/chat/messages/',
      summary: 'Writes a message and pushes it to both participants.',
      access: users,
      body: newMessage,
      answer: created(ref('Message')),
      errors: [403, 404, 429],
      handle: async ({ caller, readBody }) => await write(context, caller, await readBody()),
    }),
    endpoint({
      method: 'PATCH',
      path: '/chat/messages/{id}/',
      summary: 'Changes a message of mine and pushes it to both participants.',
      access: users,
      param,
      body: changes,
      answer: ok(ref('Message')),
      errors: [403],
      handle: async ({ caller, id, readBody }) => {
        const message = await findOwn(context, caller, id)
        return await edit(context, caller, message, (await readBody()).text)
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/chat/messages/{id}/',
      summary: 'Removes a message of mine and tells both participants.',
      access: users,
      param,
      answer: noContent,
      errors: [403],
      handle: async ({ caller, id }) => await remove(context, await findOwn(context, caller, id)),
    }),
  ]
}

async function listMessages(
  { db }: RestContext,
  lessonId: number,
  cursor: Cursor | undefined,
  limit: number,
): Promise<Page<MessageDto>> {
  const at = sql.ref<Date>('message.created_at')
  const rows = await db
    .selectFrom('chat_lessonchatmessage as message')
    .leftJoin('users_user as author', 'author.id', 'message.author_id')
    .selectAll('message')
    .select(['author.first_name', 'author.last_name', cursorInstant(at).as('cursor_at')])
    .where('lesson_id', '=', lessonId)
    .where(isAfter(cursor, at, sql.ref('message.id')))
    .orderBy('message.created_at', 'desc')
    .orderBy('message.id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, (row) => toMessage(row, row))
}

async function write(
  context: RestContext,
  author: User,
  { lesson_id: lessonId, text: written, attachments, clientId }: ValuesOf<typeof newMessageFields>,
): Promise<MessageDto> {
  const { db, now, chatPace, settings } = context
  const lesson = await findLesson(db, lessonId)
  if (!lesson) throw notFound('Lesson')
  if (!isParticipant(lesson, author.id)) throw forbidden('Only the participants of a lesson write in its chat.')
  const waitMs = chatPace.take(author.id)
  if (waitMs > 0) throw throttled(waitMs)
  const row = await db
    .insertInto('chat_lessonchatmessage')
    .values({ lesson_id: lessonId, author_id: author.id, text: written, edited_at: null, created_at: now() })
    .returningAll()
    .executeTakeFirstOrThrow()
  // Neither is kept: the platform's table has no place for them.
  const message = { ...toMessage(row, author), attachments }
  const echoed = settings.echoClientId && clientId !== undefined ? { ...message, clientId } : message
  push(context, lesson, 'chat.message.new', echoed)
  return echoed
}

interface OwnMessage extends LessonParticipants {
  readonly row: Selectable<MessageTable>
}

/** @throws {ApiError} 403 for a message of somebody else, admins included; 404 */
async function findOwn({ db }: RestContext, { id: userId }: User, messageId: number): Promise<OwnMessage> {
  const found = await db
    .selectFrom('chat_lessonchatmessage as message')
    .innerJoin('lessons_lesson as lesson', 'lesson.id', 'message.lesson_id')
    .selectAll('message')
    .select(['lesson.tutor_id as tutorId', 'lesson.student_id as studentId'])
    .where('message.id', '=', messageId)
    .executeTakeFirst()
  if (!found) throw notFound('Message')
  if (found.author_id !== userId) throw forbidden('Only its author may change a message.')
  const { tutorId, studentId, ...row } = found
  return { tutorId, studentId, row }
}

/** Nothing to change changes nothing, and nobody is told. */
async function edit(
  context: RestContext,
  author: User,
  message: OwnMessage,
  changed: string | undefined,
): Promise<MessageDto> {
  if (changed === undefined) return toMessage(message.row, author)
  const row = await context.db
    .updateTable('chat_lessonchatmessage')
    .set({ text: changed, edited_at: context.now() })
    .where('id', '=', message.row.id)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw notFound('Message')
  const edited = toMessage(row, author)
  push(context, message, 'chat.message.edited', edited)
  return edited
}

async function remove(context: RestContext, message: OwnMessage): Promise<void> {
  const { id, lesson_id: lessonId } = message.row
  const { numDeletedRows } = await context.db
    .deleteFrom('chat_lessonchatmessage')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw notFound('Message')
  push(context, message, 'chat.message.deleted', { id, lesson_id: lessonId })
}

/** To everybody who takes part, the author included. */
function push({ hub }: RestContext, lesson: LessonParticipants, type: string, payload: object): void {
  for (const userId of new Set([lesson.tutorId, lesson.studentId])) hub.publish(chatChannel(userId), { type, payload })
}
