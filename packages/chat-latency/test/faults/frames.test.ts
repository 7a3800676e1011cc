import { describe, expect, test } from '@jest/globals'
import { type Behaviour, eventOf, isPost, type PeerMessage, withPlatform } from '../peers/chat-platform.ts'
import { runOn } from '../peers/run-chat.ts'

const runAgainst = async (behaviour: Behaviour, trial = {}) =>
  await withPlatform(behaviour, async (platform) => ({ ...(await runOn(platform, trial)), platform }))

/** Twenty messages, all of which arrived once. */
const allArrived = { sent: 20, received: 20, lost: 0, recovered: 0, duplicated: 0, late: 0, failed: 0 }

describe('a message is recognised in whatever it comes', () => {
  const type = 'chat.message.new'
  test.concurrent.each<[string, (message: PeerMessage, channel: string) => object]>([
    ['as documented', (payload, channel) => ({ channel, payload: { type, payload } })],
    ['its fields beside the type', (message, channel) => ({ channel, payload: { type, ...message } })],
    ['without a payload', (message, channel) => ({ channel, type, ...message })],
    ['under its name', (message, channel) => ({ channel, type, message })],
    ['under its name in the payload', (message, channel) => ({ channel, payload: { type, message } })],
    ['with the type outside', (payload, channel) => ({ channel, type, payload })],
    ['without a channel', (payload) => ({ type, payload })],
    ['with no id', ({ text }, channel) => ({ channel, payload: { type, payload: { text } } })],
    ['as the text alone', ({ text }, channel) => ({ channel, type, message: text })],
    ['with an id alone', ({ id }, channel) => ({ channel, payload: { type, payload: { id, text: '***' } } })],
    ['in an envelope of an envelope', (payload, channel) => ({ channel, type: 'event', payload: { type, payload } })],
    ['without any type', (payload, channel) => ({ channel, payload })],
    ['of a type of its own', (message, channel) => ({ channel, payload: { type: 'chat_message', message } })],
    ['as data', (data, channel) => ({ channel, type: 'push', payload: { data } })],
    ['with an id that is a text', ({ id }, channel) => ({ channel, type, id: String(id), body: 'elsewhere' })],
  ])('%s', async (_, wrap) => {
    const deliver: Behaviour['deliver'] = (message) => [JSON.stringify(wrap(message, 'chat:user:3'))]
    const { result } = await runAgainst({ deliver })
    expect(result.messages).toMatchObject({ ...allArrived, acknowledged: 20 })
    expect(result.latency.count).toBe(20)
    expect(result.errors).toEqual({ count: 0, byKind: {} })
  })
})

test.concurrent('by its id, though nothing is known of it before the answer, which comes later', async () => {
  const { result } = await runAgainst({
    deliver: (message, client) => [eventOf({ ...message, text: 'censored' }, client)],
  })
  // The event was written before the answer was.
  expect(result.messages).toMatchObject(allArrived)
  expect(result.phases.echo.count).toBe(20)
})

test.concurrent('what comes beside it is passed over, and garbage is counted', async () => {
  const strange = { id: 7, lesson_id: 1, text: 'somebody else writes here', author_id: 9 }
  const { result } = await runAgainst({
    deliver: (message, client) => [
      'no JSON',
      '[]',
      '{"type":"hello"}',
      '{"channel":"chat:user:3","payload":{"type":"chat.typing","user_id":2}}',
      '{"channel":"chat:user:3","payload":{"type":"chat.message.edited","payload":{"text":"no news"}}}',
      // What befalls a message later is no second delivery of it.
      ...['chat.message.edited', 'chat.message.deleted', 'chat.read', 'MESSAGE_UPDATED', 'messageSeen'].map((type) =>
        JSON.stringify({ channel: 'chat:user:3', type: 'event', payload: { type, payload: message } }),
      ),
      eventOf(strange, client),
      eventOf(message, client),
    ],
  })
  expect(result.messages).toMatchObject(allArrived)
  // Author and receiver hear it both, for each message of the run.
  expect(result.errors.byKind).toEqual({ garbage: expect.any(Number) })
  expect(result.errors.byKind['garbage']).toBeGreaterThanOrEqual(39)
})

test.concurrent('messages that come twice and thrice', async () => {
  const { result } = await runAgainst({
    deliver: (message, client) => {
      const times = client.token.endsWith('3') && message.id % 10 === 5 ? 3 : 1
      return Array.from({ length: times }, () => eventOf(message, client))
    },
  })
  expect(result.messages).toMatchObject({ ...allArrived, duplicated: 4 })
  expect(result.latency.count).toBe(20)
})

