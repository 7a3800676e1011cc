import { describe, expect, test } from '@jest/globals'
import { GatewayClient, UpgradeRefused } from '../conformance/gateway-client.ts'
import type { Fields } from '../conformance/json.ts'
import { refused } from '../conformance/shapes.ts'
import { harmless, jwtSecret as secret, type Bed } from './bed.ts'
import { makeToken, sign } from './handmade-token.ts'
import { RawConnection } from './raw-connection.ts'

export function describeBadTokens(bed: Bed): void {
  const { anonymous, sandbox, tutor, rows } = bed
  const make = (parts: Parameters<typeof makeToken>[2]): string => makeToken(tutor.userId, secret, parts)
  const claims = (fields: Fields): string => make({ claims: fields })
  const past = Math.floor(Date.now() / 1000) - 5

  const badTokens: [string, string][] = [
    ...['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg): [string, string][] => [
      [`alg "${alg}" without a signature`, make({ header: { alg }, signature: '' })],
      [`alg "${alg}" with the signature of HS256`, make({ header: { alg } })],
    ]),
    ['no alg', make({ header: { alg: undefined } })],
    ['HS256 without a signature', make({ signature: '' })],
    ['another key', make({ secret: 'another-secret' })],
    ['an empty key', make({ secret: '' })],
    ['HS512 by the right key', make({ header: { alg: 'HS512' }, digest: 'sha512' })],
    ['HS384 by the right key', make({ header: { alg: 'HS384' }, digest: 'sha384' })],
    ['RS256 with an HMAC', make({ header: { alg: 'RS256' } })],
    ['a key id that is a file', make({ header: { kid: '../../../../dev/null' }, secret: '' })],
    ['a key id that is SQL', make({ header: { kid: "x' UNION SELECT 'key" }, secret: 'key' })],
    ['a key of its own in the header', make({ header: { jwk: { kty: 'oct', k: 'a2V5' } }, secret: 'key' })],
    ['a critical extension', make({ header: { crit: ['exp2'], exp2: 1 } })],
    ['another signature', make({ signature: Buffer.alloc(32).toString('base64url') })],
    ['half a signature', make({}).slice(0, -20)],
    ['one more part', `${make({})}.AAAA`],
    ['a space within', make({}).replace('.', ' .')],
    ['expired', claims({ exp: past })],
    ['expired long ago', claims({ exp: 1 })],
    ['no expiry', claims({ exp: undefined })],
    ['an expiry that is a text', claims({ exp: 'never' })],
    ['an expiry that is null', claims({ exp: null })],
    ['not valid yet', claims({ nbf: past + 3600 })],
    ['a refresh token', claims({ token_type: 'refresh' })],
    ['an invitation', claims({ token_type: 'invite' })],
    ['a type that is none', claims({ token_type: 'admin' })],
    ['no type', claims({ token_type: undefined })],
    ...[2_000_000_000, '2 OR 1=1', '2; DROP TABLE users_user', -1, 0, 2.5, null, '', {}, 1e30, 'NaN', '0x02x'].map(
      (userId): [string, string] => [`the user ${JSON.stringify(userId)}`, makeToken(userId, secret)],
    ),
    ['no user', claims({ user_id: undefined })],
    ['claims that are no JSON', sign('{"alg":"HS256"}', '{"user_id":2', secret)],
    ['claims that are a list', sign('{"alg":"HS256"}', '[2]', secret)],
    ['a header that is no JSON', sign('{"alg"', '{"user_id":2}', secret)],
    ['dots alone', '..'],
    ['a word', 'undefined'],
    ['6 KB of nothing', 'A'.repeat(6000)],
  ]

  describe('bad tokens', () => {
    test('a good one made in the same way opens the door', async () => {
      const api = anonymous.as(make({}))
      expect(await api.get('/users/me/')).toMatchObject({ status: 200, body: { email: tutor.account.email } })
      const socket = await GatewayClient.open(`${sandbox.wsUrl}?token=${make({})}`)
      await socket.settle()
      await socket.close()
    })

    test.each(badTokens)('%s: 401 by REST, no socket', async (_, token) => {
      const answer = await anonymous.as(token).get('/users/me/')
      expect(answer).toEqual(harmless())
      expect(answer).toEqual(refused(401))
      expect(await isLetIn(`${sandbox.wsUrl}?token=${encodeURIComponent(token)}`)).toBe(false)
    })

    test('of a user who was locked out, or is gone', async () => {
      const id = await rows.addUser('student')
      const token = makeToken(Number(id), secret)
      expect(await anonymous.as(token).get('/users/me/')).toMatchObject({ status: 200 })
      await rows.query('UPDATE users_user SET is_active = false WHERE id = $1', [id])
      expect(await anonymous.as(token).get('/users/me/')).toEqual(refused(401, 403))
      expect(await isLetIn(`${sandbox.wsUrl}?token=${token}`)).toBe(false)
      await rows.query('DELETE FROM users_user WHERE id = $1', [id])
      expect(await anonymous.as(token).get('/users/me/')).toEqual(refused(401))
      expect(await isLetIn(`${sandbox.wsUrl}?token=${token}`)).toBe(false)
    })

    test.each([
      ['no scheme', tutor.token],
      ['another scheme', `Token ${tutor.token}`],
      ['a password', `Basic ${Buffer.from('tutor@m4sh.test:tutor-password').toString('base64')}`],
      ['a scheme alone', 'Bearer'],
      ['two tokens', `Bearer ${tutor.token} ${tutor.token}`],
      ['two in a list', `Bearer ${tutor.token}, Bearer ${tutor.token}`],
    ])('an Authorization of %s: 401', async (_, authorization) => {
      expect(await anonymous.get('/users/me/', { headers: { authorization } })).toEqual(refused(401))
    })

    test('a token in the query of REST opens nothing', async () => {
      expect(await anonymous.get(`/users/me/?token=${tutor.token}`)).toEqual(refused(401))
    })

    test('20 KB of it: 431', async () => {
      const connection = await RawConnection.open(sandbox.baseUrl)
      connection.write(`GET /api/users/me/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'A'.repeat(20_000)}\r\n\r\n`)
      await connection.untilEnd()
      expect(connection.statuses).toEqual([431])
    })
  })
}

/** @throws where the socket is neither let in nor turned away */
async function isLetIn(url: string): Promise<boolean> {
  try {
    const socket = await GatewayClient.open(url, { pingEveryMs: 0 })
    socket.ping()
    await socket.waitFor('a pong or the end', () =>
      socket.isOpen && socket.framesWith('pong').length === 0 ? null : true,
    )
    const isIn = socket.framesWith('pong').length > 0
    if (isIn) await socket.close()
    return isIn
  } catch (error) {
    if (error instanceof UpgradeRefused) return ![400, 401, 403].includes(error.status)
    // Closed while the wait was on.
    if (error instanceof Error && error.message.includes('closed with')) return false
    throw error
  }
}
