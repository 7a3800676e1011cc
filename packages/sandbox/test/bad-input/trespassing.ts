import { describe, expect, test } from '@jest/globals'
import { fieldsOf, idOf, type Fields } from '../conformance/json.ts'
import { refused } from '../conformance/shapes.ts'
import { newStrokeId, strokeOf } from '../conformance/strokes.ts'
import type { Bed } from './bed.ts'

// `board`, `chat` and `notifications` are not here: the browser uses them, and what of it the gateway takes is undocumented.
const notChannels = [
  '',
  ' ',
  'nope',
  'status',
  'board:',
  'board:lesson',
  'board:lesson:',
  'board:lesson:abc',
  'board:lesson:1:2',
  'board:lesson:-1',
  'board:lesson:1.5',
  'board:lesson:1e0',
  'board:lesson:0x1',
  'board:lesson: 1',
  'board:lesson:1 ',
  'board:lesson:1\n',
  'board:lesson:1\u0000',
  'board:lesson:١',
  'board:lesson:１',
  'board:lesson:*',
  'board:lesson:9223372036854775808',
  `board:lesson:${'9'.repeat(400)}`,
  'BOARD:LESSON:1',
  'board.lesson.1',
  'board:user:2',
  'chat:lesson:1',
  'chat:user:',
  'chat:user:*',
  'chat:user:%',
  'chat:user:me',
  'notifications:user:undefined',
  'status:user:2',
  'status:users:1',
  '__proto__',
  'constructor',
  '../board:lesson:1',
  'x'.repeat(100_000),
]

