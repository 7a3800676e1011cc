import { createHmac, randomUUID } from 'node:crypto'
import type { Fields } from '../conformance/json.ts'

export interface TokenParts {
  header?: Fields
  /** Put over the usual claims; `undefined` takes one away. */
  claims?: Fields
  secret?: string
  /** Instead of the right one. */
  signature?: string
  digest?: 'sha256' | 'sha384' | 'sha512'
}

/** A token made by hand, with the claims of SimpleJWT: no library that would refuse to make a bad one. */
export function makeToken(userId: unknown, secret: string, parts: TokenParts = {}): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    token_type: 'access',
    exp: now + 600,
    iat: now,
    jti: randomUUID().replaceAll('-', ''),
    user_id: userId,
    ...parts.claims,
  }
  return sign(JSON.stringify({ alg: 'HS256', typ: 'JWT', ...parts.header }), JSON.stringify(claims), secret, parts)
}

/** The two texts need be no JSON. */
export function sign(header: string, claims: string, secret: string, parts: TokenParts = {}): string {
  const signed = `${encode(header)}.${encode(claims)}`
  const hmac = createHmac(parts.digest ?? 'sha256', parts.secret ?? secret)
  return `${signed}.${parts.signature ?? hmac.update(signed).digest('base64url')}`
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}
