import { Board } from '../gateway/board.ts'
import { isStorable } from '../gateway/storable.ts'
import { findLessonFor } from './access.ts'
import { jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { created, endpoint, ok, type Endpoint } from './endpoint.ts'
import { refine } from './fields/field.ts'
import { integer } from './fields/integer.ts'
import { jsonObject, listOf } from './fields/json.ts'

/** What a stroke looks like is the clients' business; when it was saved is the platform's. */
const snapshot = jsonBody('NewBoardSnapshot', {
  strokes: refine(listOf(jsonObject()), (strokes) => (isStorable(strokes) ? null : 'A stroke is nested too deep.')),
})

export function boardEndpoints(context: RestContext): readonly Endpoint[] {
  const { boards, access } = context
  const board = {
    path: '/board/lessons/{lesson}/snapshot/',
    access: access.users,
    param: { name: 'lesson', field: integer({ minimum: 1 }), kind: 'Lesson' },
    errors: [403],
  }
  const read = async (lessonId: number): Promise<object> => {
    const { strokes, savedAt } = await boards.read(lessonId)
    return { strokes, saved_at: savedAt?.toISOString() ?? null }
  }
  return [
    endpoint({
      ...board,
      method: 'GET',
      summary: 'The board of a lesson, as it is now.',
      answer: ok(ref('BoardSnapshot')),
      handle: async ({ caller, id }) => {
        await findLessonFor(context, caller, id)
        return await read(id)
      },
    }),
    endpoint({
      ...board,
      method: 'POST',
      summary: 'Puts a snapshot in the place of the board of a lesson and saves it.',
      body: snapshot,
      answer: created(ref('BoardSnapshot')),
      handle: async ({ caller, id, readBody }) => {
        await findLessonFor(context, caller, id)
        const { strokes } = await readBody()
        const savedAt = await boards.replace(id, strokes)
        // Not read again: somebody may have drawn since.
        return { strokes: asKept(strokes), saved_at: savedAt.toISOString() }
      },
    }),
  ]
}

/** Of two strokes with one id, the later one. */
function asKept(strokes: readonly unknown[]): readonly unknown[] {
  const board = new Board(() => undefined)
  board.load(strokes)
  return board.toStrokes()
}
