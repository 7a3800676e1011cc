/** Rows of each table, and what share of them is broken in each way. */
export const counts = {
  users: 100_000,
  relations: 100_000,
  lessons: 300_000,
  messages: 1_000_000,
  notifications: 1_000_000,
  snapshots: 200_000,
}

/** Every so many rows one is broken in each way. */
const every = 1000

/**
 * Fills the platform's tables on the server itself. Each kind of violation has a remainder of its own, so that every
 * thousandth row has it, and no row has two.
 */
export async function seed(client, scale = 1) {
  const rows = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Math.round(count * scale)]))
  const statements = [
    `TRUNCATE users_user, users_tutorstudentrelation, lessons_lesson, chat_lessonchatmessage, notifications_notification, boards_boardsnapshot RESTART IDENTITY CASCADE`,
    `SET session_replication_role = replica`,
    // Tutors have odd ids. Twins in email: 7 and 8 of each thousand.
    `INSERT INTO users_user (id, email, password, first_name, last_name, role, is_self_learning, timezone, is_active, is_staff, date_joined)
     SELECT n, CASE n % ${every} WHEN 7 THEN 'twin' || n + 1 || '@example.org' WHEN 8 THEN 'TWIN' || n || '@Example.org' ELSE 'user' || n || '@example.org' END,
       '!', 'First' || n, 'Last' || n, CASE WHEN n % ${every} = 3 THEN '' WHEN n % 2 = 1 THEN 'tutor' ELSE 'student' END,
       false, 'Europe/Kyiv', n % ${every} <> 5, false, now() - interval '400 days'
     FROM generate_series(1, ${rows.users}) AS n`,
    // The tutors of those with the remainder 2 are users who are not active; 14 is the twin of 13, 16 the second tutor of 15.
    `INSERT INTO users_tutorstudentrelation (id, tutor_id, student_id, status, notes, relationship_start, relationship_end, created_at, updated_at)
     SELECT n, CASE n % ${every} WHEN 11 THEN ${rows.users} + n WHEN 14 THEN ${tutorOf('n - 1')} WHEN 16 THEN ${tutorOf('n + 100')} ELSE ${tutorOf('n')} END,
       CASE n % ${every} WHEN 12 THEN ${rows.users} + n WHEN 14 THEN ${studentOf('n - 1')} WHEN 16 THEN ${studentOf('n - 1')} ELSE ${studentOf('n')} END,
       CASE WHEN n % ${every} IN (2, 13, 15, 16) THEN 'active' WHEN n % 2 = 0 AND n % ${every} <> 14 THEN 'archived' ELSE 'paused' END, '',
       now() - interval '500 days', NULL, now() - interval '500 days', now()
     FROM generate_series(1, ${rows.relations}) AS n`,
    `INSERT INTO lessons_lesson (id, tutor_id, student_id, status, start, "end", created_at, updated_at)
     SELECT n, CASE n % ${every} WHEN 21 THEN ${rows.users} + n WHEN 23 THEN ${tutorOf('r + 50')} ELSE ${tutorOf('r')} END,
       CASE n % ${every} WHEN 22 THEN ${rows.users} + n ELSE ${studentOf('r')} END,
       CASE WHEN n % 3 < 2 THEN 'completed' ELSE 'scheduled' END, start,
       start + CASE n % ${every} WHEN 24 THEN interval '-1 hour' WHEN 25 THEN interval '30 hours' ELSE interval '1 hour' END, start, start
     FROM (SELECT n, n % ${rows.relations} + 1 AS r, now() - n % 300 * interval '1 day' AS start FROM generate_series(1, ${rows.lessons}) AS n) AS numbered`,
    `INSERT INTO chat_lessonchatmessage (id, lesson_id, author_id, text, created_at)
     SELECT n, CASE n % ${every} WHEN 31 THEN ${rows.lessons} + n ELSE l.id END,
       CASE n % ${every} WHEN 32 THEN NULL WHEN 33 THEN ${rows.users} + n WHEN 34 THEN 1 + (l.student_id + 500) % ${rows.users} ELSE l.student_id END,
       repeat('x', 20 + n % 60), now() - n % 300 * interval '1 day'
     FROM generate_series(1, ${rows.messages}) AS n JOIN lessons_lesson l ON l.id = n % ${rows.lessons} + 1`,
    `INSERT INTO notifications_notification (id, user_id, type, payload, read_at, created_at)
     SELECT gen_random_uuid(), CASE n % ${every} WHEN 41 THEN ${rows.users} + n ELSE 1 + n % ${rows.users} END, 'chat.message',
       jsonb_build_object('title', 'title ' || n, 'body', repeat('x', 80)),
       CASE WHEN n % ${every} = 42 THEN NULL WHEN n % 3 > 0 THEN now() END,
       now() - CASE WHEN n % ${every} = 42 THEN interval '40 days' WHEN n % 3 > 0 THEN n % 200 * interval '1 day' ELSE n % 29 * interval '1 day' END
     FROM generate_series(1, ${rows.notifications}) AS n`,
    // Every completed lesson but a few has one.
    `INSERT INTO boards_boardsnapshot (lesson_id, data, saved_at)
     SELECT CASE id % ${every} WHEN 52 THEN ${rows.lessons} + id ELSE id END,
       CASE WHEN id % ${every} = 54 THEN '{"strokes": []}'::jsonb ELSE jsonb_build_object('strokes', jsonb_build_array(jsonb_build_object('id', id, 'tool', 'pencil', 'points', array_fill(id, ARRAY[40])))) END, start
     FROM lessons_lesson WHERE status = 'completed' AND id % ${every} <> 51`,
    `SET session_replication_role = origin`,
    `VACUUM ANALYZE`,
    `CHECKPOINT`,
  ]
  for (const statement of statements) await client.query(statement)
  return rows
}

/** The tutor and student of a relation: neighbours, so that every pair is another. */
function tutorOf(relation) {
  return `(1 + 2 * ((${relation}) % 50000))`
}

function studentOf(relation) {
  return `(2 + 2 * ((${relation} + (${relation}) / 50000 * 7) % 50000))`
}
