import { jsonRecord } from '../../values/json-record.ts'

/** What a token says of itself. Nothing is verified: that is the platform's business. */
export interface Claims {
  /** `user_id`, else `sub`, where it is a whole number above 0. */
  readonly userId: number | null
  readonly expiresAt: Date | null
}

/** What a JWT says about itself. Nothing is verified, and nothing thrown: of any other text, nothing is known. */
export function claimsOf(token: string): Claims {
  const claims = payloadOf(token)
  return { userId: userIdOf(claims['user_id'] ?? claims['sub']), expiresAt: dateOf(claims['exp']) }
}

function payloadOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload, signature, ...more] = token.split('.')
  if (payload === undefined || signature === undefined || more.length > 0) return {}
  return jsonRecord(Buffer.from(payload, 'base64url').toString('utf8'))
}

/** Newer versions of SimpleJWT write ids as texts. */
function userIdOf(value: unknown): number | null {
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null
}

function dateOf(seconds: unknown): Date | null {
  if (typeof seconds !== 'number') return null
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? null : date
}