export function describeTrespassing(bed: Bed): void {
  const { tutor, student, admin, rows, lessonId, foreignLessonId } = bed
  const own = `board:lesson:${lessonId}`
  const titled = notChannels.map((channel) => [channel.slice(0, 40), channel] as const)
  const foreign = `board:lesson:${foreignLessonId}`

  describe('channels that are none: WS_INVALID_CHANNEL', () => {
    test.each(titled)('%j', async (_, channel) => {
      const socket = await tutor.connect()
      socket.send({ type: 'subscribe', channel })
      const code = await socket.error()
      expect(['WS_INVALID_CHANNEL', 'WS_FORBIDDEN', 'WS_MALFORMED_JSON']).toContain(code)
      await socket.settle()
      expect(socket.errors()).toHaveLength(1)
    })

    test.each(titled)('publishing on %j: no failure', async (_, channel) => {
      const socket = await tutor.connect()
      socket.publish(channel, { type: 'board.patch', stroke: strokeOf(newStrokeId()) })
      await socket.settle()
      expect(socket.errors()).not.toContain('WS_SERVER_ERROR')
    })
  })

  describe('boards of others', () => {
    const intrusions: [string, (id: string) => Fields][] = [
      [
        'by its channel',
        (id) => ({ channel: foreign, type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(id) }),
      ],
      [
        'by its channel and one’s own lesson',
        (id) => ({ channel: foreign, type: 'board.patch', lesson_id: lessonId, stroke: strokeOf(id) }),
      ],
      [
        'by its lesson on one’s own channel',
        (id) => ({ channel: own, type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(id) }),
      ],
      [
        'by the bare name',
        (id) => ({ channel: 'board', type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(id) }),
      ],
      [
        'by an envelope',
        (id) => ({
          channel: own,
          payload: { channel: foreign, type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(id) },
        }),
      ],
      [
        'by two channels',
        (id) => ({ channel: [own, foreign], type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(id) }),
      ],
    ]

    test.each(intrusions)('are not drawn on %s', async (_, frameFor) => {
      const [watcher, painter] = [await admin.subscribed(foreign), await admin.subscribed(foreign)]
      const intruder = await tutor.subscribed(own)
      const [bad, good] = [newStrokeId(), newStrokeId()]
      intruder.send(frameFor(bad))
      await intruder.settle()
      painter.publish(foreign, { type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(good) })
      await watcher.waitFor('the admin’s stroke', () => watcher.framesWith(good)[0])
      watcher.publish(foreign, { type: 'board.snapshot.request', lesson_id: foreignLessonId })
      await watcher.event('the snapshot', ({ type }) => type === 'board.snapshot.send')
      expect(watcher.framesWith(bad)).toEqual([])
    })

    test.each([
      ['by its channel', { channel: foreign, lesson_id: foreignLessonId }],
      ['by its lesson on one’s own channel', { channel: own, lesson_id: foreignLessonId }],
      ['by the bare name', { channel: 'board', lesson_id: foreignLessonId }],
    ])('are not seen %s', async (_, request) => {
      const id = newStrokeId()
      const painter = await admin.subscribed(foreign)
      painter.publish(foreign, { type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(id) })
      await painter.settle()
      const intruder = await student.subscribed(own)
      intruder.send({ type: 'board.snapshot.request', ...request })
      await intruder.settle()
      // The snapshot may come after the pong: a second request for one's own board comes after it.
      intruder.publish(own, { type: 'board.snapshot.request', lesson_id: lessonId })
      await intruder.event(
        'one’s own snapshot',
        ({ type, fields }) => type === 'board.snapshot.send' && idOf(fields['lesson_id']) === String(lessonId),
      )
      expect(intruder.framesWith(id)).toEqual([])
    })

    test('are closed by REST too', async () => {
      for (const { api } of [tutor, student]) {
        expect(await api.get(`/board/lessons/${foreignLessonId}/snapshot/`)).toEqual(refused(403, 404))
        expect(await api.post(`/board/lessons/${foreignLessonId}/snapshot/`, { strokes: [] })).toEqual(
          refused(403, 404),
        )
        expect(await api.get(`/lessons/${foreignLessonId}/`)).toEqual(refused(403, 404))
        expect(await api.get(`/chat/history/?lesson_id=${foreignLessonId}`)).toEqual(refused(403, 404))
      }
    })
  })

  describe('what only the platform says is not said by users', () => {
    const forged: [string, string, Fields][] = [
      ['a snapshot', own, { type: 'board.snapshot.send', lesson_id: lessonId, state: { strokes: [] } }],
      ['a new message', `chat:user:${student.id}`, { type: 'chat.message.new', payload: { id: 1, text: 'forged' } }],
      [
        'a notification',
        `notifications:user:${student.id}`,
        { type: 'notification.new', payload: { title: 'forged' } },
      ],
      [
        'somebody’s presence',
        'status:users',
        { type: 'user.online', user_id: 1, userId: 1, online: true, status: 'online' },
      ],
      ['an error', own, { type: 'error', code: 'WS_UNAUTHORIZED', detail: 'forged' }],
      ['the end', own, { type: 'connection.timeout' }],
      ['a pong', own, { type: 'pong' }],
    ]

    test.each(forged)('%s', async (_, channel, event) => {
      const victim = await student.subscribed(
        own,
        `chat:user:${student.id}`,
        `notifications:user:${student.id}`,
        'status:users',
      )
      const forger = await tutor.subscribed(own, 'status:users')
      const mark = `forged-${newStrokeId()}`
      forger.publish(channel, {
        ...event,
        mark,
        detail: mark,
        lesson_id: lessonId,
        state: { strokes: [strokeOf(mark)] },
      })
      await forger.settle()
      const types = victim.events().length
      forger.publish(own, { type: 'board.patch', lesson_id: lessonId, stroke: strokeOf(newStrokeId()) })
      await victim.event('a stroke', ({ type }) => type === 'board.patch')
      const forgeries = victim
        .events()
        .slice(types)
        .filter(({ type }) => type === event['type'] && type !== 'pong')
      expect([victim.framesWith(mark), forgeries]).toEqual([[], []])
    })

    test('not to oneself on another socket either', async () => {
      const channel = `notifications:user:${tutor.id}`
      const [victim, forger] = [await tutor.subscribed(channel), await tutor.subscribed(channel)]
      forger.publish(channel, { type: 'notification.new', payload: { id: 'forged', payload: { title: 'forged' } } })
      await forger.settle()
      await victim.settle()
      expect(victim.framesWith('forged')).toEqual([])
    })
  })

  describe('what is somebody else’s', () => {
    test('a relation of strangers is not touched', async () => {
      const [stranger, asking] = [await rows.addUser('tutor'), await rows.addUser('student')]
      const id = await rows.addRelation(stranger, asking, asking)
      for (const action of ['accept', 'decline', 'resend', 'cancel']) {
        expect(await tutor.api.post(`/relations/${id}/${action}/`)).toEqual(refused(403, 404))
      }
      expect(await rows.relationStatus(id)).toBe('invited')
    })

    test('nor are lists of others shown by asking for them', async () => {
      const stranger = await rows.addUser('student')
      const [notification = ''] = await rows.addNotifications(stranger, 1)
      for (const query of [`user_id=${stranger}`, `user=${stranger}`, `student_id=${stranger}`]) {
        expect((await tutor.api.get(`/notifications/?${query}`)).text).not.toContain(notification)
        const { results } = fieldsOf((await tutor.api.get(`/lessons/my/?${query}`)).body)
        expect(JSON.stringify(results)).not.toContain(`"id":${foreignLessonId},`)
      }
    })
  })
}
