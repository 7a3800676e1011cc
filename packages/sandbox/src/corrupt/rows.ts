import type { PoolClient } from 'pg'
import type { LessonStatus, RelationStatus } from '../database/database.ts'
import type { Random } from '@m4sh/tools-core/values/random'
import { sampleStroke } from '../seeds/strokes.ts'

const day = 86_400_000

export interface NewUser {
  role?: string
  email?: string
  isActive?: boolean
}

export interface NewRelation {
  tutor: number
  student: number
  status?: RelationStatus
  /** Milliseconds since 1970. A year ago if left out. */
  start?: number | null
  end?: number | null
}

export interface NewLesson {
  tutor: number
  student: number
  status?: LessonStatus
  /** Milliseconds since 1970. A week ago if left out. */
  start?: number
  /** An hour later if left out. */
  end?: number
}

/** A tutor and a student who learn together: what is planted between them touches nobody else. */
export interface Pair {
  tutor: number
  student: number
  relation: number
}

/** Writes single rows, with or without a place in the rest. */
export class Rows {
  readonly random: Random
  readonly now: number
  readonly #client: PoolClient
  #made = 0

  constructor(client: PoolClient, random: Random, now: number) {
    this.#client = client
    this.random = random
    this.now = now
  }

  /** An id that no row has, far above those that will ever be given. */
  missingId(): number {
    return 1_000_000_000 + ++this.#made
  }

  async user({ role = 'student', email, isActive = true }: NewUser = {}): Promise<number> {
    return await this.#insert('users_user', {
      email: email ?? `planted-${++this.#made}-${this.random.integer(0, 0xffffff)}@example.org`,
      password: '!',
      first_name: 'Planted',
      last_name: String(this.#made),
      role,
      is_self_learning: false,
      timezone: 'Europe/Kyiv',
      is_active: isActive,
      is_staff: false,
      date_joined: new Date(this.now - 400 * day),
    })
  }

  async relation({ tutor, student, status = 'active', start, end = null }: NewRelation): Promise<number> {
    const began = start === undefined ? this.now - 365 * day : start
    return await this.#insert('users_tutorstudentrelation', {
      tutor_id: tutor,
      student_id: student,
      status,
      notes: '',
      invited_by_id: null,
      relationship_start: toDate(began),
      relationship_end: toDate(end),
      created_at: new Date(began ?? this.now),
      updated_at: new Date(began ?? this.now),
    })
  }

  async pair(status: RelationStatus = 'active'): Promise<Pair> {
    const tutor = await this.user({ role: 'tutor' })
    const student = await this.user()
    return { tutor, student, relation: await this.relation({ tutor, student, status }) }
  }

  async lesson({ tutor, student, status = 'scheduled', start, end }: NewLesson): Promise<number> {
    const from = start ?? this.now - 7 * day
    return await this.#insert('lessons_lesson', {
      tutor_id: tutor,
      student_id: student,
      status,
      start: new Date(from),
      end: new Date(end ?? from + day / 24),
      series_id: null,
      created_at: new Date(from - day),
      updated_at: new Date(from - day),
    })
  }

  /** A lesson of a pair of its own, in which nothing is wrong. */
  async ownLesson(status: LessonStatus = 'scheduled'): Promise<Pair & { lesson: number }> {
    const pair = await this.pair()
    return { ...pair, lesson: await this.lesson({ ...pair, status }) }
  }

  async message(lesson: number, author: number | null): Promise<number> {
    const values = { lesson_id: lesson, author_id: author, text: 'planted', edited_at: null }
    return await this.#insert('chat_lessonchatmessage', { ...values, created_at: new Date(this.now - 6 * day) })
  }

  async notification(user: number, ageDays: number, isRead: boolean): Promise<string> {
    const id = this.random.uuid()
    const created = new Date(this.now - ageDays * day)
    await this.#insert('notifications_notification', {
      id,
      user_id: user,
      type: 'system.announcement',
      payload: JSON.stringify({ title: 'planted' }),
      read_at: isRead ? created : null,
      created_at: created,
    })
    return id
  }

  /** @param data JSON text; `null` for SQL's NULL */
  async snapshot(lesson: number, data: string | null): Promise<number> {
    return await this.#insert('boards_boardsnapshot', { lesson_id: lesson, data, saved_at: new Date(this.now - day) })
  }

  /** JSON text of a board with something on it. */
  strokes(): string {
    return JSON.stringify({ strokes: [sampleStroke(this.random)] })
  }

  async execute(sql: string, values: readonly unknown[] = []): Promise<void> {
    await this.#client.query(sql, [...values])
  }

  async #insert<T>(table: string, values: Readonly<Record<string, unknown>>): Promise<T> {
    const columns = Object.keys(values).map((column) => this.#client.escapeIdentifier(column))
    const places = columns.map((_, index) => `$${index + 1}`)
    const { rows } = await this.#client.query<{ id: T }>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')}) RETURNING id`,
      Object.values(values),
    )
    const [row] = rows
    if (!row) throw new TypeError(`nothing was written to ${table}`)
    return row.id
  }
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant)
}
