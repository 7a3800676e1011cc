import type { LessonStatus } from '../database/database.ts'
import type { RestContext } from './context.ts'
import { conflict, notFound, validationError } from './errors.ts'

export interface LessonTimes {
  readonly start: Date
  readonly end: Date
}

/** @throws {ApiError} 400 for a lesson that would end before it starts */
export function inOrder<T extends LessonTimes>(times: T): T {
  if (times.end <= times.start) throw validationError({ end: ['The end must be after the start.'] })
  return times
}

type LessonChange = Partial<LessonTimes> & { readonly status?: LessonStatus }

/**
 * Changes a lesson that is still to take place; of two that come at once the second sees what the first has done.
 * @throws {ApiError} 404, 409
 */
export async function changeLesson(
  { db, now }: RestContext,
  lessonId: number,
  change: (times: LessonTimes) => LessonChange,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const lesson = await trx
      .selectFrom('lessons_lesson')
      .select(['status', 'start', 'end'])
      .where('id', '=', lessonId)
      .forUpdate()
      .executeTakeFirst()
    if (!lesson) throw notFound('Lesson')
    if (lesson.status !== 'scheduled') throw conflict('LESSON_NOT_SCHEDULED', `The lesson is ${lesson.status}.`)
    await trx
      .updateTable('lessons_lesson')
      .set({ ...change(lesson), updated_at: now() })
      .where('id', '=', lessonId)
      .execute()
  })
}
