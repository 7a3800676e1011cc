import { describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import { errorCodes } from '../conformance/gateway-connection.ts'
import type { Fields } from '../conformance/json.ts'
import { newStrokeId, strokeOf } from '../conformance/strokes.ts'
import type { Bed } from './bed.ts'
import { RawConnection } from './raw-connection.ts'
import { closeCodeIn, opcodes, rawFrame, type FrameParts } from './raw-frame.ts'

const megabyte = 1024 * 1024

const notJson = [
  '',
  ' ',
  '{',
  'hello',
  '{"type":"ping"',
  "{'type':'ping'}",
  '{"type":"ping"}}',
  'undefined',
  '\u0000',
  '\ufeff{"type":"ping"}',
  '[',
  '"',
]

const notAnEvent = [
  'null',
  'true',
  '7',
  '"ping"',
  '[]',
  '[{"type":"ping"}]',
  '{}',
  '{"type":null}',
  '{"type":5}',
  '{"type":{"type":"ping"}}',
  '{"type":"no.such.type"}',
  '{"type":"__proto__"}',
  '{"type":"constructor"}',
  '{"type":"toString"}',
  '{"type":"subscribe"}',
  '{"type":"subscribe","channel":null}',
  '{"type":"subscribe","channel":5}',
  '{"type":"subscribe","channel":["board:lesson:1"]}',
  '{"type":"subscribe","channel":{"toString":"board:lesson:1"}}',
  '{"type":"unsubscribe"}',
  '{"channel":"board:lesson:1"}',
  '{"channel":"board:lesson:1","type":null}',
  '{"__proto__":{"type":"ping"}}',
  `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  `{"a":`.repeat(50_000),
]

const tooLarge = ' '.repeat(10 * megabyte)

/** What breaks RFC 6455, and the close codes that it names for it. */
const broken: [string, string | Uint8Array, FrameParts, number[]][] = [
  ['an unmasked frame', '{"type":"ping"}', { isMasked: false }, [1002]],
  ['a reserved bit', '{"type":"ping"}', { reserved: 1 }, [1002]],
  ['a compressed frame that nobody agreed on', '{"type":"ping"}', { reserved: 4 }, [1002]],
  ['an opcode that is none', 'x', { opcode: 3 }, [1002]],
  ['a control opcode that is none', 'x', { opcode: 11 }, [1002]],
  ['a ping of 126 bytes', 'x'.repeat(126), { opcode: opcodes.ping }, [1002]],
  ['a ping in pieces', 'x', { opcode: opcodes.ping, isFinal: false }, [1002]],
  ['a continuation of nothing', 'x', { opcode: opcodes.continuation }, [1002]],
  ['a close code that is none', Buffer.from([0x00, 0x01]), { opcode: opcodes.close }, [1002]],
  ['a close code that only programs use', Buffer.from([0x03, 0xed]), { opcode: opcodes.close }, [1002]],
  ['half a close code', 'x', { opcode: opcodes.close }, [1002]],
  ['a text that is no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0xc0, 0x22]), {}, [1007]],
  ['a length of 2^63', '', { claimedLength: 2n ** 63n }, [1002, 1009]],
  ['a length of 2^53', '', { claimedLength: 2n ** 53n }, [1002, 1009]],
  ['the announcement of 10 MB', 'x', { claimedLength: 10 * megabyte }, [1009]],
]

export function describeBadFrames(bed: Bed): void {
  const { sandbox, tutor, lessonId } = bed
  const channel = `board:lesson:${lessonId}`
  const gatewayUrl = (): string => `${sandbox.wsUrl}?token=${tutor.token}`

  describe('frames that are no JSON: WS_MALFORMED_JSON, and the socket lives on', () => {
    test.each(notJson)('%j', async (text) => {
      const socket = await tutor.connect()
      socket.sendText(text)
      expect(await socket.error()).toBe('WS_MALFORMED_JSON')
      await socket.settle()
      expect(socket.errors()).toHaveLength(1)
    })
  })

  describe('frames that are no event: an error, and the socket lives on', () => {
    test.each(notAnEvent.map((text) => [text.slice(0, 60), text] as const))('%s', async (_, text) => {
      const socket = await tutor.connect()
      socket.sendText(text)
      expect(errorCodes).toContain(await socket.error())
      await socket.settle()
      expect(socket.errors()).toHaveLength(1)
    })
  })

  describe('board events with something missing or odd: never a failure, never forwarded as they are not', () => {
    const odd: Fields[] = [
      { type: 'board.patch' },
      { type: 'board.patch', stroke: null },
      { type: 'board.patch', stroke: 'x' },
      { type: 'board.patch', stroke: [] },
      { type: 'board.patch', stroke: {} },
      { type: 'board.patch', stroke: { id: null } },
      { type: 'board.patch', stroke: { id: {} } },
      { type: 'board.patch', stroke: { id: '' } },
      { type: 'board.stroke.remove' },
      { type: 'board.stroke.remove', stroke_id: {} },
      { type: 'board.cursor.move' },
      { type: 'board.cursor.move', cursor: 'here' },
      { type: 'board.no.such.event' },
    ]

    test.each(odd)('%j', async (event) => {
      const socket = await tutor.subscribed(channel)
      socket.publish(channel, { lesson_id: lessonId, ...event })
      await socket.settle()
      expect(socket.errors().filter((code) => !errorCodes.includes(code) || code === 'WS_SERVER_ERROR')).toEqual([])
    })

    test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
      'a stroke with the id %s is one like others',
      async (id) => {
        const [painter, other] = [await tutor.subscribed(channel), await bed.student.subscribed(channel)]
        painter.publish(channel, { type: 'board.patch', lesson_id: lessonId, stroke: strokeOf(id) })
        await other.event('the stroke', ({ type }) => type === 'board.patch')
        other.publish(channel, { type: 'board.snapshot.request', lesson_id: lessonId })
        await other.waitFor('the snapshot', () =>
          other.framesWith('board.snapshot.send').find((frame) => JSON.stringify(frame).includes(`"id":"${id}"`)),
        )
        painter.publish(channel, { type: 'board.stroke.remove', lesson_id: lessonId, stroke_id: id })
        await other.event('the removal', ({ type }) => type === 'board.stroke.remove')
        expect(({} as Fields)['tool']).toBeUndefined()
      },
    )
  })

  describe('frames of 10 MB: closed with 1009', () => {
    test('of text', async () => {
      const socket = await tutor.connect()
      socket.sendText(tooLarge)
      expect(await socket.closing()).toMatchObject({ code: 1009 })
    })

    test('of bytes', async () => {
      const socket = await tutor.connect()
      socket.sendText(Buffer.from(tooLarge), { binary: true })
      expect(await socket.closing()).toMatchObject({ code: 1009 })
    })

    test('of a stroke', async () => {
      const socket = await tutor.subscribed(channel)
      const stroke = strokeOf('large', { points: 'x'.repeat(10 * megabyte) })
      socket.publish(channel, { type: 'board.patch', lesson_id: lessonId, stroke })
      expect(await socket.closing()).toMatchObject({ code: 1009 })
    })

    test('in a hundred pieces', async () => {
      const connection = await RawConnection.openGateway(gatewayUrl())
      const piece = ' '.repeat(megabyte / 10)
      for (let count = 0; count < 100 && !connection.isEnded; count++) {
        const opcode = count === 0 ? opcodes.text : opcodes.continuation
        await connection.writeAll(rawFrame(piece, { opcode, isFinal: count === 99 }))
      }
      await connection.untilEnd()
      expect(closeCodeIn(connection.received)).toBe(1009)
    })

    test('packed small', async () => {
      const socket = new WebSocket(gatewayUrl(), { perMessageDeflate: { threshold: 0 } })
      socket.on('error', () => undefined)
      const code = await new Promise<number>((resolve) => {
        socket.on('open', () => socket.send(tooLarge))
        socket.on('close', resolve)
      })
      expect(code).toBe(1009)
    })
  })

  describe('frames that break the protocol: closed with a code', () => {
    test.each(broken)('%s', async (_, payload, parts, codes) => {
      const connection = await RawConnection.openGateway(gatewayUrl())
      connection.write(rawFrame(payload, parts))
      await connection.untilEnd()
      expect(codes).toContain(closeCodeIn(connection.received))
      connection.destroy()
    })

    test('a text within the pieces of another', async () => {
      const connection = await RawConnection.openGateway(gatewayUrl())
      connection.write(Buffer.concat([rawFrame('{"type":', { isFinal: false }), rawFrame('{"type":"ping"}')]))
      await connection.untilEnd()
      expect(closeCodeIn(connection.received)).toBe(1002)
    })

    test('a million empty pieces: cut off, or borne', async () => {
      const connection = await RawConnection.openGateway(gatewayUrl())
      connection.write(rawFrame('', { isFinal: false }))
      const pieces = Buffer.concat(
        Array.from({ length: 10_000 }, () => rawFrame('', { opcode: opcodes.continuation, isFinal: false })),
      )
      for (let count = 0; count < 100 && !connection.isEnded; count++) await connection.writeAll(pieces)
      connection.destroy()
      expect([null, 1002, 1008, 1009]).toContain(closeCodeIn(connection.received))
    })

    test('a stroke and a close in one piece: the stroke is drawn, and the close answered', async () => {
      const other = await bed.student.subscribed(channel)
      const connection = await RawConnection.openGateway(gatewayUrl())
      const id = newStrokeId()
      const patch = JSON.stringify({ channel, type: 'board.patch', lesson_id: lessonId, stroke: strokeOf(id) })
      const subscribe = JSON.stringify({ type: 'subscribe', channel })
      const close = rawFrame(Buffer.from([0x03, 0xe8]), { opcode: opcodes.close })
      connection.write(Buffer.concat([rawFrame(subscribe), rawFrame(patch), close]))
      await connection.untilEnd()
      expect(closeCodeIn(connection.received)).toBe(1000)
      await other.waitFor('the stroke', () => other.framesWith(id)[0])
    })
  })

  test('binary frames: an error, or closed with 1003', async () => {
    const socket = await tutor.connect()
    socket.sendText(Buffer.from('{"type":"subscribe","channel":"status:users"}'), { binary: true })
    await socket
      .waitFor('an error or the end', () => (socket.errors().length > 0 || !socket.isOpen ? true : null))
      .catch(() => undefined)
    if (socket.isOpen) await socket.settle()
    const code = socket.isOpen ? 1003 : (await socket.closed).code
    expect([1003, 1007, 1008]).toContain(code)
  })
}
