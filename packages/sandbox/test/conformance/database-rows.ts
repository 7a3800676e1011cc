import { randomBytes, randomUUID } from 'node:crypto'
import { Client } from 'pg'

/** Rows that REST cannot make, written straight into the tables under their default names, and taken out at the end. */
export class DatabaseRows {
  readonly #client: Client
  /** Whose rows are to go, whatever the platform has made beside them. */
  readonly #users: string[] = []
  readonly #lessons: string[] = []
  readonly #notifications: string[] = []

  private constructor(client: Client) {
    this.#client = client
  }

  static async open(url: string): Promise<DatabaseRows> {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    await client.connect()
    return new DatabaseRows(client)
  }

  async query(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const { rows } = await this.#client.query<Record<string, unknown>>(sql, [...values])
    return rows
  }

  /** Nobody can log in as this one. */
  async addUser(role: 'student' | 'tutor'): Promise<string> {
    const email = `conformance-${randomBytes(6).toString('hex')}@m4sh.test`
    const id = await this.#insert(
      `INSERT INTO users_user (email, password, first_name, last_name, role, is_self_learning, timezone, is_active,
         is_staff, date_joined) VALUES ($1, '!', 'Оксана', 'O''Conformance', $2, false, 'Europe/Kyiv', true, false, now())`,
      [email, role],
    )
    this.#users.push(id)
    return id
  }

  /** Who registered is taken out with the rest. */
  async adoptUser(email: string): Promise<Record<string, unknown> | null> {
    const [user] = await this.query('SELECT * FROM users_user WHERE email = $1', [email])
    if (user === undefined) return null
    this.#users.push(String(user['id']))
    return user
  }

  async addRelation(tutor: unknown, student: unknown, invitedBy: unknown, status = 'invited'): Promise<string> {
    return await this.#insert(
      `INSERT INTO users_tutorstudentrelation (tutor_id, student_id, status, notes, invited_by_id, created_at, updated_at)
       VALUES ($1, $2, $4, '', $3, now() - interval '1 hour', now() - interval '1 hour')`,
      [tutor, student, invitedBy, status],
    )
  }

  /** `null` where there is no such relation (any more). */
  async relationStatus(id: unknown): Promise<string | null> {
    const [row] = await this.query('SELECT status FROM users_tutorstudentrelation WHERE id = $1', [id])
    return row === undefined ? null : String(row['status'])
  }

  async addLessons(tutor: unknown, student: unknown, firstStart: string, count: number): Promise<string[]> {
    const rows = await this.query(
      `INSERT INTO lessons_lesson (tutor_id, student_id, status, start, "end", created_at, updated_at)
       SELECT $1, $2, 'scheduled', $3::timestamptz + n * interval '1 hour',
         $3::timestamptz + n * interval '1 hour' + interval '45 minutes', now(), now()
       FROM generate_series(0, $4::int - 1) AS n RETURNING id`,
      [tutor, student, firstStart, count],
    )
    const ids = rows.map(({ id }) => String(id))
    this.#lessons.push(...ids)
    return ids
  }

  async addLesson(tutor: unknown, student: unknown): Promise<string> {
    const start = new Date(Date.now() + 3_600_000).toISOString()
    const [id = ''] = await this.addLessons(tutor, student, start, 1)
    return id
  }

  /** One a second, the last one now. */
  async addMessages(lesson: unknown, author: unknown, count: number): Promise<string[]> {
    const rows = await this.query(
      `INSERT INTO chat_lessonchatmessage (lesson_id, author_id, text, created_at)
       SELECT $1, $2, 'conformance ' || n, now() - ($3::int - n) * interval '1 second'
       FROM generate_series(1, $3::int) AS n RETURNING id`,
      [lesson, author, count],
    )
    return rows.map(({ id }) => String(id))
  }

  async addNotifications(user: unknown, count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID())
    this.#notifications.push(...ids)
    await this.query(
      `INSERT INTO notifications_notification (id, user_id, type, payload, created_at)
       SELECT id, $1, 'system.announcement', '{"title": "Conformance", "body": "Рядок"}', now()
       FROM unnest($2::uuid[]) AS id`,
      [user, ids],
    )
    return ids
  }

  /** When the board was saved last, in milliseconds since 1970; `null` if never. */
  async boardSavedAt(lesson: unknown): Promise<number | null> {
    const [row] = await this.query('SELECT max(saved_at) AS at FROM boards_boardsnapshot WHERE lesson_id = $1', [
      lesson,
    ])
    return row?.['at'] instanceof Date ? row['at'].getTime() : null
  }

  /** Takes out what was put in. */
  async close(): Promise<void> {
    try {
      await this.#removeAll()
    } finally {
      await this.leave()
    }
  }

  /** Leaves everything as it is: for a database that is thrown away. */
  async leave(): Promise<void> {
    await this.#client.end()
  }

  async #insert(sql: string, values: readonly unknown[]): Promise<string> {
    const [row] = await this.query(`${sql} RETURNING id`, values)
    return String(row?.['id'])
  }

  async #removeAll(): Promise<void> {
    const lessons = `SELECT id FROM lessons_lesson
      WHERE id = ANY($2::bigint[]) OR tutor_id = ANY($1::bigint[]) OR student_id = ANY($1::bigint[])`
    const of = [this.#users, this.#lessons]
    await this.query('BEGIN')
    await this.query(
      `DELETE FROM chat_lessonchatmessage WHERE author_id = ANY($1::bigint[]) OR lesson_id IN (${lessons})`,
      of,
    )
    await this.query(`DELETE FROM boards_boardsnapshot WHERE lesson_id IN (${lessons})`, of)
    await this.query(`DELETE FROM lessons_lesson WHERE id IN (${lessons})`, of)
    await this.query(
      `DELETE FROM users_tutorstudentrelation
       WHERE tutor_id = ANY($1::bigint[]) OR student_id = ANY($1::bigint[]) OR invited_by_id = ANY($1::bigint[])`,
      [this.#users],
    )
    await this.query(
      'DELETE FROM notifications_notification WHERE user_id = ANY($1::bigint[]) OR id = ANY($2::uuid[])',
      [this.#users, this.#notifications],
    )
    await this.query('DELETE FROM users_user WHERE id = ANY($1::bigint[])', [this.#users])
    await this.query('COMMIT')
  }
}
