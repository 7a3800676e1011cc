import { describe, expect, test } from '@jest/globals'
import { succeeded, type Answer } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { unknownUuid } from './endpoints.ts'
import { eventually } from './eventually.ts'
import type { GatewayClient } from './gateway-client.ts'
import { fieldsOf, findRecord, holds, idOf, isRecord, isSameId, textOf, type Fields } from './json.ts'
import { bothOf, describeWith } from './needs.ts'
import { readAll } from './pages.ts'
import type { Session } from './session.ts'
import { refused, expectNotification } from './shapes.ts'

export function describeNotifications(deployment: Deployment): void {
  const { tutor, student, admin, rows, unreadLagMs } = deployment
  /** For tests that wait for the count. */
  const timeoutMs = unreadLagMs + 30_000
  const listOf = async ({ api }: Session): Promise<Fields[]> => (await readAll(api, '/notifications/')).rows
  const countWhen = async (session: Session, isSo: (count: number) => boolean): Promise<number> => {
    return await eventually('the count', () => countOf(session), isSo, { deadlineMs: unreadLagMs + 15_000 })
  }
  const isIt = (id: unknown) => (notification: Fields) => isSameId(notification['id'], id)

  describe('notifications', () => {
    test('are pages of Notifications', async () => {
      const list = await listOf(tutor)
      for (const notification of list) expectNotification(notification)
      expect(Array.isArray(list)).toBe(true)
    })

    test(
      'the unread ones are counted',
      async () => {
        const unread = (await listOf(tutor)).filter(({ read_at: readAt }) => readAt === null).length
        expect(await countWhen(tutor, (count) => count === unread)).toBe(unread)
      },
      timeoutMs,
    )

    test('one that is not there cannot be read', async () => {
      expect(await markRead(tutor, unknownUuid)).toEqual(refused(404))
    })

    test('the hook is not for users', async () => {
      for (const { api, userId } of [tutor, student]) {
        const body = { user_id: userId, type: 'system.announcement', payload: { title: 'x' } }
        expect(await api.post('/notifications/internal/', body)).toEqual(refused(401, 403))
      }
    })
  })

  describeWith('notifications made by the hook', admin, (service) => {
    const create = async (to: Session, title: string): Promise<Fields> => {
      const body = { user_id: to.userId, type: 'system.announcement', payload: { title, body: 'Технічні роботи' } }
      return fieldsOf(succeeded(await service.api.post('/notifications/internal/', body)).body)
    }
    const channelOf = ({ id }: Session): string => `notifications:user:${id}`

    test('are in the list of their user alone', async () => {
      const title = `hook ${Date.now()}`
      await create(tutor, title)
      expect((await listOf(tutor)).filter((notification) => holds(notification, title))).toHaveLength(1)
      expect((await listOf(student)).filter((notification) => holds(notification, title))).toEqual([])
    })

    test('are pushed to all sockets of their user, and to nobody else', async () => {
      const sockets = await Promise.all([tutor, tutor].map((session) => session.subscribed(channelOf(session))))
      const other = await student.subscribed(channelOf(student))
      const title = `push ${Date.now()}`
      await create(tutor, title)
      for (const socket of sockets) {
        const pushed = await pushedTo(socket, title)
        expect(pushed).toMatchObject({ payload: { title }, created_at: expect.any(String) })
        expect((await listOf(tutor)).find(isIt(pushed['id']))).toMatchObject({ payload: { title }, read_at: null })
        await socket.settle()
        const [frame, ...more] = socket.framesWith(title)
        expect(frame).toMatchObject({ channel: channelOf(tutor) })
        expect(more).toEqual([])
      }
      await other.settle()
      expect(other.framesWith(title)).toEqual([])
    })

    test(
      'are read once, and count until then',
      async () => {
        const title = `read ${Date.now()}`
        await create(student, title)
        const { id } = fieldsOf((await listOf(student)).find((notification) => holds(notification, title)))
        const unread = async (): Promise<number> => {
          return (await listOf(student)).filter(({ read_at: readAt }) => readAt === null).length
        }
        const before = await unread()
        expect(await markRead(tutor, id)).toEqual(refused(403, 404))
        expect(await unread()).toBe(before)
        succeeded(await markRead(student, id))
        const read = (await listOf(student)).find(isIt(id))
        expect(read).toMatchObject({ read_at: expect.any(String) })
        expect(await unread()).toBe(before - 1)
        succeeded(await markRead(student, id))
        expect(await unread()).toBe(before - 1)
        expect(await countWhen(student, (count) => count === before - 1)).toBe(before - 1)
      },
      timeoutMs,
    )

    test.each([
      ['no user', { type: 'system.update', payload: {} }],
      ['no type', { user_id: tutor.userId, payload: {} }],
      ['a user that is not there', { user_id: 2_000_000_000, type: 'system.update', payload: {} }],
      ['a type of 51 characters', { user_id: tutor.userId, type: 'x'.repeat(51), payload: {} }],
    ])('%s: refused', async (_, body) => {
      expect(await service.api.post('/notifications/internal/', body)).toEqual(refused(400, 404, 422))
    })
  })

  describeWith('notifications written into the table', rows, (database) => {
    test('are listed by the cursor, each once', async () => {
      const added = await database.addNotifications(student.userId, 130)
      const { rows: listed, pages } = await readAll(student.api, '/notifications/')
      const ids = new Set(listed.map(({ id }) => idOf(id)))
      expect(added.filter((id) => !ids.has(id))).toEqual([])
      expect(pages).toBeGreaterThan(1)
    })

    test('can be read by their user', async () => {
      const [id = ''] = await database.addNotifications(student.userId, 1)
      expect(await markRead(tutor, id)).toEqual(refused(403, 404))
      succeeded(await markRead(student, id))
      const [row] = await database.query('SELECT read_at FROM notifications_notification WHERE id = $1', [id])
      expect(row).toEqual({ read_at: expect.any(Date) })
    })

    test(
      'are counted when the cache has run out',
      async () => {
        const before = await countOf(tutor)
        await database.addNotifications(tutor.userId, 5)
        const isSo = (count: number): boolean => count !== before
        expect(await countWhen(tutor, isSo)).toBe(before + 5)
      },
      timeoutMs,
    )
  })

  describeWith('what is written and what is hooked', bothOf(admin, rows), ({ one: service, other: database }) => {
    test('only the latter is pushed', async () => {
      const socket = await tutor.subscribed(`notifications:user:${tutor.id}`)
      const [written = ''] = await database.addNotifications(tutor.userId, 1)
      const title = `after the row ${Date.now()}`
      const body = { user_id: tutor.userId, type: 'lesson.reminder', payload: { title } }
      succeeded(await service.api.post('/notifications/internal/', body))
      await pushedTo(socket, title)
      expect(socket.framesWith(written)).toEqual([])
    })
  })
}

/** The type of the event is undocumented, and may hide the notification's: only the notification is looked for. */
async function pushedTo(socket: GatewayClient, title: string): Promise<Fields> {
  const isNotification = ({ id, payload }: Fields): boolean => {
    return typeof id === 'string' && isRecord(payload) && payload['title'] === title
  }
  return await socket.waitFor(`the notification "${title}"`, () => {
    return socket.frames.map((frame) => findRecord(frame, isNotification)).find((found) => found !== null)
  })
}

/** POST, in v0.9 PATCH. */
async function markRead({ api }: Session, id: unknown): Promise<Answer> {
  const path = `/notifications/${idOf(id)}/read/`
  const answer = await api.post(path)
  return answer.status === 405 ? await api.patch(path, {}) : answer
}

/** The field is undocumented: there is but one number. */
async function countOf({ api }: Session): Promise<number> {
  const { body } = succeeded(await api.get('/notifications/unread-count/'))
  const count =
    typeof body === 'number' ? body : Object.values(fieldsOf(body)).find((value) => typeof value === 'number')
  if (typeof count !== 'number') throw new TypeError(`no number in ${textOf(body)}`)
  return count
}
