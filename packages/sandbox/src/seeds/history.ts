import type { LessonStatus, RelationStatus } from '../database/database.ts'
import { fixedLessonId, fixedRelationId, fixedUsers } from './fixed-rows.ts'
import { Random } from '@m4sh/tools-core/values/random'
import type { SeedCounts } from './counts.ts'

const hour = 3_600_000
const day = 24 * hour

/** Who learns from whom. Instants are milliseconds since 1970; `end` is `null` while it lasts. */
export interface Relation {
  id: number
  tutor: number
  student: number
  status: RelationStatus
  start: number | null
  end: number | null
}

export interface Lesson {
  id: number
  tutor: number
  student: number
  status: LessonStatus
  start: number
  end: number
}

export interface Message {
  id: number
  lesson: number
  author: number
  at: number
}

/** Ids of the made users: the fixed ones come before. */
export interface MadeUsers {
  tutors: readonly number[]
  students: readonly number[]
  isActive(id: number): boolean
}

/**
 * A past without contradictions: every student has at most one active tutor, lessons lie within a relation, authors take
 * part in the lesson, and nobody inactive has an active relation. What is wrong with the data is planted on purpose.
 */
export function* makeRelations(counts: SeedCounts, users: MadeUsers, seed: number, now: number): Iterable<Relation> {
  const random = new Random(seed, 2)
  const { tutors, students } = users
  const start = now - 400 * day
  yield {
    id: fixedRelationId,
    tutor: fixedUsers.tutor.id,
    student: fixedUsers.student.id,
    status: 'active',
    start,
    end: null,
  }
  if (tutors.length === 0 || students.length === 0) return
  for (let made = 0; made < counts.relations; made++) {
    const student = at(students, made % students.length)
    const round = Math.floor(made / students.length)
    // Another tutor each round, until they have all had their turn: then only what is over can repeat.
    const tutor = at(tutors, (student + round) % tutors.length)
    const status = statusFor(random, round, round >= tutors.length, users.isActive(student) && users.isActive(tutor))
    const began = now - random.integer(60, 600) * day
    yield {
      id: fixedRelationId + 1 + made,
      tutor,
      student,
      status,
      start: status === 'invited' ? null : began,
      end: status === 'archived' ? began + random.integer(20, 50) * day : null,
    }
  }
}

function statusFor(random: Random, round: number, isRepeated: boolean, areActive: boolean): RelationStatus {
  if (isRepeated) return 'archived'
  if (round === 0) return areActive ? 'active' : 'archived'
  const draw = random.next()
  return draw < 0.6 ? 'archived' : draw < 0.8 ? 'paused' : 'invited'
}

/** Relations in which lessons took place, kept small: three numbers each. */
export class Pairs {
  readonly #tutors: number[] = []
  readonly #students: number[] = []
  readonly #starts: number[] = []
  readonly #ends: (number | null)[] = []

  add({ tutor, student, status, start, end }: Relation): void {
    if (start === null || (status !== 'active' && status !== 'archived')) return
    this.#tutors.push(tutor)
    this.#students.push(student)
    this.#starts.push(start)
    this.#ends.push(end)
  }

  get length(): number {
    return this.#tutors.length
  }

  pick(random: Random): { tutor: number; student: number; start: number; end: number | null } {
    const place = random.integer(0, this.length - 1)
    return {
      tutor: at(this.#tutors, place),
      student: at(this.#students, place),
      start: at(this.#starts, place),
      end: this.#ends[place] ?? null,
    }
  }
}

export function* makeLessons(counts: SeedCounts, pairs: Pairs, seed: number, now: number): Iterable<Lesson> {
  const random = new Random(seed, 3)
  const { tutor, student } = fixedUsers
  yield {
    id: fixedLessonId,
    tutor: tutor.id,
    student: student.id,
    status: 'scheduled',
    start: now,
    end: now + hour,
  }
  for (let made = 0; made < counts.lessons; made++) {
    const pair = pairs.pick(random)
    const last = (pair.end ?? now + 14 * day) - 2 * hour
    const start = roundToQuarter(pair.start + random.next() * (last - pair.start))
    const end = start + random.pick([45, 60, 60, 90]) * 60_000
    const status = random.chance(0.1) ? 'cancelled' : end < now ? 'completed' : 'scheduled'
    yield { id: fixedLessonId + 1 + made, tutor: pair.tutor, student: pair.student, status, start, end }
  }
}

/** Lessons that took place, for messages and boards: four numbers each. */
export class Talks {
  readonly #lessons: Lesson[] = []

  add(lesson: Lesson): void {
    if (lesson.status !== 'cancelled') this.#lessons.push(lesson)
  }

  get all(): readonly Lesson[] {
    return this.#lessons
  }
}

export function* makeMessages(counts: SeedCounts, talks: Talks, seed: number, now: number): Iterable<Message> {
  const random = new Random(seed, 4)
  for (let made = 0; made < counts.messages; made++) {
    const { id, tutor, student, start, end } = random.pick(talks.all)
    const written = Math.min(Math.round(start + random.next() * (end - start)), now - random.integer(0, hour))
    yield { id: made + 1, lesson: id, author: random.chance(0.5) ? tutor : student, at: written }
  }
}

function roundToQuarter(instant: number): number {
  return Math.ceil(instant / 900_000) * 900_000
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new RangeError(`nothing stands at ${index}`)
  return item
}
