import type { scanPhrases } from '../language/phrases/scan.ts'

interface Wish {
  /** Messages name it, in every language. */
  readonly purpose: keyof typeof scanPhrases
  /** The likeliest first. */
  readonly names: readonly string[]
  readonly columns: Readonly<Record<string, { readonly names: readonly string[]; readonly optional?: true }>>
}

/** What the checks call the tables and columns that they know; a deployment may have other names. */
export const platformTables = {
  users: {
    purpose: 'users',
    names: ['users_user', 'auth_user'],
    columns: {
      id: { names: ['id'] },
      email: { names: ['email'], optional: true },
      role: { names: ['role'], optional: true },
      isActive: { names: ['is_active'], optional: true },
    },
  },
  relations: {
    purpose: 'relations of tutors and students',
    names: ['users_tutorstudentrelation'],
    columns: {
      id: { names: ['id'] },
      tutor: { names: ['tutor_id'] },
      student: { names: ['student_id'] },
      status: { names: ['status'], optional: true },
      start: { names: ['relationship_start'], optional: true },
      end: { names: ['relationship_end'], optional: true },
      createdAt: { names: ['created_at'], optional: true },
    },
  },
  lessons: {
    purpose: 'lessons',
    names: ['lessons_lesson'],
    columns: {
      id: { names: ['id'] },
      tutor: { names: ['tutor_id'] },
      student: { names: ['student_id'] },
      status: { names: ['status'], optional: true },
      start: { names: ['start', 'utc_start', 'start_time'], optional: true },
      end: { names: ['end', 'utc_end', 'end_time'], optional: true },
    },
  },
  messages: {
    purpose: 'chat messages',
    names: ['chat_lessonchatmessage'],
    columns: {
      id: { names: ['id'] },
      lesson: { names: ['lesson_id'] },
      author: { names: ['author_id'], optional: true },
      createdAt: { names: ['created_at'], optional: true },
    },
  },
  notifications: {
    purpose: 'notifications',
    names: ['notifications_notification'],
    columns: {
      id: { names: ['id'] },
      user: { names: ['user_id', 'recipient_id'] },
      type: { names: ['type'], optional: true },
      readAt: { names: ['read_at'], optional: true },
      createdAt: { names: ['created_at'], optional: true },
    },
  },
  snapshots: {
    purpose: 'board snapshots',
    names: ['boards_boardsnapshot'],
    columns: {
      id: { names: ['id'] },
      lesson: { names: ['lesson_id'] },
      data: { names: ['data', 'state'], optional: true },
      savedAt: { names: ['saved_at'], optional: true },
    },
  },
} as const satisfies Record<string, Wish>

export type TableName = keyof typeof platformTables

export type ColumnName<Table extends TableName> = keyof (typeof platformTables)[Table]['columns'] & string

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its keys are known
export const tableNames = Object.keys(platformTables) as readonly TableName[]