// On one socket, so that they overtake one another nowhere else.
test.concurrent('messages that a later one overtakes', async () => {
  const held = new Map<number, string[]>()
  const deliver: Behaviour['deliver'] = (message, client) => {
    const event = eventOf(message, client)
    const before = held.get(client.number) ?? []
    const isHeld = message.id % 5 === 3
    held.set(client.number, isHeld ? [event] : [])
    return isHeld ? [] : [event, ...before]
  }
  const { result, records } = await runAgainst({ deliver }, { transport: 'ws' })
  expect(result.messages).toMatchObject({ ...allArrived, outOfOrder: 4 })
  expect(records.every(({ status }) => status === 'received')).toBe(true)
})

test.concurrent('POSTs that are never answered, though the messages arrive', async () => {
  const trial = { messages: 3, timeoutMs: 1500, warmup: 0 }
  const { result, records, platform } = await runAgainst({ created: () => null }, trial)
  // What has arrived has arrived; that there is no answer is waited for.
  expect(result.messages).toMatchObject({ sent: 3, received: 3, acknowledged: 0, lost: 0, failed: 0 })
  expect(result.errors).toEqual({ count: 3, byKind: { timeout: 3 } })
  expect(records.map(({ id }) => id)).toEqual(platform.messages.map(({ id }) => String(id)).toReversed())
  expect(result.phases.acknowledge.count).toBe(0)
})

test.concurrent('an answer that comes long after the message: it is waited for, also the last one', async () => {
  const { result, records } = await runAgainst({
    answer: (request, platform) => {
      if (!isPost(request)) return undefined
      platform.write(2, request.body)
      return { status: 201, body: { id: 4711 + request.posts }, delayMs: 100 }
    },
  })
  expect(result.messages).toMatchObject({ ...allArrived, acknowledged: 20 })
  expect(result.phases.acknowledge.min).toBeGreaterThanOrEqual(95)
  for (const { receivedAt, acknowledgedAt } of records) expect(receivedAt).toBeLessThan(acknowledgedAt ?? 0)
})

test.concurrent.each([
  ['without an id', { status: 201, body: { ok: true } }],
  ['with no body', { status: 204 }],
  ['with no JSON', { status: 200, body: '<html>thank you</html>' }],
  ['with a list', { status: 201, body: [1] }],
])('POSTs that are answered %s', async (_, answer) => {
  const { result, records } = await runAgainst({ created: () => answer })
  expect(result.messages).toMatchObject({ ...allArrived, acknowledged: 20 })
  // The event tells it.
  expect(records.every(({ id }) => id !== null)).toBe(true)
})

test.concurrent('a POST that is refused though the message is there: it has arrived, and the error is counted', async () => {
  const { result } = await runAgainst({ created: ({ id }) => ({ status: id % 10 === 5 ? 500 : 201, body: { id } }) })
  expect(result.messages).toMatchObject({ ...allArrived, acknowledged: 18 })
  expect(result.errors).toEqual({ count: 2, byKind: { 'http-500': 2 } })
})

test.concurrent('a message that comes after its time is lost and late, and no sample', async () => {
  const { result, records } = await runAgainst(
    {
      answer: (request, platform) => {
        if (!isPost(request) || request.posts !== 3) return undefined
        platform.after(1800, () => platform.write(2, request.body))
        return { status: 201, body: {} }
      },
    },
    { timeoutMs: 1500, intervalMs: 100, messages: 30, warmup: 0 },
  )
  expect(result.messages).toMatchObject({ sent: 30, received: 29, lost: 1, late: 1, outOfOrder: 1, duplicated: 0 })
  expect(result.latency.count).toBe(29)
  expect(records[2]).toMatchObject({ status: 'lost', receivedAt: expect.any(Number) })
})

test.concurrent('a message that comes after the warm-up is in no figure', async () => {
  const { result } = await runAgainst(
    {
      answer: (request, platform) => {
        if (!isPost(request) || request.posts !== 1) return undefined
        platform.after(1800, () => platform.write(2, request.body))
        return { status: 201, body: {} }
      },
    },
    { timeoutMs: 1500, intervalMs: 60, messages: 10, warmup: 2 },
  )
  expect(result.messages).toMatchObject({ sent: 10, received: 10, lost: 0, late: 0, outOfOrder: 0, warmup: 2 })
})
