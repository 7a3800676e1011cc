import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { typeOf, type TestClient } from './test-client.ts'
import { startTestDatabase, startTestPlatform, type TestDatabase, type TestPlatform, users } from './test-platform.ts'
import { until } from './until.ts'

let database: TestDatabase
let platform: TestPlatform

beforeAll(async () => {
  database = await startTestDatabase()
  platform = await startTestPlatform(database)
})

afterAll(async () => {
  await platform?.stop()
  await database?.close()
})

const clients: TestClient[] = []

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  await until(() => platform.gateway.stats.sockets === 0)
})

async function join(user: keyof typeof users, ...channels: readonly string[]): Promise<TestClient> {
  const client = await platform.join(user, ...channels)
  clients.push(client)
  return client
}

const board = 'board:lesson:1'

describe('ping', () => {
  test('is answered with its timestamp', async () => {
    const client = await join('tutor')
    client.send('{"type":"ping","timestamp":1e400}')
    expect(await client.nextError()).toBe('WS_MALFORMED_JSON: "timestamp" is too large a number')
    client.send({ type: 'ping', timestamp: 1_700_000_000_123.5 })
    expect(await client.next()).toEqual({ type: 'pong', timestamp: 1_700_000_000_123.5 })
  })

  test('is answered without one, too', async () => {
    const client = await join('tutor')
    client.send({ type: 'ping' })
    client.send({ type: 'ping', timestamp: { no: 'number' } })
    expect(await client.next()).toEqual({ type: 'pong' })
    expect(await client.next()).toEqual({ type: 'pong' })
  })
})

describe('frames that are none', () => {
  test.each([
    ['', 'the frame is no JSON'],
    ['{', 'the frame is no JSON'],
    ['{"type":"ping"} x', 'the frame is no JSON'],
    ["{'type':'ping'}", 'the frame is no JSON'],
    ['null', 'null came: a JSON object is wanted'],
    ['[]', 'an array came: a JSON object is wanted'],
    ['"ping"', 'a string came: a JSON object is wanted'],
    ['7', 'a number came: a JSON object is wanted'],
    ['{}', 'the object has no "type" that is a text'],
    ['{"type":7}', 'the object has no "type" that is a text'],
    ['{"type":"subscribe"}', '"subscribe" has no "channel" that is a text'],
    ['{"type":"subscribe","channel":["board:lesson:1"]}', '"subscribe" has no "channel" that is a text'],
    ['{"type":"toString","channel":null}', '"toString" has no "channel" that is a text'],
    ['['.repeat(100_000), 'the frame is no JSON'],
  ])('%.60s', async (text, detail) => {
    const client = await join('tutor')
    client.send(text)
    expect(await client.next()).toEqual({ type: 'error', code: 'WS_MALFORMED_JSON', detail })
    // The socket lives on.
    expect(await client.settle()).toEqual([])
  })

  test('a binary frame, be it JSON or not', async () => {
    const client = await join('tutor')
    client.socket.send(Buffer.from('{"type":"ping"}'))
    expect(await client.nextError()).toBe('WS_MALFORMED_JSON: a binary frame came: JSON in a text frame is wanted')
  })

  test('nested so deep that JSON runs out of stack: an error, and the socket lives on', async () => {
    const client = await join('admin')
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    client.send(`{"channel":"chat:user:3","type":"x","deep":${deep}}`)
    const [frame] = await client.settle()
    expect(frame).toMatchObject({ type: 'error', code: 'WS_MALFORMED_JSON' })
    await join('student', 'chat:user:3')
    client.send(`{"channel":"chat:user:3","type":"x","deep":${deep}}`)
    expect(await client.nextError()).toMatch(/^WS_MALFORMED_JSON: the event holds/)
  })

  test('text that is no UTF-8 closes the socket with 1007', async () => {
    const client = await platform.connect('tutor')
    client.socket.send(Buffer.from([0xc3, 0x28]), { binary: false })
    expect(await client.closed).toMatchObject({ code: 1007 })
  })
})

