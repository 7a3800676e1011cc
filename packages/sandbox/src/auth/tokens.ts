import { createSecretKey, randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'

/** What a token is for: a refresh token opens no door but `/auth/refresh/`. */
export type TokenType = 'access' | 'refresh' | 'invite'

export interface TokenSettings {
  /** HS256 key, as Django's `SIGNING_KEY`. */
  secret: string
  accessLifetimeMs: number
  refreshLifetimeMs: number
  /** Seconds since 1970 come from here. */
  now: () => Date
}

export type TokenProblem = 'missing' | 'malformed' | 'expired' | 'forged' | 'wrong-type'

export type VerifiedToken = { userId: number; jti: string; expiresAt: Date } | { problem: TokenProblem }

/** Tokens with the claims of SimpleJWT: `token_type`, `exp`, `iat`, `jti`, `user_id`. */
export class Tokens {
  readonly #key
  readonly #settings: TokenSettings

  constructor(settings: TokenSettings) {
    this.#settings = settings
    this.#key = createSecretKey(Buffer.from(settings.secret, 'utf8'))
  }

  get refreshLifetimeMs(): number {
    return this.#settings.refreshLifetimeMs
  }

  async mint(userId: number, type: TokenType = 'access', lifetimeMs = this.#lifetimeOf(type)): Promise<string> {
    const now = Math.floor(this.#settings.now().getTime() / 1000)
    return await new SignJWT({ token_type: type, user_id: userId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt(now)
      .setExpirationTime(now + Math.ceil(lifetimeMs / 1000))
      .setJti(randomUUID().replaceAll('-', ''))
      .sign(this.#key)
  }

  async verify(token: string | null | undefined, type: TokenType = 'access'): Promise<VerifiedToken> {
    if (token === null || token === undefined || token === '') return { problem: 'missing' }
    try {
      const options = { algorithms: ['HS256'], currentDate: this.#settings.now(), requiredClaims: ['exp', 'jti'] }
      const { payload } = await jwtVerify(token, this.#key, options)
      if (payload['token_type'] !== type) return { problem: 'wrong-type' }
      const userId = Number(payload['user_id'])
      if (!Number.isSafeInteger(userId) || userId < 1) return { problem: 'malformed' }
      return { userId, jti: payload.jti ?? '', expiresAt: new Date((payload.exp ?? 0) * 1000) }
    } catch (error) {
      return { problem: problemOf(error) }
    }
  }

  #lifetimeOf(type: TokenType): number {
    return type === 'access' ? this.#settings.accessLifetimeMs : this.#settings.refreshLifetimeMs
  }
}

function problemOf(error: unknown): TokenProblem {
  if (error instanceof errors.JWTExpired) return 'expired'
  // `alg: none` and foreign algorithms are an attack, not a typing mistake.
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed)
    return 'forged'
  return 'malformed'
}
