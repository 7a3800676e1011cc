import { describe, expect, test } from '@jest/globals'
import { succeeded } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { unknownId } from './endpoints.ts'
import { fieldsOf } from './json.ts'
import { describeWith } from './needs.ts'
import { refused, expectInstant } from './shapes.ts'
import { strokeOf, strokesIn } from './strokes.ts'

/** The board as REST has it. */
export function describeBoardSnapshots({ tutor, student, lessonId, rows }: Deployment): void {
  const path = `/board/lessons/${lessonId}/snapshot/`

  describe('board snapshots', () => {
    test('{strokes, saved_at}: what one posts, the other gets', async () => {
      const strokes = [strokeOf('rest-1'), strokeOf('rest-2', { tool: 'rect', color: '#00ff00' })]
      succeeded(await tutor.api.post(path, { strokes }))
      const snapshot = fieldsOf(succeeded(await student.api.get(path)).body)
      expectInstant(snapshot, 'saved_at')
      expect(strokesIn(snapshot)).toEqual(strokes)
    })

    test('the later one holds', async () => {
      succeeded(await tutor.api.post(path, { strokes: [strokeOf('earlier')] }))
      succeeded(await student.api.post(path, { strokes: [] }))
      expect(strokesIn(succeeded(await tutor.api.get(path)).body)).toEqual([])
    })

    test('what was posted is what the gateway sends', async () => {
      const strokes = [strokeOf('posted-1'), strokeOf('posted-2')]
      succeeded(await tutor.api.post(path, { strokes }))
      const channel = `board:lesson:${lessonId}`
      const socket = await student.subscribed(channel)
      socket.publish(channel, { type: 'board.snapshot.request', lesson_id: lessonId })
      const { fields } = await socket.event('the snapshot', ({ type }) => type === 'board.snapshot.send')
      expect(strokesIn(fields['state'])).toEqual(strokes)
    })

    test.each([{}, { strokes: 'none' }, { strokes: null }])('%j is no snapshot', async (body) => {
      expect(await tutor.api.post(path, body)).toEqual(refused(400, 422))
    })

    test('of a lesson that is not there: 404', async () => {
      expect(await tutor.api.get(`/board/lessons/${unknownId}/snapshot/`)).toEqual(refused(403, 404))
      expect(await tutor.api.post(`/board/lessons/${unknownId}/snapshot/`, { strokes: [] })).toEqual(refused(403, 404))
    })
  })

  describeWith('board snapshots of others', rows, (database) => {
    test('are neither read nor written', async () => {
      const lesson = await database.addLesson(await database.addUser('tutor'), await database.addUser('student'))
      expect(await tutor.api.get(`/board/lessons/${lesson}/snapshot/`)).toEqual(refused(403, 404))
      expect(await student.api.post(`/board/lessons/${lesson}/snapshot/`, { strokes: [] })).toEqual(refused(403, 404))
      expect(await database.boardSavedAt(lesson)).toBeNull()
    })
  })
}