describe('subscriptions', () => {
  test.each([
    ['tutor', board],
    ['student', board],
    ['admin', board],
    ['admin', 'board:lesson:2'],
    ['superadmin', board],
    ['tutor', 'chat:user:2'],
    ['tutor', 'notifications:user:2'],
    ['tutor', 'status:users'],
  ] as const)('%s may listen to %s; nothing acknowledges it', async (user, channel) => {
    const client = await join(user)
    client.send({ type: 'subscribe', channel })
    expect(await client.settle()).toEqual([])
    platform.hub.publish(channel, { type: 'probe' })
    expect(await client.next()).toEqual({ channel, payload: { type: 'probe' } })
  })

  const foreignLesson = 'WS_FORBIDDEN: lesson 2 is for its tutor and its student'
  test.each([
    ['tutor', 'board:lesson:2', foreignLesson],
    ['student', 'board:lesson:2', foreignLesson],
    // Nobody but an admin learns which lessons there are.
    ['tutor', 'board:lesson:999', 'WS_FORBIDDEN: lesson 999 is for its tutor and its student'],
    ['tutor', 'board:lesson:9007199254740991', /^WS_FORBIDDEN/],
    ['admin', 'board:lesson:999', 'WS_INVALID_CHANNEL: there is no lesson 999'],
    ['tutor', 'chat:user:3', 'WS_FORBIDDEN: chat:user:3 is for that user alone'],
    ['student', 'notifications:user:2', 'WS_FORBIDDEN: notifications:user:2 is for that user alone'],
    ['admin', 'notifications:user:2', 'WS_FORBIDDEN: notifications:user:2 is for that user alone'],
    ['tutor', 'board:lesson:x', 'WS_INVALID_CHANNEL: there is no channel "board:lesson:x"'],
    ['tutor', "board:lesson:1'; DROP TABLE users_user; --", /^WS_INVALID_CHANNEL/],
    ['tutor', '', 'WS_INVALID_CHANNEL: there is no channel ""'],
    ['tutor', 'x'.repeat(10_000), `WS_INVALID_CHANNEL: there is no channel "${'x'.repeat(79)}…"`],
  ] as const)('%s may not listen to %.60s', async (user, channel, error) => {
    const client = await join(user)
    client.send({ type: 'subscribe', channel })
    expect(await client.nextError()).toMatch(error)
    expect(platform.hub.publish(channel, { type: 'probe' })).toBe(0)
  })

  test('the bare names of the browser mean one’s own channels, and the lesson in the frame', async () => {
    const client = await join('tutor', 'chat', 'notifications')
    client.send({ type: 'subscribe', channel: 'board', lesson_id: 1 })
    await client.settle()
    for (const channel of ['chat:user:2', 'notifications:user:2', board])
      expect(platform.hub.publish(channel, { type: 'probe' })).toBe(1)
    client.send({ type: 'subscribe', channel: 'board' })
    expect(await client.settle()).toContainEqual({
      type: 'error',
      code: 'WS_INVALID_CHANNEL',
      detail: 'there is no channel "board"',
    })
  })

  test('twice is once', async () => {
    const client = await join('tutor', board, board)
    platform.hub.publish(board, { type: 'probe' })
    expect(await client.settle()).toHaveLength(1)
    client.send({ type: 'unsubscribe', channel: board })
    await client.settle()
    expect(platform.hub.publish(board, { type: 'probe' })).toBe(0)
    expect(platform.boards.size).toBe(0)
  })

  test('unsubscribing from what one does not listen to is nothing; from what is no channel, an error', async () => {
    const client = await join('tutor')
    client.send({ type: 'unsubscribe', channel: board })
    expect(await client.settle()).toEqual([])
    client.send({ type: 'unsubscribe', channel: 'nowhere' })
    expect(await client.nextError()).toBe('WS_INVALID_CHANNEL: there is no channel "nowhere"')
  })

  test('frames are handled in order, though access is checked in the database', async () => {
    const listener = await join('student', board)
    const client = await join('tutor')
    for (let round = 0; round < 50; round++) {
      client.send({ type: 'subscribe', channel: board })
      client.publish(board, 'board.stroke.remove', { lesson_id: 1, stroke_id: round })
      client.send({ type: 'unsubscribe', channel: board })
    }
    expect(await client.settle()).toEqual([])
    const removed = await listener.count('board.stroke.remove', 50)
    expect(removed.map(({ payload }) => (payload as { stroke_id: number }).stroke_id)).toEqual(
      Array.from({ length: 50 }, (_, round) => round),
    )
  })

  test('acknowledgements, where they are switched on', async () => {
    const talkative = await startTestPlatform(database, { acknowledgeSubscriptions: true })
    const client = await talkative.connect('tutor')
    client.send({ type: 'subscribe', channel: board })
    client.send({ type: 'subscribe', channel: 'board:lesson:2' })
    client.send({ type: 'unsubscribe', channel: board })
    expect((await client.settle()).map(({ type, channel }) => [type, channel])).toEqual([
      ['subscribed', board],
      ['error', undefined],
      ['unsubscribed', board],
    ])
    await talkative.stop()
  })
})

