import type { Pool } from 'pg'

/** Keys of the rows that a finding is about, sorted, as text. */
export type Found = readonly string[]

const orphans = (table: string, column: string, target: string): string =>
  `SELECT ARRAY[id::text] AS keys FROM ${table} AS t
   WHERE ${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${target} WHERE ${target}.id = t.${column})`

/** What each check of integrity-scan has to find, in SQL of its own: nothing here knows how violations are planted. */
const queries: Readonly<Record<string, string>> = {
  'relations.orphan-tutor': orphans('users_tutorstudentrelation', 'tutor_id', 'users_user'),
  'relations.orphan-student': orphans('users_tutorstudentrelation', 'student_id', 'users_user'),
  'relations.duplicates': `
    SELECT array_agg(id::text) AS keys FROM users_tutorstudentrelation WHERE status <> 'archived'
    GROUP BY tutor_id, student_id HAVING count(*) > 1`,
  'relations.multiple-active-tutors': `
    SELECT array_agg(id::text) AS keys FROM users_tutorstudentrelation WHERE status = 'active'
    GROUP BY student_id HAVING count(DISTINCT tutor_id) > 1`,
  'lessons.missing-relation': `
    SELECT ARRAY[id::text] AS keys FROM lessons_lesson AS lesson WHERE NOT EXISTS (
      SELECT FROM users_tutorstudentrelation AS relation
      WHERE relation.tutor_id = lesson.tutor_id AND relation.student_id = lesson.student_id
        AND (status <> 'archived' OR lesson.start BETWEEN relationship_start AND relationship_end))`,
  'lessons.invalid-times': `
    SELECT ARRAY[id::text] AS keys FROM lessons_lesson WHERE "end" <= start OR "end" - start > interval '24 hours'`,
  'lessons.orphan-tutor': orphans('lessons_lesson', 'tutor_id', 'users_user'),
  'lessons.orphan-student': orphans('lessons_lesson', 'student_id', 'users_user'),
  'chat.orphan-message': orphans('chat_lessonchatmessage', 'lesson_id', 'lessons_lesson'),
  'chat.no-author': `${orphans('chat_lessonchatmessage', 'author_id', 'users_user')}
    UNION ALL SELECT ARRAY[id::text] FROM chat_lessonchatmessage WHERE author_id IS NULL`,
  'chat.author-not-participant': `
    SELECT ARRAY[message.id::text] AS keys FROM chat_lessonchatmessage AS message
    JOIN lessons_lesson AS lesson ON lesson.id = message.lesson_id
    WHERE message.author_id NOT IN (lesson.tutor_id, lesson.student_id)`,
  'notifications.orphan': orphans('notifications_notification', 'user_id', 'users_user'),
  'notifications.stale': `
    SELECT ARRAY[id::text] AS keys FROM notifications_notification
    WHERE read_at IS NULL AND created_at < now() - interval '30 days'`,
  'snapshots.missing': `
    SELECT ARRAY[id::text] AS keys FROM lessons_lesson AS lesson WHERE status = 'completed'
      AND NOT EXISTS (SELECT FROM boards_boardsnapshot WHERE lesson_id = lesson.id)`,
  'snapshots.empty-state': `
    SELECT ARRAY[id::text] AS keys FROM boards_boardsnapshot
    WHERE data IS NULL OR NOT coalesce(jsonb_path_exists(data, 'strict $[*]', silent => true), false)
      AND NOT coalesce(jsonb_path_exists(data, 'strict $.strokes[*]', silent => true), false)`,
  'snapshots.orphan': orphans('boards_boardsnapshot', 'lesson_id', 'lessons_lesson'),
  'users.no-role': `
    SELECT ARRAY[id::text] AS keys FROM users_user WHERE role NOT IN ('student', 'tutor', 'admin', 'superadmin')`,
  'users.inactive-with-active-relations': `
    SELECT ARRAY[id::text] AS keys FROM users_user AS u WHERE NOT is_active AND EXISTS (
      SELECT FROM users_tutorstudentrelation WHERE status = 'active' AND u.id IN (tutor_id, student_id))`,
  'users.duplicate-email': `
    SELECT array_agg(id::text) AS keys FROM users_user GROUP BY lower(email) HAVING count(*) > 1`,
  'schema.unenforced-foreign-key': `
    SELECT ARRAY[tab.relname || '.' || attname] AS keys FROM pg_attribute AS col
    JOIN pg_class AS tab ON tab.oid = attrelid AND tab.relkind = 'r' AND tab.relnamespace = 'public'::regnamespace
    WHERE attnum > 0 AND atttypid = 'bigint'::regtype AND attname LIKE '%\\_id' AND EXISTS (
      SELECT FROM pg_class AS target WHERE target.relkind = 'r' AND target.relnamespace = tab.relnamespace
        AND target.relname LIKE '%\\_' || regexp_replace(attname, '_id$', ''))
      AND NOT EXISTS (SELECT FROM pg_constraint AS fk
        WHERE fk.contype = 'f' AND fk.convalidated AND fk.conrelid = tab.oid AND fk.conkey = ARRAY[col.attnum])`,
}

export const checks = Object.keys(queries)

export async function findViolations(pool: Pool, check: string): Promise<Found[]> {
  const { rows } = await pool.query<{ keys: string[] }>(queries[check] ?? '')
  return rows.map(({ keys }) => sortKeys(keys))
}

export function sortKeys(keys: readonly (string | number)[]): Found {
  return keys.map(String).sort()
}
