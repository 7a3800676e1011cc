import { createSecretKey } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { jwtVerify } from 'jose'
import { claimsOf, mintTokens } from '../../../src/connections/identity/index.ts'

const now = () => new Date('2026-01-01T00:00:00.900Z')
const startsAt = Date.parse('2026-01-01T00:00:00Z') / 1000

test('tokens have the claims of SimpleJWT and its signature, in the order of the ids', async () => {
  const secret = 'ключ of Django'
  const identities = await mintTokens({ secret, userIds: [9, 4, 9], lifetimeMs: 60_500, now })
  expect(identities.map(({ userId }) => userId)).toEqual([9, 4, 9])
  const ids = new Set<unknown>()
  for (const { token, userId } of identities) {
    const { payload, protectedHeader } = await jwtVerify(token, createSecretKey(Buffer.from(secret)), {
      currentDate: now(),
    })
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(payload).toEqual({
      token_type: 'access',
      user_id: userId,
      iat: startsAt,
      exp: startsAt + 61,
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    ids.add(payload.jti)
    expect(claimsOf(token)).toEqual({ userId, expiresAt: new Date((startsAt + 61) * 1000) })
  }
  expect(ids.size).toBe(3)
})

test('a secret may be short, but not empty', async () => {
  expect(await mintTokens({ secret: 'x', userIds: [], lifetimeMs: 1 })).toEqual([])
  expect(await mintTokens({ secret: 'x', userIds: [1], lifetimeMs: 1 })).toHaveLength(1)
  await expect(mintTokens({ secret: '', userIds: [1], lifetimeMs: 1 })).rejects.toThrow(
    'The secret that signs tokens is empty.',
  )
})
