import { describe, expect, test } from '@jest/globals'
import type { Deployment } from './deployment.ts'
import { unknownId } from './endpoints.ts'
import { eventually } from './eventually.ts'
import { bothOf, describeWith } from './needs.ts'
import { newStrokeId, strokeOf } from './strokes.ts'

/** Who may hear and say what. */
export function describeGatewayAccess({ tutor, student, admin, rows, lessonId }: Deployment): void {
  describe('gateway, access', () => {
    test('one’s own channels are open', async () => {
      for (const session of [tutor, student]) {
        const own = [`chat:user:${session.id}`, `notifications:user:${session.id}`]
        const socket = await session.subscribed(...own, `board:lesson:${lessonId}`, 'status:users')
        expect(socket.errors()).toEqual([])
      }
    })

    test.each(['chat', 'notifications'])('%s of another user: WS_FORBIDDEN', async (kind) => {
      const socket = await student.connect()
      socket.send({ type: 'subscribe', channel: `${kind}:user:${tutor.id}` })
      expect(await socket.error()).toBe('WS_FORBIDDEN')
    })

    test('the board of a lesson that is not there is not open', async () => {
      const socket = await student.connect()
      socket.send({ type: 'subscribe', channel: `board:lesson:${unknownId}` })
      expect(['WS_FORBIDDEN', 'WS_INVALID_CHANNEL']).toContain(await socket.error())
    })

    test('whoever was refused hears nothing', async () => {
      const [eavesdropper, rightful] = [await student.connect(), await tutor.subscribed(`chat:user:${tutor.id}`)]
      eavesdropper.send({ type: 'subscribe', channel: `chat:user:${tutor.id}` })
      await eavesdropper.error()
      const text = `not for everybody ${Date.now()}`
      await tutor.api.post('/chat/messages/', { lesson_id: lessonId, text })
      await rightful.waitFor('the message', () => rightful.framesWith(text)[0])
      await eavesdropper.settle()
      expect(eavesdropper.framesWith(text)).toEqual([])
    })
  })

  describeWith('gateway, boards of others', rows, (database) => {
    const foreignChannel = async (): Promise<string> => {
      const lesson = await database.addLesson(await database.addUser('tutor'), await database.addUser('student'))
      return `board:lesson:${lesson}`
    }

    test.each([
      ['tutor', tutor],
      ['student', student],
    ])('are closed to the %s: WS_FORBIDDEN', async (_, session) => {
      const socket = await session.connect()
      socket.send({ type: 'subscribe', channel: await foreignChannel() })
      expect(await socket.error()).toBe('WS_FORBIDDEN')
    })

    test('give no snapshot', async () => {
      const [channel, socket] = [await foreignChannel(), await tutor.connect()]
      socket.publish(channel, { type: 'board.snapshot.request', lesson_id: channel.split(':')[2] })
      await socket.error()
      await socket.settle()
      expect(socket.events().filter(({ type }) => type === 'board.snapshot.send')).toEqual([])
    })
  })

  describeWith('gateway, admins', bothOf(admin, rows), ({ one: superior, other: database }) => {
    test('hear any board', async () => {
      const channel = `board:lesson:${lessonId}`
      const [socket, painter] = [await superior.subscribed(channel), await tutor.subscribed(channel)]
      const id = newStrokeId()
      painter.publish(channel, { type: 'board.patch', lesson_id: lessonId, stroke: strokeOf(id) })
      const frame = await socket.waitFor('the stroke', () => socket.framesWith(id)[0])
      expect(frame).toMatchObject({ channel })
    })

    test('do not hear what strangers publish on a board', async () => {
      const lesson = await database.addLesson(await database.addUser('tutor'), await database.addUser('student'))
      const channel = `board:lesson:${lesson}`
      const [watcher, second] = [await superior.subscribed(channel), await superior.subscribed(channel)]
      const intruder = await student.connect()
      const id = newStrokeId()
      intruder.publish(channel, { type: 'board.patch', lesson_id: Number(lesson), stroke: strokeOf(id) })
      await intruder.settle()
      const own = newStrokeId()
      second.publish(channel, { type: 'board.patch', lesson_id: Number(lesson), stroke: strokeOf(own) })
      await watcher.waitFor('the admin’s stroke', () => watcher.framesWith(own)[0])
      expect(watcher.framesWith(id)).toEqual([])
    })
  })

  describeWith('gateway, subscriptions', rows, (database) => {
    test('there is a limit on subscriptions', async () => {
      const lessons = await database.addLessons(tutor.userId, student.userId, '2185-01-01T00:00:00Z', 1500)
      const socket = await tutor.connect()
      let next = 0
      const subscribeMore = async (): Promise<number> => {
        const channels = lessons.slice(next, (next += 100)).map((lesson) => `board:lesson:${lesson}`)
        await socket.subscribe(...channels)
        return socket.errors().length
      }
      await eventually('the limit', subscribeMore, (errors) => errors > 0 || next > lessons.length, { everyMs: 0 })
      expect(socket.errors().length).toBeGreaterThan(0)
      await socket.settle()
      // It is the new ones that are refused: those that were there stay.
      const [channel, lesson] = [`board:lesson:${lessons[0]}`, Number(lessons[0])]
      const id = newStrokeId()
      const painter = await tutor.subscribed(channel)
      painter.publish(channel, { type: 'board.patch', lesson_id: lesson, stroke: strokeOf(id) })
      await socket.waitFor('the stroke', () => socket.framesWith(id)[0])
    })
  })
}
