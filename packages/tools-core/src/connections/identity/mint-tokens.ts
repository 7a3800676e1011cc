import { createSecretKey, randomUUID } from 'node:crypto'
import { UsageError } from '../../errors/errors.ts'
import type { Identity } from './identity.ts'

/** For whom tokens are signed, with which key, and for how long. */
export interface MintOptions {
  /** The platform's HS256 key: `SIGNING_KEY` of SimpleJWT, which is Django's `SECRET_KEY` unless set. */
  readonly secret: string
  readonly userIds: readonly number[]
  /** How long the tokens are good for, from now on. */
  readonly lifetimeMs: number
  /** The machine's clock if left out. */
  readonly now?: () => Date
}

/**
 * Makes access tokens with the claims of SimpleJWT, without asking the platform, in the order of the ids.
 * @throws {UsageError} if there is no secret
 */
export async function mintTokens(options: MintOptions): Promise<readonly Identity[]> {
  const { secret, userIds, lifetimeMs, now = () => new Date() } = options
  if (secret === '') {
    throw new UsageError('The secret that signs tokens is empty.', { hint: 'Give the SECRET_KEY of the platform.' })
  }
  const { SignJWT } = await import('jose')
  const key = createSecretKey(Buffer.from(secret, 'utf8'))
  const issuedAt = Math.floor(now().getTime() / 1000)
  const mint = async (userId: number): Promise<Identity> => {
    const token = await new SignJWT({ token_type: 'access', user_id: userId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + Math.ceil(lifetimeMs / 1000))
      .setJti(randomUUID().replaceAll('-', ''))
      .sign(key)
    return { token, userId }
  }
  return await Promise.all(userIds.map(mint))
}
