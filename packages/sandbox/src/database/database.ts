import type { ColumnType, Generated, JSONColumnType } from 'kysely'

/** Read as a `Date`, written as one or as ISO 8601 text. */
type Timestamp = ColumnType<Date, Date | string, Date | string>
type Json = JSONColumnType<object, object | string, object | string>

export const roles = ['student', 'tutor', 'admin', 'superadmin'] as const
export type Role = (typeof roles)[number]

export const relationStatuses = ['invited', 'active', 'paused', 'archived'] as const
export type RelationStatus = (typeof relationStatuses)[number]

export const lessonStatuses = ['scheduled', 'completed', 'cancelled'] as const
export type LessonStatus = (typeof lessonStatuses)[number]

export const notificationTypes = [
  'lesson.created',
  'lesson.reminder',
  'lesson.cancelled',
  'chat.message',
  'relation.invite',
  'relation.accepted',
  'system.announcement',
  'system.update',
] as const
export type NotificationType = (typeof notificationTypes)[number]

export interface UserTable {
  id: Generated<number>
  email: string
  /** `pbkdf2_sha256$…`, as Django keeps it. */
  password: string
  first_name: string
  last_name: string
  role: Role
  is_self_learning: boolean
  timezone: string
  is_active: boolean
  is_staff: boolean
  date_joined: Timestamp
}

export interface RelationTable {
  id: Generated<number>
  tutor_id: number
  student_id: number
  status: RelationStatus
  notes: string
  invited_by_id: number | null
  relationship_start: Timestamp | null
  relationship_end: Timestamp | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface LessonTable {
  id: Generated<number>
  tutor_id: number
  student_id: number
  status: LessonStatus
  start: Timestamp
  end: Timestamp
  series_id: string | null
  created_at: Timestamp
  updated_at: Timestamp
}

export interface MessageTable {
  id: Generated<number>
  lesson_id: number
  author_id: number | null
  text: string
  edited_at: Timestamp | null
  created_at: Timestamp
}

export interface NotificationTable {
  /** UUID; Django makes it, not the database. */
  id: string
  user_id: number
  type: string
  payload: Json
  read_at: Timestamp | null
  created_at: Timestamp
}

export interface BoardSnapshotTable {
  id: Generated<number>
  lesson_id: number
  data: Json | null
  saved_at: Timestamp
}

/** What `/me/profile/autosave/` keeps until it is saved or thrown away. */
export interface ProfileDraftTable {
  user_id: number
  data: Json
  updated_at: Timestamp
}

export interface AvatarTable {
  user_id: number
  content_type: string
  content: Buffer
  updated_at: Timestamp
}

/** The platform's tables, by Django's names. */
export interface Database {
  users_user: UserTable
  users_tutorstudentrelation: RelationTable
  users_profiledraft: ProfileDraftTable
  users_avatar: AvatarTable
  lessons_lesson: LessonTable
  chat_lessonchatmessage: MessageTable
  notifications_notification: NotificationTable
  boards_boardsnapshot: BoardSnapshotTable
}