describe('presence on status:users', () => {
  test('a user is online with the first socket and offline with the last', async () => {
    const watcher = await join('admin', 'status:users')
    const status = (user: number, is: string): unknown => ({
      channel: 'status:users',
      payload: { type: 'user.status', user_id: user, status: is },
    })
    const first = await platform.connect('student')
    expect(await watcher.next()).toEqual(status(users.student, 'online'))
    const second = await platform.connect('student')
    await second.settle()
    await first.close()
    const other = await platform.connect('tutor')
    expect(await watcher.next()).toEqual(status(users.tutor, 'online'))
    expect(platform.hub.isOnline(users.student)).toBe(true)
    second.socket.terminate()
    expect(await watcher.next()).toEqual(status(users.student, 'offline'))
    expect(platform.hub.isOnline(users.student)).toBe(false)
    await other.close()
  })

  test('clients cannot make it up', async () => {
    for (const user of ['tutor', 'admin'] as const) {
      const client = await join(user, 'status:users')
      client.publish('status:users', 'user.status', { user_id: 3, status: 'offline' })
      const frames = await client.settle()
      expect(frames.filter((frame) => typeOf(frame) === 'error')).toEqual([
        { type: 'error', code: 'WS_FORBIDDEN', detail: 'status:users is not for clients to publish to' },
      ])
    }
  })
})

describe('chat', () => {
  test('typing and reading reach the other participant, and one’s own other sockets', async () => {
    const tutor = await join('tutor', 'chat:user:2')
    const otherSocket = await join('tutor', 'chat:user:2')
    const student = await join('student', 'chat:user:3')
    const stranger = await join('otherStudent', 'chat:user:5')
    tutor.publish('chat:user:2', 'chat.typing', { lesson_id: 1, clientId: 'x', text: 'unlisted' })
    tutor.publish('chat:user:2', 'chat.read', { lesson_id: '1', message_id: 7, user_id: 999 })
    const typing = { type: 'chat.typing', lesson_id: 1, user_id: users.tutor }
    const read = { type: 'chat.read', lesson_id: 1, message_id: 7, user_id: users.tutor }
    for (const payload of [typing, read]) {
      expect(await student.next()).toEqual({ channel: 'chat:user:3', payload })
      expect(await otherSocket.next()).toEqual({ channel: 'chat:user:2', payload })
    }
    expect(await tutor.settle()).toEqual([])
    expect(await stranger.settle()).toEqual([])
  })

  test('without a lesson only one’s own other sockets learn of it', async () => {
    const tutor = await join('tutor', 'chat:user:2')
    const otherSocket = await join('tutor', 'chat:user:2')
    tutor.publish('chat', 'chat.typing')
    expect(await otherSocket.next()).toEqual({
      channel: 'chat:user:2',
      payload: { type: 'chat.typing', user_id: users.tutor },
    })
    expect(await tutor.settle()).toEqual([])
  })

  test.each([
    ['a foreign lesson', 'chat.typing', { lesson_id: 2 }, 'WS_FORBIDDEN: lesson 2 is for its tutor and its student'],
    ['a lesson that is none', 'chat.read', { lesson_id: 'x' }, 'WS_MALFORMED_JSON: "lesson_id" is no id'],
    ['a lesson that is true', 'chat.read', { lesson_id: true }, 'WS_MALFORMED_JSON: "lesson_id" is no id'],
    [
      'a message made up',
      'chat.message.new',
      { payload: {} },
      'WS_FORBIDDEN: "chat.message.new" is not for clients to publish',
    ],
  ])('%s is refused', async (_, type, fields, error) => {
    const tutor = await join('tutor', 'chat:user:2')
    tutor.publish('chat:user:2', type, fields)
    expect(await tutor.nextError()).toBe(error)
  })

  test('publishing needs a subscription', async () => {
    const tutor = await join('tutor')
    tutor.publish('chat:user:2', 'chat.typing', { lesson_id: 1 })
    tutor.publish('chat:user:3', 'chat.typing', { lesson_id: 1 })
    expect(await tutor.nextError()).toBe('WS_FORBIDDEN: publishing needs a subscription to chat:user:2')
    expect(await tutor.nextError()).toBe('WS_FORBIDDEN: publishing needs a subscription to chat:user:3')
  })

  test('what the service tells a channel reaches all sockets of the user', async () => {
    const sockets = [await join('student', 'chat:user:3'), await join('student', 'chat:user:3')]
    const event = { type: 'chat.message.new', payload: { id: 1, text: 'Привіт, "світ"! 😀' } }
    expect(platform.hub.publish('chat:user:3', event)).toBe(2)
    for (const socket of sockets) expect(await socket.next()).toEqual({ channel: 'chat:user:3', payload: event })
  })
})

