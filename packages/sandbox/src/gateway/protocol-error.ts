export type ErrorCode =
  | 'WS_TIMEOUT'
  | 'WS_INVALID_CHANNEL'
  | 'WS_FORBIDDEN'
  | 'WS_UNAUTHORIZED'
  | 'WS_RATE_LIMITED'
  | 'WS_MALFORMED_JSON'
  | 'WS_SERVER_ERROR'

/** What a client did wrong, as it is told: the message becomes the `detail` of an error frame. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, detail: string) {
    super(detail)
    this.code = code
  }
}

/** Event types and channel names come from the client and go back to it: no longer than a line. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
