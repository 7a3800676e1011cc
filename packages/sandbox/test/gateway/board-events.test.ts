import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { TestClient } from './test-client.ts'
import {
  startTestDatabase,
  startTestPlatform,
  type TestDatabase,
  type TestPlatform,
  type users,
} from './test-platform.ts'

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
  // Every test begins with an empty board.
  await platform.boards.replace(1, [])
  for (const client of clients.splice(0)) await client.close()
})

const board = 'board:lesson:1'

async function join(user: keyof typeof users, channel = board): Promise<TestClient> {
  const client = await platform.join(user, channel)
  clients.push(client)
  return client
}

function stroke(id: string | number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id,
    tool: 'pencil',
    color: '#1a2b3c',
    thickness: 3,
    points: [
      [1, 2],
      [3.5, -4],
    ],
    composite: 'source-over',
    ...more,
  }
}

/** The state that a client is told when it asks. */
async function snapshotFor(client: TestClient): Promise<{ strokes: Record<string, unknown>[]; saved_at?: string }> {
  client.publish(board, 'board.snapshot.request', { lesson_id: 1 })
  const { channel, payload } = (await client.next()) as { channel: string; payload: Record<string, unknown> }
  const { type, lesson_id, state, ...rest } = payload
  expect({ channel, type, lesson_id, rest }).toEqual({
    channel: board,
    type: 'board.snapshot.send',
    lesson_id: 1,
    rest: {},
  })
  return state as { strokes: Record<string, unknown>[]; saved_at?: string }
}

