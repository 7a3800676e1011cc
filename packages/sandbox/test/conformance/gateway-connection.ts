import { describe, expect, test } from '@jest/globals'
import type { Deployment } from './deployment.ts'
import { GatewayClient, UpgradeRefused } from './gateway-client.ts'
import type { Fields } from './json.ts'
import { describeWith } from './needs.ts'

export const errorCodes = [
  'WS_TIMEOUT',
  'WS_INVALID_CHANNEL',
  'WS_FORBIDDEN',
  'WS_UNAUTHORIZED',
  'WS_RATE_LIMITED',
  'WS_MALFORMED_JSON',
  'WS_SERVER_ERROR',
]

/** Opening, keeping and losing a socket. */
export function describeGatewayConnection({ wsUrl, tutor, student, lessonId, timing }: Deployment): void {
  describe('gateway, opening', () => {
    test.each(['/ws/', '/ws'])('%s takes a token', async (path) => {
      const url = wsUrl.replace(/\/$/, path.endsWith('/') ? '/' : '')
      const socket = await GatewayClient.open(`${url}?token=${tutor.token}`)
      await socket.settle()
      await socket.close()
      expect(socket.errors()).toEqual([])
    })

    test('one user may hold several sockets', async () => {
      const sockets = await Promise.all([1, 2, 3].map(() => tutor.connect()))
      await Promise.all(sockets.map((socket) => socket.settle()))
      expect(sockets.map(({ isOpen }) => isOpen)).toEqual([true, true, true])
    })

    test.each([
      ['no token', ''],
      ['an empty token', '?token='],
      ['a token that is none', '?token=not-a-token'],
      ['a token with another signature', `?token=${tutor.token.slice(0, -6)}AAAAAA`],
      ['a token in the wrong parameter', `?jwt=${tutor.token}`],
    ])('%s: closed, or refused with 401 or 403', async (_, query) => {
      const { status, errors } = await refusalOf(`${wsUrl}${query}`)
      expect([null, 401, 403]).toContain(status)
      expect(errors.filter((code) => code !== 'WS_UNAUTHORIZED')).toEqual([])
    })
  })

  describe('gateway, frames', () => {
    test('a ping brings a pong', async () => {
      const socket = await tutor.connect()
      socket.ping()
      const { type } = await socket.event('a pong', (event) => event.type === 'pong')
      expect(type).toBe('pong')
    })

    test('every ping brings one', async () => {
      const socket = await tutor.connect({ pingEveryMs: 0 })
      for (let count = 0; count < 50; count++) socket.ping()
      await socket.settle()
      expect(socket.events().filter(({ type }) => type === 'pong')).toHaveLength(51)
    })

    test.each([
      ['what is no JSON', '{"type":', 'WS_MALFORMED_JSON'],
      ['a word', 'hello', 'WS_MALFORMED_JSON'],
      ['a channel that does not exist', '{"type":"subscribe","channel":"no:such:channel"}', 'WS_INVALID_CHANNEL'],
      ['another user’s chat', `{"type":"subscribe","channel":"chat:user:${student.id}"}`, 'WS_FORBIDDEN'],
    ])('%s: the error is told, and the socket lives on', async (_, text, code) => {
      const socket = await tutor.connect()
      socket.sendText(text)
      expect(await socket.error()).toBe(code)
      await socket.settle()
    })

    test('errors have a detail', async () => {
      const socket = await tutor.connect()
      socket.sendText('{')
      await socket.error()
      expect(JSON.stringify(socket.frames[0])).toMatch(/"detail":"[^"]+/)
    })

    test('subscribing twice is as subscribing once', async () => {
      const channel = `board:lesson:${lessonId}`
      const [reader, writer] = [await student.subscribed(channel, channel), await tutor.subscribed(channel)]
      writer.publish(channel, cursorOf(lessonId, 'twice'))
      await reader.event('the cursor', ({ type }) => type === 'board.cursor.move')
      await reader.settle()
      expect(reader.framesWith('twice')).toHaveLength(1)
    })

    test('errors only of the codes that there are', async () => {
      const socket = await tutor.connect()
      for (const text of ['[]', 'null', '7', '{}', '{"type":"no.such.type"}', '{"type":"subscribe"}'])
        socket.sendText(text)
      await socket.settle()
      expect(socket.errors().filter((code) => !errorCodes.includes(code))).toEqual([])
    })
  })

  describeWith('gateway, silence', timing, ({ pingTimeoutMs }) => {
    const deadlineMs = pingTimeoutMs * 2 + 15_000

    test(
      'is ended by connection.timeout and 4008; pings keep a socket',
      async () => {
        const pinging = await tutor.connect()
        const silent = await tutor.connect({ pingEveryMs: 0 })
        const since = performance.now()
        const { code } = await silent.closing(deadlineMs)
        const lasted = performance.now() - since
        expect(code).toBe(4008)
        expect(JSON.stringify(silent.frames)).toContain('connection.timeout')
        // Not before its time; the clock of the other side may stand a little before ours.
        expect(lasted).toBeGreaterThan(pingTimeoutMs * 0.9)
        await pinging.settle()
        expect(pinging.isOpen).toBe(true)
      },
      deadlineMs + 10_000,
    )
  })
}

function cursorOf(lessonId: unknown, displayName: string): Fields {
  return { type: 'board.cursor.move', lesson_id: lessonId, cursor: { userId: 1, displayName, x: 1, y: 2 } }
}

interface Refusal {
  /** Of the upgrade; `null` where the socket was opened and closed. */
  status: number | null
  /** Of what came before the end. */
  errors: string[]
}

/** @throws where the socket is neither refused nor closed */
async function refusalOf(url: string): Promise<Refusal> {
  try {
    const socket = await GatewayClient.open(url, { pingEveryMs: 0 })
    await socket.closing()
    return { status: null, errors: socket.errors() }
  } catch (error) {
    if (error instanceof UpgradeRefused) return { status: error.status, errors: [] }
    throw error
  }
}
