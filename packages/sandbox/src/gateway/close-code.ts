/** Why the gateway closes a socket. */
export const CloseCode = {
  /** The gateway itself ends. */
  goingAway: 1001,
  /** A fault on request: come again. */
  serviceRestart: 1012,
  /** No token, a bad one, or nobody to go with it. */
  unauthorized: 4401,
  /** No ping for too long. */
  timeout: 4008,
} as const
