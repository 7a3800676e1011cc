import type { CastLesson, Person } from '../cast.ts'
import { idValue } from '../id-value.ts'
import type { Occasion, Payload } from '../payload-kind.ts'

/** So often a lesson is drawn again in search of one that is to come: a database may hold past ones only. */
const tries = 8

/** A lesson that is to come, where there are enough of them. */
export function upcomingLesson({ cast, random, now }: Occasion): CastLesson {
  let lesson = random.pick(cast.lessons)
  for (let tried = 1; tried < tries && lesson.start < now; tried++) lesson = random.pick(cast.lessons)
  return lesson
}

/** Whole minutes. */
export function minutesOf({ start, end }: CastLesson): number {
  return Math.max(1, Math.round((end.getTime() - start.getTime()) / 60_000))
}

export function lessonDetails({ id, start, end }: CastLesson): Payload {
  return { lesson_id: idValue(id), starts_at: start.toISOString(), ends_at: end.toISOString() }
}

/** Who has done it. */
export function actorDetails({ id, name }: Person): Payload {
  return { actor_id: idValue(id), actor_name: name }
}

/** Where a click leads: to the lesson, or to all of them if there is none. */
export function lessonUrl({ id }: CastLesson): string {
  return id === null ? '/lessons' : `/lessons/${encodeURIComponent(id)}`
}
