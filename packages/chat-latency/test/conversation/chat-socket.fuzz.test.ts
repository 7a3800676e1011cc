import { expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { bounded, fuzz, hostileJson, jsonText, mutatedJson, mutatedText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { Arrivals } from '../../src/conversation/arrivals.ts'
import { ChatCounts, type ChatRunParts } from '../../src/conversation/chat-run.ts'
import { ChatSocket } from '../../src/conversation/chat-socket.ts'
import { TurnStamp } from '../../src/conversation/turn-stamp.ts'
import { MessageBook } from '../../src/messages/message-book.ts'

const message = { id: 7, lesson_id: 5, author: { id: 1 }, text: 'mabc-1 The quick', created_at: '2026-01-01T00:00:00Z' }
/** As the platform tells of a message, and of what is none. */
const events = [
  { type: 'chat.message.new', ...message },
  { type: 'chat.message.new', message },
  { type: 'chat.message.new', payload: message },
  { type: 'chat.message.new', data: { payload: { message } } },
  { type: 'chat.message.edited', message },
  { type: 'chat.read', message_id: 7 },
  { type: 'error', code: 'WS_RATE_LIMITED', detail: 'slow down' },
  { type: 'pong', timestamp: 1 },
]
const real = fc
  .tuple(fc.constantFrom(...events), fc.boolean())
  .map(([event, isWrapped]) =>
    isWrapped ? { channel: 'chat:user:2', payload: event } : { channel: 'chat:user:2', ...event },
  )
const signs = '{|}|[|]|"|,|:|1e999|null|\\ud800|"toString":1,|"text":|"id":|mabc-|mabc-0|mabc-zzzzzzzzzzzz'.split('|')
const frame = fc.oneof(
  { weight: 4, arbitrary: real.chain((event) => mutatedJson(event)).map((event) => Buffer.from(jsonText(event))) },
  { weight: 3, arbitrary: real.chain((event) => mutatedText(jsonText(event), signs)).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: hostileJson.map((value) => Buffer.from(jsonText(value))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)) },
)

/** Three messages that were sent, and the sockets that hear of them; nobody has a network. */
function listening() {
  const book = new MessageBook('mabc')
  const counts = new ChatCounts()
  const config = { timeoutMs: 1000 }
  const run = { book, counts, config, turn: new TurnStamp(), random: new Random(1) } as unknown as ChatRunParts
  const settled: number[] = []
  const arrivals = new Arrivals(run, { onSettled: ({ index }) => settled.push(index), onHeard: () => {} })
  for (let index = 0; index < 3; index++) book.noteSent(book.add(0, index, false), index)
  let limited = 0
  const socket = (onMessage: ChatSocket['message'] extends never ? never : Arrivals['delivered']) =>
    new ChatSocket(run, { userId: 2, token: 'x' } as never, {
      onMessage,
      onDown: () => {},
      onBack: () => {},
      onRateLimited: () => void limited++,
    })
  const receiver = socket((seen, at) => arrivals.delivered(seen, at))
  const sender = socket((seen, at) => arrivals.echoed(seen, at))
  // It is subscribed, by the answer to its ping.
  for (const one of [receiver, sender]) one.message(Buffer.from('{"type":"pong"}'), 3)
  return { book, counts, settled, receiver, sender, limits: () => limited }
}

test('whatever comes, messages arrive once at most, and the next frame is heard', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 5 }), async (frames) => {
      const { book, counts, settled, receiver, sender, limits } = listening()
      await bounded(() => {
        for (const data of frames) {
          receiver.message(data, 10)
          sender.message(data, 10)
        }
      })
      expect(new Set(settled).size).toBe(settled.length)
      expect(book.records).toHaveLength(3)
      expect(counts.duplicated).toBeLessThan(frames.length)
      expect(limits()).toBeLessThanOrEqual(frames.length * 2)
      for (const kind of counts.errors.keys()) expect(kind).toMatch(/^\w[\w.-]{0,39}$/)
      const { receivedAt } = book.records[2] ?? {}
      receiver.message(Buffer.from(JSON.stringify({ type: 'chat.message.new', text: 'mabc-2 The' })), 20)
      expect(book.records[2]?.receivedAt).toBe(receivedAt ?? 20)
    }),
    fuzz(150),
  )
})