describe('board events', () => {
  test.each([
    ['board.patch', { stroke: stroke('a') }],
    ['board.patch', { stroke: stroke(7) }],
    ['board.patch', { stroke: { id: 'only an id' } }],
    ['board.patch', { stroke: stroke('її 😀 "quoted" \\ \n', { points: [] }) }],
    ['board.stroke.remove', { stroke_id: 'never drawn' }],
    ['board.stroke.remove', { stroke_id: 7 }],
    ['board.reset', {}],
    ['board.cursor.move', { cursor: { userId: 2, displayName: 'Оля', x: 1.5, y: -2 } }],
  ])('%s goes to all others, two sockets of the same user among them, and not back', async (type, fields) => {
    const tutor = await join('tutor')
    const others = [await join('tutor'), await join('student'), await join('admin')]
    const elsewhere = await join('otherTutor', 'board:lesson:2')
    tutor.publish(board, type, { lesson_id: 1, ...fields })
    for (const other of others)
      expect(await other.next()).toEqual({ channel: board, payload: { type, lesson_id: 1, ...fields } })
    expect(await tutor.settle()).toEqual([])
    expect(await elsewhere.settle()).toEqual([])
  })

  test('in the flat envelope the fields stand beside the channel', async () => {
    const flat = await startTestPlatform(database, { envelope: 'flat' })
    const [tutor, student] = [await flat.join('tutor', board), await flat.join('student', board)]
    tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: stroke('a') })
    expect(await student.next()).toEqual({ channel: board, type: 'board.patch', lesson_id: 1, stroke: stroke('a') })
    student.publish(board, 'board.snapshot.request', { lesson_id: 1 })
    expect(await student.next()).toEqual({
      channel: board,
      type: 'board.snapshot.send',
      lesson_id: 1,
      state: { strokes: [stroke('a')], saved_at: expect.any(String) },
    })
    await flat.stop()
  })

  test('fields that the platform does not document are dropped, wherever they stand', async () => {
    const [tutor, student] = [await join('tutor'), await join('student')]
    tutor.publish(board, 'board.patch', {
      lesson_id: 1,
      clientId: 'c',
      sentAt: 1,
      stroke: stroke('a', { clientId: 'c', sentAt: 1 }),
    })
    tutor.publish(board, 'board.cursor.move', {
      lesson_id: 1,
      clientId: 'c',
      cursor: { userId: 2, x: 1, y: 2, sentAt: 1 },
    })
    expect(await student.next()).toEqual({
      channel: board,
      payload: { type: 'board.patch', lesson_id: 1, stroke: stroke('a') },
    })
    expect(await student.next()).toEqual({
      channel: board,
      payload: { type: 'board.cursor.move', lesson_id: 1, cursor: { userId: 2, x: 1, y: 2 } },
    })
    expect((await snapshotFor(student)).strokes).toEqual([stroke('a')])
  })

  test('with keepUnlistedFields they are kept', async () => {
    const keeping = await startTestPlatform(database, { keepUnlistedFields: true })
    const [tutor, student] = [await keeping.join('tutor', board), await keeping.join('student', board)]
    const patch = { lesson_id: 1, clientId: 'c', stroke: stroke('a', { sentAt: 1 }) }
    tutor.publish(board, 'board.patch', patch)
    tutor.publish(board, 'board.reset', { lesson_id: 1, by: { name: 'Оля' } })
    expect(await student.next()).toEqual({ channel: board, payload: { type: 'board.patch', ...patch } })
    expect(await student.next()).toEqual({
      channel: board,
      payload: { type: 'board.reset', lesson_id: 1, by: { name: 'Оля' } },
    })
    tutor.send(`{"channel":"${board}","type":"board.reset","lesson_id":1,"by":[1e400]}`)
    expect(await tutor.nextError()).toMatch(/^WS_MALFORMED_JSON: the event holds/)
    await keeping.stop()
  })

  test('the lesson may be a text, as a browser takes it from its path; it is forwarded as a number', async () => {
    const [tutor, student] = [await join('tutor'), await join('student')]
    tutor.publish(board, 'board.reset', { lesson_id: '1' })
    tutor.publish('board', 'board.reset', { lesson_id: 1 })
    for (let round = 0; round < 2; round++)
      expect(await student.next()).toEqual({ channel: board, payload: { type: 'board.reset', lesson_id: 1 } })
  })

  test.each([
    ['board.reset', {}, 'WS_MALFORMED_JSON: "board.reset" has no "lesson_id"'],
    ['board.reset', { lesson_id: null }, 'WS_MALFORMED_JSON: "board.reset" has no "lesson_id"'],
    ['board.reset', { lesson_id: 2 }, 'WS_INVALID_CHANNEL: lesson_id 2 is not of board:lesson:1'],
    ['board.reset', { lesson_id: '01' }, 'WS_INVALID_CHANNEL: lesson_id 01 is not of board:lesson:1'],
    ['board.patch', { lesson_id: 1 }, 'WS_MALFORMED_JSON: "board.patch" has no "stroke" that is an object'],
    [
      'board.patch',
      { lesson_id: 1, stroke: ['a'] },
      'WS_MALFORMED_JSON: "board.patch" has no "stroke" that is an object',
    ],
    [
      'board.patch',
      { lesson_id: 1, stroke: {} },
      'WS_MALFORMED_JSON: "board.patch" has no "stroke.id" that is a text or a number',
    ],
    [
      'board.patch',
      { lesson_id: 1, stroke: stroke('') },
      'WS_MALFORMED_JSON: "board.patch" has no "stroke.id" that is a text or a number',
    ],
    [
      'board.patch',
      { lesson_id: 1, stroke: stroke('a', { tool: 'a\u0000b' }) },
      'WS_MALFORMED_JSON: the stroke holds U+0000, half a character or too large a number, or is nested too deep',
    ],
    [
      'board.patch',
      { lesson_id: 1, stroke: stroke('a', { points: ['\ud83d'] }) },
      /^WS_MALFORMED_JSON: the stroke holds/,
    ],
    [
      'board.patch',
      { lesson_id: 1, stroke: stroke('a', { points: { '\u0000': 1 } }) },
      /^WS_MALFORMED_JSON: the stroke holds/,
    ],
    [
      'board.stroke.remove',
      { lesson_id: 1 },
      'WS_MALFORMED_JSON: "board.stroke.remove" has no "stroke_id" that is a text or a number',
    ],
    ['board.stroke.remove', { lesson_id: 1, stroke_id: { id: 1 } }, /^WS_MALFORMED_JSON/],
    [
      'board.cursor.move',
      { lesson_id: 1, cursor: 7 },
      'WS_MALFORMED_JSON: "board.cursor.move" has no "cursor" that is an object',
    ],
    ['board.snapshot.request', {}, 'WS_MALFORMED_JSON: "board.snapshot.request" has no "lesson_id"'],
    ['board.snapshot.send', { lesson_id: 1 }, 'WS_MALFORMED_JSON: "board.snapshot.send" is no event of a board'],
    ['constructor', { lesson_id: 1 }, 'WS_MALFORMED_JSON: "constructor" is no event of a board'],
  ])('%s %j is refused, and nobody hears of it', async (type, fields, error) => {
    const [tutor, student] = [await join('tutor'), await join('student')]
    tutor.publish(board, type, fields)
    expect(await tutor.nextError()).toMatch(error)
    expect(await student.settle()).toEqual([])
    expect((await snapshotFor(student)).strokes).toEqual([])
  })

  test('a stroke nested deeper than PostgreSQL keeps is refused', async () => {
    const tutor = await join('tutor')
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    tutor.send(`{"channel":"${board}","type":"board.patch","lesson_id":1,"stroke":{"id":"a","points":${deep}}}`)
    expect(await tutor.nextError()).toMatch(/^WS_MALFORMED_JSON: the stroke holds/)
  })

  test.each([
    ['board.patch', '"stroke":{"id":1e400}', '"board.patch" has no "stroke.id" that is a text or a number'],
    ['board.patch', '"stroke":{"id":1,"points":[[1,-1e400]]}', /the stroke holds .*too large a number/],
    ['board.stroke.remove', '"stroke_id":1e400', /has no "stroke_id"/],
    ['board.cursor.move', '"cursor":{"x":1e400}', /the cursor holds .*too large a number/],
    ['board.cursor.move', '"cursor":{"displayName":"\\ud83d"}', /the cursor holds .*half a character/],
    ['board.cursor.move', `"cursor":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /the cursor holds/],
  ])('%s with %.60s is refused: JSON could not say it again', async (type, fields, detail) => {
    const [tutor, student] = [await join('tutor'), await join('student')]
    tutor.send(`{"channel":"${board}","type":"${type}","lesson_id":1,${fields}}`)
    const error = await tutor.nextError()
    expect(error).toMatch(/^WS_MALFORMED_JSON: /)
    expect(error).toMatch(detail)
    expect(await student.settle()).toEqual([])
    await expect(platform.boards.replace(1, [{ id: Infinity }])).rejects.toThrow(RangeError)
  })

  test('publishing needs a subscription to that board', async () => {
    const tutor = await join('tutor', 'chat')
    for (const lesson of [1, 2]) tutor.publish(`board:lesson:${lesson}`, 'board.reset', { lesson_id: lesson })
    expect(await tutor.nextError()).toBe('WS_FORBIDDEN: publishing needs a subscription to board:lesson:1')
    expect(await tutor.nextError()).toBe('WS_FORBIDDEN: publishing needs a subscription to board:lesson:2')
    const admin = await join('admin', 'chat')
    admin.publish(board, 'board.reset', { lesson_id: 1 })
    expect(await admin.nextError()).toBe('WS_FORBIDDEN: publishing needs a subscription to board:lesson:1')
  })

  test('who has left hears nothing, and the board goes on', async () => {
    const [tutor, student] = [await join('tutor'), await join('student')]
    student.send({ type: 'unsubscribe', channel: board })
    await student.settle()
    tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: stroke('a') })
    await tutor.settle()
    expect(await student.settle()).toEqual([])
    await student.subscribe(board)
    expect((await snapshotFor(student)).strokes).toEqual([stroke('a')])
  })
})

describe('snapshots', () => {
  test('hold the strokes in the order of their coming; a patch replaces in place, a removal closes the gap', async () => {
    const [tutor, student] = [await join('tutor'), await join('student')]
    for (const id of ['a', 'b', 'c']) tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: stroke(id) })
    tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: stroke('a', { color: '#ffffff' }) })
    tutor.publish(board, 'board.stroke.remove', { lesson_id: 1, stroke_id: 'b' })
    await tutor.settle()
    await student.settle()
    const { strokes } = await snapshotFor(student)
    expect(strokes).toEqual([stroke('a', { color: '#ffffff' }), stroke('c')])
    // To the requester alone.
    expect(await tutor.settle()).toEqual([])
    tutor.publish(board, 'board.reset', { lesson_id: 1 })
    await tutor.settle()
    await student.settle()
    expect((await snapshotFor(student)).strokes).toEqual([])
  })

  test('the sender’s own snapshot holds what it has just sent', async () => {
    const tutor = await join('tutor')
    tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: stroke('a') })
    expect((await snapshotFor(tutor)).strokes).toEqual([stroke('a')])
  })

  test.each([0, 50, 125, 126, 127, 65_400, 65_535, 65_536, 200_000])(
    'frames of all sizes arrive whole (a stroke of %i letters)',
    async (length) => {
      const [tutor, student] = [await join('tutor'), await join('student')]
      const large = { id: 'a', points: ['ї'.repeat(length)] }
      tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: large })
      expect(await student.next()).toEqual({
        channel: board,
        payload: { type: 'board.patch', lesson_id: 1, stroke: large },
      })
      expect((await snapshotFor(student)).strokes).toEqual([large])
    },
  )

  test('a full board takes no more, and says so', async () => {
    const tutor = await join('tutor')
    const points = ['x'.repeat(1_000_000)]
    for (let index = 0; index < 70; index++)
      tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id: index, points } })
    const errors = await tutor.settle()
    expect(new Set(errors.map(({ code, detail }) => `${String(code)}: ${String(detail)}`))).toEqual(
      new Set(['WS_SERVER_ERROR: the board is full']),
    )
    expect(errors).toHaveLength(3)
    tutor.publish(board, 'board.stroke.remove', { lesson_id: 1, stroke_id: 0 })
    tutor.publish(board, 'board.patch', { lesson_id: 1, stroke: { id: 'more', points } })
    expect(await tutor.settle()).toEqual([])
  })
})
