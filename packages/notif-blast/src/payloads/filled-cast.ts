import type { Random } from '@m4sh/tools-core/values/random'
import type { Cast, CastLesson, Person } from './cast.ts'
import { inventedCast, type Setting } from './invented-cast.ts'

/**
 * A cast without what nothing can be told of, such as people without a name or lessons that end before they start; what it
 * lacks then is invented.
 */
export function filledCast(cast: Cast, random: Random, setting: Setting): Cast {
  const people = cast.people.filter(isNamed)
  const lessons = cast.lessons.filter(isTellable)
  if (people.length > 0 && lessons.length > 0) return { ...cast, people, lessons }
  const invented = inventedCast(random, setting)
  return {
    ...cast,
    people: people.length > 0 ? people : invented.people,
    lessons: lessons.length > 0 ? lessons : invented.lessons,
  }
}

function isNamed({ name }: Person): boolean {
  return name.trim() !== ''
}

/** PostgreSQL knows `infinity`, and a table may hold lessons that end before they start. */
function isTellable({ tutor, student, start, end }: CastLesson): boolean {
  return isNamed(tutor) && isNamed(student) && end.getTime() > start.getTime()
}