describe('admins push as services do', () => {
  test('but type and read as everybody does', async () => {
    const admin = await join('admin', 'chat')
    const otherSocket = await join('admin', 'chat')
    const [tutor, student] = [await join('tutor', 'chat'), await join('student', 'chat')]
    admin.publish('chat', 'chat.typing', { lesson_id: 1, user_id: 999, unlisted: 1 })
    const payload = { type: 'chat.typing', lesson_id: 1, user_id: users.admin }
    expect(await tutor.next()).toEqual({ channel: 'chat:user:2', payload })
    expect(await student.next()).toEqual({ channel: 'chat:user:3', payload })
    admin.publish('chat', 'chat.read', { message_id: 7 })
    expect(await otherSocket.next()).toEqual({
      channel: `chat:user:${users.admin}`,
      payload: { type: 'chat.read', message_id: 7, user_id: users.admin },
    })
    admin.publish('chat', 'chat.typing', { lesson_id: 999 })
    admin.publish('chat:user:3', 'chat.typing', { lesson_id: 1 })
    expect(await admin.nextError()).toBe('WS_INVALID_CHANNEL: there is no lesson 999')
    expect(await admin.nextError()).toBe('WS_FORBIDDEN: publishing needs a subscription to chat:user:3')
    expect(await student.settle()).toEqual([])
  })

  test('but nothing that JSON cannot say again', async () => {
    const admin = await join('admin')
    const student = await join('student', 'chat')
    admin.send('{"channel":"chat:user:3","type":"chat.message.new","payload":{"id":1e400}}')
    expect(await admin.nextError()).toMatch(/^WS_MALFORMED_JSON: the event holds/)
    expect(await student.settle()).toEqual([])
  })

  test.each(['admin', 'superadmin'] as const)('%s may publish any event to any user, unsubscribed', async (who) => {
    const admin = await join(who)
    const student = await join('student', 'notifications:user:3', 'chat:user:3')
    const notification = { id: 'x', type: 'system.update', payload: { title: '…' }, created_at: 'now', unlisted: [1] }
    admin.publish('notifications:user:3', 'notification.new', { payload: notification, clientId: 'kept' })
    admin.publish('chat:user:3', 'chat.message.deleted', { payload: { id: 1 } })
    expect(await student.next()).toEqual({
      channel: 'notifications:user:3',
      payload: { type: 'notification.new', payload: notification, clientId: 'kept' },
    })
    expect(await student.next()).toEqual({
      channel: 'chat:user:3',
      payload: { type: 'chat.message.deleted', payload: { id: 1 } },
    })
    expect(await admin.settle()).toEqual([])
  })

  test('to nobody who listens: nothing happens', async () => {
    const admin = await join('admin')
    admin.publish('notifications:user:424242', 'notification.new', { payload: {} })
    expect(await admin.settle()).toEqual([])
  })

  test('nobody else may', async () => {
    const tutor = await join('tutor', 'notifications:user:2')
    tutor.publish('notifications:user:3', 'notification.new')
    expect(await tutor.nextError()).toBe('WS_FORBIDDEN: publishing needs a subscription to notifications:user:3')
    tutor.publish('notifications:user:2', 'notification.new')
    expect(await tutor.nextError()).toBe('WS_FORBIDDEN: notifications:user:2 is not for clients to publish to')
  })
})

describe('errors of the server', () => {
  test('a database that is gone: WS_SERVER_ERROR, which says why in debug mode only, and the socket lives on', async () => {
    const { openDatabase } = await import('../../src/database/open-database.ts')
    for (const [debug, detail] of [
      [false, 'the server could not do that'],
      [true, 'driver has already been destroyed'],
    ] as const) {
      const gone = await openDatabase(database.url)
      const broken = await startTestPlatform(gone, { debug })
      const client = await broken.connect('tutor')
      await gone.close()
      client.send({ type: 'subscribe', channel: board })
      expect(await client.nextError()).toBe(`WS_SERVER_ERROR: ${detail}`)
      expect(await client.settle()).toEqual([])
      expect(broken.gateway.stats.errors).toEqual({ WS_SERVER_ERROR: 1 })
      await broken.stop()
    }
  })
})
