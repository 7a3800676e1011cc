import type { Selectable } from 'kysely'
import type { LessonTable, MessageTable, NotificationTable, RelationTable, UserTable } from '../database/database.ts'
import type { LocalClock } from './local-clock.ts'

type LessonRow = Selectable<LessonTable>
type NotificationRow = Pick<Selectable<NotificationTable>, 'id' | 'type' | 'read_at' | 'created_at'> & {
  readonly payload: object
}
type MessageRow = Selectable<MessageTable>
type RelationRow = Selectable<RelationTable>

/** Columns of a user that others may see. */
export interface PublicUserRow extends Pick<
  Selectable<UserTable>,
  'id' | 'email' | 'first_name' | 'last_name' | 'timezone'
> {
  /** When the avatar was put there; `null` for none. */
  readonly avatar_at: Date | null
  readonly avatar_type: string | null
}

export interface UserRow
  extends PublicUserRow, Pick<Selectable<UserTable>, 'role' | 'is_self_learning' | 'date_joined'> {}

export interface PublicUserDto {
  readonly id: number
  readonly email: string
  readonly first_name: string
  readonly last_name: string
  readonly full_name: string
  readonly timezone: string
  readonly avatar_url: string | null
}

export interface UserDto extends PublicUserDto {
  readonly role: UserRow['role']
  readonly is_self_learning: boolean
  readonly date_joined: string
}

export interface MessageDto {
  readonly id: number
  readonly lesson_id: number
  readonly text: string
  readonly created_at: string
  readonly edited_at: string | null
  readonly author_id: number | null
  readonly author_name: string
  readonly attachments: readonly object[]
  readonly clientId?: string
}

export interface LessonDto {
  readonly id: number
  readonly status: LessonRow['status']
  readonly tutor_id: number
  readonly student_id: number
  readonly utc_start: string
  readonly utc_end: string
  readonly user_local_start: string
  readonly user_local_end: string
  readonly timezone: string
  readonly series_id: string | null
  readonly created_at: string
  readonly updated_at: string
}

export interface NotificationDto {
  readonly id: string
  readonly type: string
  readonly payload: object
  readonly read_at: string | null
  readonly created_at: string
}

export interface RelationDto {
  readonly id: number
  /** The same once more: the student's pages read it under this name. */
  readonly relation_id: number
  readonly status: RelationRow['status']
  readonly tutor_id: number
  readonly student_id: number
  readonly tutor: PublicUserDto
  readonly student: PublicUserDto
  readonly notes: string
  readonly invited_by_id: number | null
  readonly invited_at: string
  readonly accepted_at: string | null
  readonly relationship_start: string | null
  readonly relationship_end: string | null
  readonly lesson_count: number
  readonly recent_activity: string | null
  readonly created_at: string
  readonly updated_at: string
}

/** As far as there is somebody. */
export interface Name {
  readonly first_name: string | null
  readonly last_name: string | null
}

export function fullName({ first_name: first, last_name: last }: Name): string {
  return `${first ?? ''} ${last ?? ''}`.trim()
}

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** A new address with every new picture, so that browsers may keep the old one. */
export function avatarUrl(userId: number, at: Date, contentType: string): string {
  return `/media/avatars/user${userId}-${at.getTime()}.${extensions[contentType] ?? 'bin'}`
}

export function toPublicUser(row: PublicUserRow): PublicUserDto {
  const { id, email, first_name: first, last_name: last, timezone, avatar_at: at, avatar_type: type } = row
  return {
    id,
    email,
    first_name: first,
    last_name: last,
    full_name: fullName(row),
    timezone,
    avatar_url: at && type !== null ? avatarUrl(id, at, type) : null,
  }
}

export function toUser(row: UserRow): UserDto {
  const { role, is_self_learning: isSelfLearning, date_joined: joined } = row
  return { ...toPublicUser(row), role, is_self_learning: isSelfLearning, date_joined: joined.toISOString() }
}

export function toMessage(row: MessageRow, author: Name): MessageDto {
  return {
    id: row.id,
    lesson_id: row.lesson_id,
    text: row.text,
    created_at: row.created_at.toISOString(),
    edited_at: isoOrNull(row.edited_at),
    author_id: row.author_id,
    author_name: fullName(author),
    // The platform's table has no place for them.
    attachments: [],
  }
}

export function toLesson(row: LessonRow, timezone: string, clock: LocalClock): LessonDto {
  return {
    id: row.id,
    status: row.status,
    tutor_id: row.tutor_id,
    student_id: row.student_id,
    utc_start: row.start.toISOString(),
    utc_end: row.end.toISOString(),
    user_local_start: clock(row.start),
    user_local_end: clock(row.end),
    timezone,
    series_id: row.series_id,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

export function toNotification(row: NotificationRow): NotificationDto {
  const { id, type, payload, read_at: readAt, created_at: createdAt } = row
  return { id, type, payload, read_at: isoOrNull(readAt), created_at: createdAt.toISOString() }
}

export interface RelationExtras {
  readonly tutor: PublicUserDto
  readonly student: PublicUserDto
  readonly lessonCount: number
  readonly lastLesson: Date | null
  /** The tutor's own. */
  readonly showsNotes: boolean
}

export function toRelation(row: RelationRow, extras: RelationExtras): RelationDto {
  const accepted = isoOrNull(row.relationship_start)
  return {
    id: row.id,
    relation_id: row.id,
    status: row.status,
    tutor_id: row.tutor_id,
    student_id: row.student_id,
    tutor: extras.tutor,
    student: extras.student,
    notes: extras.showsNotes ? row.notes : '',
    invited_by_id: row.invited_by_id,
    invited_at: row.created_at.toISOString(),
    accepted_at: accepted,
    relationship_start: accepted,
    relationship_end: isoOrNull(row.relationship_end),
    lesson_count: extras.lessonCount,
    recent_activity: isoOrNull(extras.lastLesson),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

function isoOrNull(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString()
}
