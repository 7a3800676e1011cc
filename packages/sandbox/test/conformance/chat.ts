import { describe, expect, test } from '@jest/globals'
import { succeeded } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { unknownId } from './endpoints.ts'
import type { GatewayClient, GatewayEvent } from './gateway-client.ts'
import { fieldsOf, findRecord, holds, idOf, isSameId, type Fields } from './json.ts'
import { describeWith } from './needs.ts'
import { readAll } from './pages.ts'
import type { Session } from './session.ts'
import { refused, expectMessage, pageOf } from './shapes.ts'

export function describeChat(deployment: Deployment): void {
  const { tutor, student, lessonId, rows } = deployment
  const post = async (text: string, by = tutor): Promise<Fields> => {
    return fieldsOf(succeeded(await by.api.post('/chat/messages/', { lesson_id: lessonId, text })).body)
  }
  const inHistory = async (by: Session, id: unknown): Promise<Fields | undefined> => {
    const { results } = pageOf(await by.api.get(`/chat/history/?lesson_id=${lessonId}`))
    return results.find((message) => isSameId(message['id'], id))
  }

  describe('chat by REST', () => {
    test('a message that is posted is a Message, of its author, and in the history of both', async () => {
      const text = `Добрий день! ${Date.now()} "\\ <b>&amp; 🙂`
      const message = await post(text)
      expectMessage(message)
      expect(message).toMatchObject({ text, edited_at: null })
      expect(isSameId(message['author_id'], tutor.userId)).toBe(true)
      expect(isSameId(message['lesson_id'], lessonId)).toBe(true)
      expect(await inHistory(tutor, message['id'])).toMatchObject({ text })
      expect(await inHistory(student, message['id'])).toMatchObject({ text, author_id: message['author_id'] })
    })

    test('the history is pages of Messages', async () => {
      await post('one of them')
      const { rows: messages } = await readAll(tutor.api, `/chat/history/?lesson_id=${lessonId}`)
      for (const message of messages) {
        expectMessage(message, { mayBeAuthorless: true })
        expect(isSameId(message['lesson_id'], lessonId)).toBe(true)
      }
    })

    test('its author changes it', async () => {
      const { id } = await post('before')
      const edited = fieldsOf(succeeded(await tutor.api.patch(`/chat/messages/${idOf(id)}/`, { text: 'after' })).body)
      expectMessage(edited)
      expect(edited).toMatchObject({ id, text: 'after', edited_at: expect.any(String) })
      expect(await inHistory(student, id)).toMatchObject({ text: 'after' })
    })

    test('its author takes it away', async () => {
      const { id } = await post('soon gone')
      succeeded(await tutor.api.delete(`/chat/messages/${idOf(id)}/`))
      expect((await inHistory(student, id))?.['text'] ?? '').not.toBe('soon gone')
    })

    test('nobody else does either', async () => {
      const { id } = await post('mine')
      expect(await student.api.patch(`/chat/messages/${idOf(id)}/`, { text: 'yours' })).toEqual(refused(403, 404))
      expect(await student.api.delete(`/chat/messages/${idOf(id)}/`)).toEqual(refused(403, 404))
      expect(await inHistory(student, id)).toMatchObject({ text: 'mine', edited_at: null })
    })

    test.each([
      ['no lesson', { text: 'x' }],
      ['no text', { lesson_id: lessonId }],
      ['an empty text', { lesson_id: lessonId, text: '' }],
      ['nothing', {}],
    ])('%s: refused', async (_, body) => {
      expect(await tutor.api.post('/chat/messages/', body)).toEqual(refused(400, 422))
    })

    test('a lesson or message that is not there: 404', async () => {
      expect(await tutor.api.post('/chat/messages/', { lesson_id: unknownId, text: 'x' })).toEqual(
        refused(400, 403, 404),
      )
      expect(await tutor.api.get(`/chat/history/?lesson_id=${unknownId}`)).toEqual(refused(403, 404))
      expect(await tutor.api.patch(`/chat/messages/${unknownId}/`, { text: 'x' })).toEqual(refused(404))
      expect(await tutor.api.delete(`/chat/messages/${unknownId}/`)).toEqual(refused(404))
    })
  })

  describeWith('chat of many messages', rows, (database) => {
    test('the cursor leads through all of them, each once, in one order', async () => {
      const lesson = await database.addLesson(tutor.userId, student.userId)
      const added = await database.addMessages(lesson, student.userId, 230)
      const { rows: messages, pages } = await readAll(tutor.api, `/chat/history/?lesson_id=${lesson}`)
      const ids = messages.map(({ id }) => idOf(id))
      const isNewestFirst = ids[0] === added.at(-1)
      expect(isNewestFirst ? ids.toReversed() : ids).toEqual(added)
      expect(pages).toBeGreaterThan(1)
    })

    test('rows of the same moment are not lost between pages', async () => {
      const lesson = await database.addLesson(tutor.userId, student.userId)
      const added = await database.addMessages(lesson, student.userId, 230)
      await database.query('UPDATE chat_lessonchatmessage SET created_at = now() WHERE lesson_id = $1', [lesson])
      const { rows: messages } = await readAll(tutor.api, `/chat/history/?lesson_id=${lesson}`)
      expect(new Set(messages.map(({ id }) => idOf(id)))).toEqual(new Set(added))
    })
  })

  describeWith('chat of others', rows, (database) => {
    test('is neither read nor written', async () => {
      const stranger = await database.addUser('tutor')
      const lesson = await database.addLesson(stranger, await database.addUser('student'))
      const [message = ''] = await database.addMessages(lesson, stranger, 1)
      expect(await tutor.api.get(`/chat/history/?lesson_id=${lesson}`)).toEqual(refused(403, 404))
      expect(await tutor.api.post('/chat/messages/', { lesson_id: Number(lesson), text: 'x' })).toEqual(
        refused(400, 403, 404),
      )
      expect(await tutor.api.patch(`/chat/messages/${message}/`, { text: 'x' })).toEqual(refused(403, 404))
      expect(await tutor.api.delete(`/chat/messages/${message}/`)).toEqual(refused(403, 404))
      const left = await database.query('SELECT text, edited_at FROM chat_lessonchatmessage WHERE lesson_id = $1', [
        lesson,
      ])
      expect(left).toEqual([{ text: 'conformance 1', edited_at: null }])
    })
  })

  describe('chat by the gateway', () => {
    const channelOf = ({ id }: Session): string => `chat:user:${id}`
    const listen = async (): Promise<GatewayClient[]> => {
      const sockets = [tutor, tutor, student, student].map((session) => session.subscribed(channelOf(session)))
      return await Promise.all(sockets)
    }
    /** Each of the sockets gets the event, once, on its user's channel. */
    const everywhere = async (
      sockets: GatewayClient[],
      type: string,
      isWanted: (event: GatewayEvent) => boolean,
    ): Promise<GatewayEvent[]> => {
      const isIt = (event: GatewayEvent): boolean => event.type === type && isWanted(event)
      const events = await Promise.all(sockets.map((socket) => socket.event(type, isIt)))
      await Promise.all(sockets.map((socket) => socket.settle()))
      expect(sockets.map((socket) => socket.events().filter(isIt).length)).toEqual(sockets.map(() => 1))
      const channels = [tutor, tutor, student, student].map(channelOf)
      expect(events.map(({ channel }) => channel)).toEqual(channels)
      return events
    }

    test('a new message comes to all sockets of both, the author included', async () => {
      const sockets = await listen()
      const text = `new ${Date.now()}`
      const message = await post(text)
      const events = await everywhere(sockets, 'chat.message.new', ({ fields }) => holds(fields, text))
      for (const { fields } of events) {
        const pushed = fieldsOf(findRecord(fields, (record) => record['text'] === text))
        expectMessage(pushed)
        expect(isSameId(pushed['id'], message['id'])).toBe(true)
        expect(isSameId(pushed['author_id'], tutor.userId)).toBe(true)
      }
    })

    test('so does the student’s', async () => {
      const sockets = await listen()
      const text = `from the student ${Date.now()}`
      await post(text, student)
      expect(await everywhere(sockets, 'chat.message.new', ({ fields }) => holds(fields, text))).toHaveLength(
        sockets.length,
      )
    })

    test('an edit and a removal come to them too', async () => {
      const sockets = await listen()
      const id = idOf((await post('first words'))['id'])
      const text = `second words ${Date.now()}`
      await tutor.api.patch(`/chat/messages/${id}/`, { text })
      expect(
        await everywhere(sockets, 'chat.message.edited', ({ fields }) => holds(fields, id) && holds(fields, text)),
      ).toHaveLength(sockets.length)
      await tutor.api.delete(`/chat/messages/${id}/`)
      expect(await everywhere(sockets, 'chat.message.deleted', ({ fields }) => holds(fields, id))).toHaveLength(
        sockets.length,
      )
    })

    test('twenty in a row all come, in their order', async () => {
      const [socket] = await listen()
      const texts = Array.from({ length: 20 }, (_, index) => `row ${Date.now()} ${index}`)
      for (const text of texts) await post(text)
      await socket?.event('the last', ({ fields }) => holds(fields, texts.at(-1) ?? ''))
      const came = socket?.events().flatMap(({ fields }) => texts.filter((text) => holds(fields, text)))
      expect(came).toEqual(texts)
    })

    test('whoever unsubscribes gets no more', async () => {
      const [leaver, stayer] = [
        await student.subscribed(channelOf(student)),
        await student.subscribed(channelOf(student)),
      ]
      leaver.send({ type: 'unsubscribe', channel: channelOf(student) })
      await leaver.settle()
      const text = `after leaving ${Date.now()}`
      await post(text)
      await stayer.event('the message', ({ fields }) => holds(fields, text))
      await leaver.settle()
      expect(leaver.framesWith(text)).toEqual([])
    })

    test.each(['chat.typing', 'chat.read'])('%s may be published', async (type) => {
      const socket = await tutor.subscribed(channelOf(tutor))
      socket.publish(channelOf(tutor), { type, lesson_id: lessonId })
      await socket.settle()
      expect(socket.errors()).toEqual([])
    })
  })
}
