/**
 * The same checks as a database engineer would write them for psql: one statement each, the count and twenty whole rows.
 * NOT EXISTS as an anti-join, nothing that is compiled first, parallel workers as the server has them.
 */
export const byHand = `
SET jit = off;
${[
  orphans('users_tutorstudentrelation', 'tutor_id', 'users_user'),
  orphans('users_tutorstudentrelation', 'student_id', 'users_user'),
  rows(
    'users_tutorstudentrelation',
    `SELECT r.id FROM users_tutorstudentrelation r JOIN (
       SELECT tutor_id, student_id FROM users_tutorstudentrelation WHERE status <> 'archived' GROUP BY 1, 2 HAVING count(*) > 1
     ) d USING (tutor_id, student_id) WHERE r.status <> 'archived'`,
  ),
  rows(
    'users_tutorstudentrelation',
    `SELECT r.id FROM users_tutorstudentrelation r JOIN (
       SELECT student_id FROM users_tutorstudentrelation WHERE status = 'active' GROUP BY 1 HAVING min(tutor_id) <> max(tutor_id)
     ) d USING (student_id) WHERE r.status = 'active'`,
  ),
  rows(
    'lessons_lesson',
    `SELECT l.id FROM lessons_lesson l WHERE NOT EXISTS (
       SELECT FROM users_tutorstudentrelation r WHERE r.tutor_id = l.tutor_id AND r.student_id = l.student_id
         AND (r.status <> 'archived' OR l.start BETWEEN coalesce(r.relationship_start, '-infinity') AND coalesce(r.relationship_end, 'infinity')))`,
  ),
  rows('lessons_lesson', `SELECT id FROM lessons_lesson WHERE "end" <= start OR "end" > start + interval '24 hours'`),
  orphans('lessons_lesson', 'tutor_id', 'users_user'),
  orphans('lessons_lesson', 'student_id', 'users_user'),
  orphans('chat_lessonchatmessage', 'lesson_id', 'lessons_lesson'),
  rows(
    'chat_lessonchatmessage',
    `SELECT m.id FROM chat_lessonchatmessage m WHERE NOT EXISTS (SELECT FROM users_user u WHERE u.id = m.author_id)`,
  ),
  rows(
    'chat_lessonchatmessage',
    `SELECT m.id FROM chat_lessonchatmessage m JOIN lessons_lesson l ON l.id = m.lesson_id
     WHERE m.author_id <> l.tutor_id AND m.author_id <> l.student_id`,
  ),
  orphans('notifications_notification', 'user_id', 'users_user'),
  rows(
    'notifications_notification',
    `SELECT id FROM notifications_notification WHERE read_at IS NULL AND created_at < now() - interval '30 days'`,
  ),
  rows(
    'lessons_lesson',
    `SELECT l.id FROM lessons_lesson l WHERE status = 'completed' AND NOT EXISTS (
       SELECT FROM boards_boardsnapshot s WHERE s.lesson_id = l.id)`,
  ),
  rows(
    'boards_boardsnapshot',
    `SELECT id FROM boards_boardsnapshot WHERE data IS NULL OR data IN ('{}', '[]', '{"strokes": []}')
       OR jsonb_typeof(data) NOT IN ('object', 'array')`,
  ),
  orphans('boards_boardsnapshot', 'lesson_id', 'lessons_lesson'),
  rows('users_user', `SELECT id FROM users_user WHERE role NOT IN ('student', 'tutor', 'admin', 'superadmin')`),
  rows(
    'users_user',
    `SELECT u.id FROM users_user u WHERE NOT is_active AND id IN (
       SELECT tutor_id FROM users_tutorstudentrelation WHERE status = 'active'
       UNION ALL SELECT student_id FROM users_tutorstudentrelation WHERE status = 'active')`,
  ),
  rows(
    'users_user',
    `SELECT u.id FROM users_user u JOIN (
       SELECT lower(email) AS email FROM users_user GROUP BY 1 HAVING count(*) > 1) d ON d.email = lower(u.email)`,
  ),
].join('\n')}
`

function orphans(table, column, target) {
  return rows(
    table,
    `SELECT r.id FROM ${table} r WHERE NOT EXISTS (SELECT FROM ${target} t WHERE t.id = r.${column}) AND r.${column} IS NOT NULL`,
  )
}

function rows(table, broken) {
  return `WITH broken AS MATERIALIZED (${broken})
SELECT (SELECT count(*) FROM broken), (SELECT json_agg(s) FROM (
  SELECT t.* FROM ${table} t JOIN (SELECT id FROM broken ORDER BY id LIMIT 20) k USING (id)) AS s);`
}
