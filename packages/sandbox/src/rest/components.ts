import { lessonStatuses, relationStatuses, roles } from '../database/database.ts'
import type { JsonSchema } from './fields/field.ts'

/** A schema that others point to, under the name it has in `components`. */
export interface Component extends JsonSchema {
  readonly $id: string
}

/** Points to a component; @fastify/swagger makes `#/components/schemas/Name` of it. */
export function ref(name: string): JsonSchema {
  return { $ref: `${name}#` }
}

export function arrayOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items }
}

const id = { type: 'integer' }
const optionalId = { type: 'integer', nullable: true }
const string = { type: 'string' }
const optionalString = { type: 'string', nullable: true }
const boolean = { type: 'boolean' }
const count = { type: 'integer', minimum: 0 }
const uuid = { type: 'string', format: 'uuid' }
const instant = { type: 'string', format: 'date-time' }
const optionalInstant = { type: 'string', format: 'date-time', nullable: true }
const anyObject = { type: 'object', additionalProperties: {} }

/** All properties are required, but for those in `options`. */
function component(
  name: string,
  properties: Readonly<Record<string, JsonSchema>>,
  options: Readonly<Record<string, JsonSchema>> = {},
): Component {
  return {
    $id: name,
    type: 'object',
    properties: { ...properties, ...options },
    ...(Object.keys(properties).length > 0 ? { required: Object.keys(properties) } : {}),
  }
}

function page(item: string, name = `Paginated${item}List`, more: Readonly<Record<string, JsonSchema>> = {}): Component {
  return component(name, { results: arrayOf(ref(item)), cursor: optionalString, has_more: boolean, ...more })
}

function enumeration(name: string, values: readonly string[]): Component {
  return { $id: name, type: 'string', enum: values }
}

const publicUser = {
  id,
  email: string,
  first_name: string,
  last_name: string,
  full_name: string,
  timezone: string,
  avatar_url: optionalString,
}

/** Everything that the platform answers. */
export const components: readonly Component[] = [
  enumeration('RoleEnum', roles),
  enumeration('LessonStatusEnum', lessonStatuses),
  enumeration('RelationStatusEnum', relationStatuses),
  component('Error', {
    error: { ...component('', { code: string, detail: string, fields: anyObject }), $id: undefined },
  }),
  component(
    'AuthenticationError',
    { detail: string },
    { code: string, messages: arrayOf({ type: 'object', additionalProperties: {} }) },
  ),
  component('PublicUser', publicUser),
  component('User', {
    ...publicUser,
    role: ref('RoleEnum'),
    is_self_learning: boolean,
    date_joined: instant,
  }),
  component('Session', { access: string, user: ref('User') }),
  component('AccessToken', { access: string }),
  component('Empty', {}),
  component('Invite', {
    is_valid: boolean,
    status: string,
    email: string,
    first_name: string,
    last_name: string,
    role: ref('RoleEnum'),
    tutor_name: optionalString,
    expires_at: instant,
  }),
  component('OnlineStatus', { user_id: id, online: boolean }),
  component('Profile', { user: ref('User'), avatar_url: optionalString }),
  component('ProfileDraft', { data: anyObject, autosaved_at: instant }),
  component('AvatarUrl', { avatar_url: string }),
  component('Activity', {
    id: string,
    action: string,
    entity_type: string,
    entity_id: string,
    metadata: anyObject,
    timestamp: instant,
  }),
  page('Activity'),
  component(
    'Message',
    {
      id,
      lesson_id: id,
      text: string,
      created_at: instant,
      edited_at: optionalInstant,
      author_id: optionalId,
      author_name: string,
      attachments: arrayOf(anyObject),
    },
    { clientId: string },
  ),
  page('Message'),
  component('Lesson', {
    id,
    status: ref('LessonStatusEnum'),
    tutor_id: id,
    student_id: id,
    utc_start: instant,
    utc_end: instant,
    user_local_start: instant,
    user_local_end: instant,
    timezone: string,
    series_id: { ...uuid, nullable: true },
    created_at: instant,
    updated_at: instant,
  }),
  component('MyLessons', { results: arrayOf(ref('Lesson')), has_more_events: boolean }),
  component('Notification', {
    id: uuid,
    type: string,
    payload: anyObject,
    read_at: optionalInstant,
    created_at: instant,
  }),
  page('Notification'),
  component('UnreadCount', { unread_count: count }),
  component('Relation', {
    id,
    relation_id: id,
    status: ref('RelationStatusEnum'),
    tutor_id: id,
    student_id: id,
    tutor: ref('PublicUser'),
    student: ref('PublicUser'),
    notes: string,
    invited_by_id: optionalId,
    invited_at: instant,
    accepted_at: optionalInstant,
    relationship_start: optionalInstant,
    relationship_end: optionalInstant,
    lesson_count: count,
    recent_activity: optionalInstant,
    created_at: instant,
    updated_at: instant,
  }),
  page('Relation'),
  component('RelationSummary', { total: count, invited: count, active: count, paused: count, archived: count }),
  page('Relation', 'PaginatedTutorRelationList', { summary: ref('RelationSummary') }),
  component('BatchFailure', { id, error: string }),
  component('BatchResult', { processed: arrayOf(id), failed: arrayOf(ref('BatchFailure')) }),
  component('BoardSnapshot', { strokes: arrayOf({}), saved_at: optionalInstant }),
]
