import { claimsOf } from './claims.ts'

/** Who a virtual user is. */
export interface Identity {
  /** A secret. */
  readonly token: string
  /** `null` where neither log-in nor token says it. */
  readonly userId: number | null
}

/** The identity behind a token, as far as the token itself tells it. */
export function identityOf(token: string): Identity {
  return { token, userId: claimsOf(token).userId }
}
