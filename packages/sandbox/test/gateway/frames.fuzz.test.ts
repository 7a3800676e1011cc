import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bounded, fuzz, hostileJson, jsonText, mutatedJson, mutatedText } from '@m4sh/tools-core/testing/fuzz'
import * as fc from 'fast-check'
import { readBoardEvent } from '../../src/gateway/board-events.ts'
import { readChatEvent } from '../../src/gateway/chat-events.ts'
import { parseChannel } from '../../src/gateway/channel.ts'
import { parseClientFrame } from '../../src/gateway/client-frame.ts'
import { ProtocolError } from '../../src/gateway/protocol-error.ts'
import { encodeTextFrame } from '../../src/gateway/text-frame.ts'
import { type Bed, expectHealthy, openBed } from '../bad-input/bed.ts'
import type { GatewayClient } from '../conformance/gateway-client.ts'
import { errorCodes } from '../conformance/gateway-connection.ts'
import { isRecord } from '../conformance/json.ts'
import { strokeOf } from '../conformance/strokes.ts'

/** What a browser sends about one lesson. */
const framesAbout = (lesson: number): readonly object[] => {
  const channel = `board:lesson:${lesson}`
  return [
    { type: 'ping', timestamp: 1 },
    { type: 'subscribe', channel },
    { type: 'subscribe', channel: 'chat' },
    { channel, type: 'board.patch', lesson_id: lesson, stroke: strokeOf('fuzzed') },
    { channel, type: 'board.cursor.move', lesson_id: lesson, cursor: { userId: 1, displayName: 'A', x: 0.5, y: -1 } },
    { channel, type: 'board.stroke.remove', lesson_id: lesson, stroke_id: 'fuzzed' },
    { channel: 'board', type: 'board.snapshot.request', lesson_id: String(lesson) },
    { channel, type: 'board.reset', lesson_id: lesson },
    { channel: 'chat', type: 'chat.typing', lesson_id: lesson },
    { channel: 'chat', type: 'chat.read', message_id: 7 },
    { type: 'unsubscribe', channel: 'chat' },
  ]
}
const signs =
  '{|}|[|]|"|,|:|1e999|-0|\\ud800|\\u0000|\u0000|"toString":1,|"__proto__":{},|board:lesson:|[[[[|]]]]'.split('|')

function textsAbout(lesson: number): fc.Arbitrary<string> {
  const frame = fc.constantFrom(...framesAbout(lesson))
  return fc.oneof(
    { weight: 4, arbitrary: frame.chain((one) => mutatedJson(one)).map(jsonText) },
    { weight: 2, arbitrary: frame.chain((one) => mutatedText(jsonText(one), signs)) },
    { weight: 1, arbitrary: hostileJson.map(jsonText) },
    { weight: 1, arbitrary: frame.map(jsonText) },
  )
}

/** What is forwarded of a frame; `null` where it is refused as the protocol refuses. */
function read(data: Buffer, isBinary: boolean, keepsUnlisted: boolean): string | null {
  try {
    const frame = parseClientFrame(data, isBinary)
    parseChannel(typeof frame['channel'] === 'string' ? frame['channel'] : '')
    if (frame.type.startsWith('board.')) return readBoardEvent(frame, 5, keepsUnlisted).json
    return JSON.stringify(readChatEvent(frame, 1, keepsUnlisted).event)
  } catch (error) {
    const isRefusal = error instanceof ProtocolError && errorCodes.includes(error.code) && error.message.length < 300
    if (!isRefusal) throw error
    return null
  }
}

/** Whatever is said to others can be said again: no number became null, nothing was dropped on the way. */
function isWhole(value: unknown): boolean {
  return isRecord(value) && JSON.stringify(value).length > 2 && !JSON.stringify(value).includes('\\u0000')
}

let asked = 1e9

/** All that was sent before has been heard. */
async function heard(socket: GatewayClient): Promise<void> {
  const timestamp = ++asked
  socket.send({ type: 'ping', timestamp })
  await socket.waitFor('a pong', () => socket.frames.find((frame) => frame['timestamp'] === timestamp))
}

test('a frame is read or refused, and what is forwarded of it is JSON', () => {
  const frame = fc.oneof(
    { weight: 9, arbitrary: textsAbout(5).map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)) },
  )
  fc.assert(
    fc.property(frame, fc.boolean(), fc.boolean(), (data, isBinary, keepsUnlisted) => {
      const json = read(data, isBinary && data.length % 2 === 0, keepsUnlisted)
      const forwarded: unknown = JSON.parse(json ?? '{"type":"x"}')
      expect(isWhole(forwarded)).toBe(true)
      const encoded = encodeTextFrame(json ?? '')
      expect(encoded.subarray(encoded.length - Buffer.byteLength(json ?? '')).toString()).toBe(json ?? '')
    }),
    fuzz(500),
  )
})

describe('a platform', () => {
  let bed: Bed
  beforeAll(async () => {
    bed = await openBed()
  })
  afterAll(() => bed.stop())

  test('answers whatever is said to it with the errors that it documents, tells others whole events, and lives on', async () => {
    const { tutor, student, admin, lessonId } = bed
    const channel = `board:lesson:${lessonId}`
    const other = await student.subscribed(channel)
    const [one, service] = [await tutor.connect(), await admin.connect()]
    await fc.assert(
      fc.asyncProperty(
        fc.array(textsAbout(lessonId), { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        async (texts, isAdmin) => {
          const socket = isAdmin ? service : one
          socket.frames.length = 0
          other.frames.length = 0
          await bounded(async () => {
            for (const text of texts) socket.sendText(text)
            // Those that are asked may have sent pings of their own.
            await heard(socket)
            await heard(other)
          })
          for (const code of socket.errors())
            expect(errorCodes.filter((known) => known !== 'WS_SERVER_ERROR')).toContain(code)
          expect(socket.errors().length).toBeLessThanOrEqual(texts.length)
          for (const frame of other.frames) expect(isWhole(frame)).toBe(true)
        },
      ),
      fuzz(60),
    )
    await expectHealthy(bed)
  })
})
