import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { type GatewayFrame, gatewayUrl, readGatewayFrame } from '../../../src/connections/websocket/index.ts'
import { causeOfCode, causeOfStatus } from '../../../src/connections/websocket/socket-end.ts'
import { isPrivateTarget } from '../../../src/connections/websocket/private-target.ts'
import {
  fuzz,
  hostileText,
  jsonOf,
  jsonText,
  mutatedJson,
  mutatedText,
  outcomeOf,
} from '../../../src/testing/fuzz/index.ts'

const words = 'channel type payload error code detail id created_at pong board.patch fields WS_FORBIDDEN'.split(' ')
const frames = [
  { channel: 'board:lesson:7', payload: { type: 'board.patch', lesson_id: 7, stroke: { id: 's1', points: [1, 2] } } },
  { channel: 'c', type: 'chat.message.new', payload: { id: 1, text: 'hi', created_at: '2026-01-01T00:00:00Z' } },
  { channel: 'n', payload: { type: 'x', id: 'n1', payload: { title: 'Hello' }, created_at: '2026-01-01T00:00:00Z' } },
  { type: 'error', error: { code: 'WS_FORBIDDEN', detail: ['no', 1] } },
  { type: 'pong', timestamp: 1 },
]
const values = fc.oneof(
  fc.constantFrom(...frames).chain((frame) => mutatedJson(frame)),
  jsonOf(words),
  fc.anything({ withNullPrototype: true, withDate: true, withMap: true }),
)

/** Whether it is one of the four kinds, with fields of the kinds that they promise. */
function isFrame(frame: GatewayFrame): boolean {
  if (frame.kind === 'error') return typeof frame.code === 'string' && typeof frame.detail === 'string'
  if (frame.kind !== 'event') return frame.kind === 'pong' || frame.kind === 'other'
  const hasChannel = frame.channel === null || typeof frame.channel === 'string'
  return hasChannel && typeof frame.type === 'string' && typeof frame.fields === 'object'
}

test('whatever a frame is, it is read as one of four kinds', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(isFrame(readGatewayFrame(value))).toBe(true)
    }),
    fuzz(100),
  )
})

test('an event is the same in every envelope', () => {
  const fields = fc.dictionary(
    hostileText.filter((key) => !words.includes(key)),
    jsonOf([]),
    { maxKeys: 4, noNullPrototype: true },
  )
  const type = hostileText.filter((text) => !['', 'pong', 'error'].includes(text))
  fc.assert(
    fc.property(fields, type, hostileText, (own, name, channel) => {
      const event = { type: name, ...own }
      const wrapped: unknown[] = [
        { channel, ...event },
        { channel, payload: event },
        { channel, type: name, payload: own },
        JSON.parse(jsonText({ channel, payload: event })),
      ]
      for (const value of wrapped) {
        const frame = readGatewayFrame(value)
        expect(frame).toMatchObject({ kind: 'event', channel, type: name })
        const read = frame.kind === 'event' ? Object.entries(frame.fields) : []
        expect(Object.fromEntries(read.filter(([key]) => key !== 'channel' && key !== 'type'))).toEqual(own)
      }
    }),
    fuzz(100),
  )
})

describe('addresses of a gateway', () => {
  const sample = fc.constantFrom(
    'ws://localhost:8000/ws/?a=b',
    'http://h.example/api',
    'https://[::1]:1/x/',
    'wss://0x7f.1/',
  )
  const signs = 'ws:// http:// @ : / ? # [ ] %zz .. 99999 127.1 ::1 localhost . ٣'.split(' ')
  const urls = fc.oneof(
    sample.chain((url) => mutatedText(url, signs, 3)),
    hostileText,
  )

  test('are read, or refused', () => {
    fc.assert(
      fc.property(urls, (url) => {
        const outcome = outcomeOf(() => gatewayUrl(url))
        expect(outcome.refusal?.exitCode ?? 2).toBe(2)
        const made = outcome.refusal === null ? outcome.value : 'ws://h/ws/'
        expect(made).toMatch(/^wss?:\/\/[^/]+\/(?:[^?#]*\/)?ws\/$/)
        expect(outcomeOf(() => gatewayUrl('http://h', url)).refusal?.exitCode ?? 2).toBe(2)
        expect(typeof isPrivateTarget(url)).toBe('boolean')
      }),
      fuzz(150),
    )
  })
})

test('however a socket ends, it is told in words', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 70_000 }), hostileText, (code, reason) => {
      for (const { kind, says } of [causeOfCode(code, reason), causeOfStatus(code, reason)]) {
        expect(kind).toMatch(/^[a-z]/)
        expect(says).toMatch(/\w/)
      }
    }),
    fuzz(100),
  )
})
