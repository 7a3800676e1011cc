import { describe, expect, test } from '@jest/globals'
import type { Bed } from './bed.ts'
import { head } from './bodies.ts'
import { RawConnection } from './raw-connection.ts'

export function describeRawHttp(bed: Bed): void {
  const { sandbox, tutor } = bed
  const hidden = `GET /api/users/me/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tutor.token}\r\n\r\n`
  const length = hidden.length
  /** Headers of a POST that hides a request in its body. */
  const smuggling: [string, string[], string][] = [
    ['two lengths', ['Content-Length: 0', `Content-Length: ${length}`], hidden],
    ['two lengths in one', [`Content-Length: 0, ${length}`], hidden],
    ['a length and chunks', [`Content-Length: ${length + 5}`, 'Transfer-Encoding: chunked'], `0\r\n\r\n${hidden}`],
    ['chunks and a length', ['Transfer-Encoding: chunked', `Content-Length: 5`], `0\r\n\r\n${hidden}`],
    ['chunks that are not last', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${hidden}`],
    ['another coding', ['Transfer-Encoding: xchunked', 'Content-Length: 0'], hidden],
    ['chunks twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], `0\r\n\r\n${hidden}`],
    ['a tab in the coding', ['Transfer-Encoding:\tchunked', 'Content-Length: 0'], `0\r\n\r\n${hidden}`],
    ['a space before the colon', ['Content-Length : 0'], hidden],
    ['a signed length', ['Content-Length: +0'], hidden],
    ['a negative length', ['Content-Length: -1'], hidden],
    ['a hexadecimal length', ['Content-Length: 0x0'], hidden],
    ['a length beyond 64 bits', ['Content-Length: 18446744073709551616'], hidden],
    ['a folded header', ['X-Folded: a', ' Content-Length: 0'], hidden],
    ['a lonely line feed', [`X-Bare: a\nContent-Length: 0`], hidden],
    ['a lonely carriage return', [`X-Bare: a\rContent-Length: 0`], hidden],
    ['a zero byte', ['X-Zero: a\u0000b', 'Content-Length: 0'], hidden],
    ['a chunk that is too long', ['Transfer-Encoding: chunked'], `fffffffffffffffff\r\n${hidden}`],
    ['a chunk of no size', ['Transfer-Encoding: chunked'], `zz\r\n${hidden}`],
    ['a chunk of a negative size', ['Transfer-Encoding: chunked'], `-1\r\n${hidden}`],
    ['a chunk that does not end where it says', ['Transfer-Encoding: chunked'], `1\r\nabc\r\n0\r\n\r\n${hidden}`],
  ]

  describe('two requests in one: refused, or at least not both done', () => {
    test.each(smuggling)('%s', async (_, headers, body) => {
      const connection = await RawConnection.open(sandbox.baseUrl)
      connection.write(
        `POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers.join('\r\n')}\r\n\r\n${body}`,
      )
      // The end of a well-formed request, should the first have been taken for one.
      connection.write('GET /api/nothing/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
      await connection.untilEnd()
      expect(connection.statuses.length).toBeGreaterThan(0)
      expect(connection.statuses.filter((status) => status < 400)).toEqual([])
      expect(connection.text).not.toContain(tutor.account.email)
      connection.destroy()
    })
  })

  describe('what is no HTTP: refused', () => {
    const bytes = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7919) % 256))
    const hello = Buffer.from('16030100c8010000c40303', 'hex')
    const many = Array.from({ length: 5000 }, (_, index) => `X-${index}: ${index}`).join('\r\n')

    test.each<[string, string | Uint8Array]>([
      ['bytes', bytes],
      ['TLS', hello],
      ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
      ['HTTP/0.9', 'GET /\r\n\r\n'],
      ['a method that is none', 'BREW /api/users/me/ HTTP/1.1\r\nHost: x\r\n\r\n'],
      ['a version that is none', 'GET /api/users/me/ HTTP/9.9\r\nHost: x\r\n\r\n'],
      ['no host', 'GET /api/users/me/ HTTP/1.1\r\n\r\n'],
      ['a space too many', 'GET  /api/users/me/ HTTP/1.1\r\nHost: x\r\n\r\n'],
      ['a path of 100 KB', `GET /api/${'a'.repeat(100_000)}/ HTTP/1.1\r\nHost: x\r\n\r\n`],
      ['5000 headers', `GET /api/users/me/ HTTP/1.1\r\nHost: x\r\n${many}\r\n\r\n`],
      ['CONNECT', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n'],
    ])('%s', async (_, data) => {
      const connection = await RawConnection.open(sandbox.baseUrl)
      connection.write(data)
      await connection.until('a refusal', () => connection.statuses.length > 0 || connection.isEnded)
      expect(connection.statuses.filter((status) => status < 400 || status === 500)).toEqual([])
      connection.destroy()
    })

    test.each(['TRACE', 'PROPFIND', 'QUERY'])('%s does nothing', async (method) => {
      const connection = await RawConnection.open(sandbox.baseUrl)
      connection.write(head(method, '/api/users/me/', tutor.token))
      await connection.untilEnd()
      expect([400, 404, 405, 501]).toContain(connection.statuses[0])
      expect(connection.text).not.toContain(tutor.token)
    })
  })

  describe('upgrades that are none: answered, not left hanging', () => {
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    const path = `/ws/?token=${tutor.token}`

    test.each([
      ['no key', `GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n`],
      ['a key that is too short', `GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade}Sec-WebSocket-Key: c2hvcnQ=\r\n\r\n`],
      ['version 12', `GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade.replace('13', '12')}${key}\r\n`],
      ['a POST', `POST ${path} HTTP/1.1\r\nHost: x\r\n${upgrade}${key}\r\n`],
      ['another path', `GET /api/users/me/ HTTP/1.1\r\nHost: x\r\n${upgrade}${key}\r\n`],
      ['a path that is like it', `GET /wss/?token=${tutor.token} HTTP/1.1\r\nHost: x\r\n${upgrade}${key}\r\n`],
      ['a path below', `GET /ws/more/?token=${tutor.token} HTTP/1.1\r\nHost: x\r\n${upgrade}${key}\r\n`],
      ['another protocol', `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`],
    ])('%s', async (_, request) => {
      const connection = await RawConnection.open(sandbox.baseUrl)
      connection.write(request)
      await connection.until('an answer', () => connection.statuses.length > 0)
      expect(connection.statuses[0]).toBeGreaterThanOrEqual(400)
      expect(connection.statuses[0]).toBeLessThan(500)
      connection.destroy()
    })

    test('none at all', async () => {
      const response = await fetch(`${sandbox.baseUrl}/ws/?token=${tutor.token}`)
      await response.text()
      expect([400, 404, 426]).toContain(response.status)
    })
  })
}
