import { describe, expect, test } from '@jest/globals'
import { readGatewayFrame } from '../../../src/connections/websocket/index.ts'

const channel = 'board:lesson:7'
const stroke = { id: 's1', points: [1, 2] }

describe('an event', () => {
  test('in an envelope, beside its channel, and with a payload', () => {
    const event = { kind: 'event', channel, type: 'board.patch' }
    const inside = { type: 'board.patch', lesson_id: 7, stroke }
    expect(readGatewayFrame({ channel, payload: inside })).toEqual({ ...event, fields: inside })
    const beside = { channel, ...inside }
    expect(readGatewayFrame(beside)).toEqual({ ...event, fields: beside })
    const carried = { lesson_id: 7, stroke }
    expect(readGatewayFrame({ channel, type: 'board.patch', payload: carried })).toEqual({ ...event, fields: carried })
  })

  test('in both envelopes at once, as chat messages may come', () => {
    const message = { id: 1, text: 'hi', created_at: '2026-01-01T00:00:00Z' }
    const frame = { channel: 'chat:user:1', payload: { type: 'chat.message.new', payload: message } }
    expect(readGatewayFrame(frame)).toEqual({
      kind: 'event',
      channel: 'chat:user:1',
      type: 'chat.message.new',
      fields: message,
    })
  })

  test('is not copied', () => {
    const payload = { type: 'board.patch', stroke }
    const beside = { channel, type: 'board.patch', stroke }
    const [inside, direct] = [readGatewayFrame({ channel, payload }), readGatewayFrame(beside)]
    expect(inside.kind === 'event' && inside.fields === payload).toBe(true)
    expect(direct.kind === 'event' && direct.fields === beside).toBe(true)
  })

  test('without a channel', () => {
    const frame = { type: 'connection.timeout' }
    expect(readGatewayFrame(frame)).toEqual({ kind: 'event', channel: null, type: 'connection.timeout', fields: frame })
  })

  const notification = { id: 'n1', payload: { title: 'Hello' }, created_at: '2026-01-01T00:00:00Z', read_at: null }

  test.each([
    ['', { channel: 'n', payload: notification }],
    ['lesson.created', { channel: 'n', payload: { ...notification, type: 'lesson.created' } }],
    ['notification.new', { channel: 'n', type: 'notification.new', payload: notification }],
    ['notification.new', { channel: 'n', payload: { type: 'notification.new', payload: notification } }],
    ['lesson.created', { channel: 'n', type: 'lesson.created', ...notification }],
    ['', { channel: 'n', ...notification }],
  ])('that is a notification keeps its id and its own payload: type %j', (type, frame) => {
    const read = readGatewayFrame(frame)
    expect(read).toMatchObject({ kind: 'event', channel: 'n', type })
    expect(read.kind === 'event' && read.fields).toMatchObject({ id: 'n1', payload: { title: 'Hello' } })
  })

  test('of two types, that of the frame counts', () => {
    const frame = { channel, type: 'outer', payload: { type: 'inner' } }
    expect(readGatewayFrame(frame)).toEqual({ kind: 'event', channel, type: 'outer', fields: { type: 'inner' } })
  })
})

test.each([
  { type: 'error', code: 'WS_FORBIDDEN', detail: 'no' },
  { type: 'error', error: { code: 'WS_FORBIDDEN', detail: 'no' } },
  { type: 'error', payload: { code: 'WS_FORBIDDEN', detail: 'no' } },
  { error: { code: 'WS_FORBIDDEN', detail: 'no' } },
  { channel, payload: { type: 'error', code: 'WS_FORBIDDEN', detail: 'no' } },
  { channel, payload: { type: 'error', error: { code: 'WS_FORBIDDEN', detail: ['no'] } } },
])('an error: %j', (frame) => {
  expect(readGatewayFrame(frame)).toEqual({ kind: 'error', code: 'WS_FORBIDDEN', detail: 'no' })
})

test.each([
  [{ type: 'error' }, '', ''],
  [{ type: 'error', code: 4403, detail: { deep: true } }, '4403', ''],
  [{ type: 'error', error: 'broken' }, '', ''],
])('an error that says little: %j', (frame, code, detail) => {
  expect(readGatewayFrame(frame)).toEqual({ kind: 'error', code, detail })
})

test.each([{ type: 'pong', timestamp: 1 }, { type: 'pong' }, { channel: null, payload: { type: 'pong' } }])(
  'a pong: %j',
  (frame) => {
    expect(readGatewayFrame(frame)).toEqual({ kind: 'pong' })
  },
)

test.each([
  undefined,
  null,
  0,
  '',
  'pong',
  [],
  [{ type: 'pong' }],
  {},
  { type: 7 },
  { payload: null },
  { payload: { stroke } },
  { ok: true },
])('anything else: %j', (value) => {
  expect(readGatewayFrame(value)).toEqual({ kind: 'other' })
})

test('names that every object has are no fields', () => {
  expect(readGatewayFrame(JSON.parse('{"__proto__": {"type": "pong"}}'))).toEqual({ kind: 'other' })
})
