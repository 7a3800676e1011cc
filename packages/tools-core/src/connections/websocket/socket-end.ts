import { classifyFailure, hintFor, type HttpFailure } from '../http/error.ts'
import { type MachineLimitKind, machineLimits } from '../machine-limits.ts'

/** Why a socket ended, for counting. */
export type SocketEndKind =
  /** Before it was open. */
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  /** No answer to the handshake in time. */
  | 'timeout'
  | `http-${number}`
  /** This machine has no room for another connection. */
  | MachineLimitKind
  /** Before or after: HTTP 401 or 403, or one of the close codes that gateways have for it. */
  | 'unauthorized'
  /** The connection broke: no goodbye. */
  | 'dropped'
  /** What came is no WebSocket. */
  | 'protocol'
  /** After it was open: a message beyond the limit came. */
  | 'too-large'
  /** The gateway heard no ping for too long: code 4008. */
  | 'ping-timeout'
  /** The gateway said goodbye: code 1000, 1001 or none. */
  | 'closed'
  | `close-${number}`
  /** We closed it. */
  | 'local'

/** How a socket ended. No text holds the token. */
export interface SocketEnd {
  /** Whether it had been open. */
  readonly opened: boolean
  readonly kind: SocketEndKind
  /** As browsers tell it: 1005 where the goodbye had none, 1006 where there was no goodbye. `null` if it never opened. */
  readonly code: number | null
  /** What the other side said with the code; mostly empty. */
  readonly reason: string
  /** Completes "the socket to m4sh.example:443: …". */
  readonly says: string
  /** What to do, if something can be done. */
  readonly hint?: string
  /** Worth reconnecting, as browsers would. */
  readonly isPassing: boolean
}

/** What of an end can be told from one event. */
export type EndCause = Pick<SocketEnd, 'kind' | 'says' | 'hint' | 'isPassing'>

export const closedByUs: EndCause = { kind: 'local', says: 'it was closed from this side', isPassing: false }

export function timedOut(ms: number): EndCause {
  const says = `the gateway did not answer the handshake within ${ms < 1000 ? `${ms} ms` : `${ms / 1000} s`}`
  return { kind: 'timeout', says, isPassing: true }
}

const busyStatuses = new Set([429, 500, 502, 503, 504])

/** The upgrade was answered with a status. */
export function causeOfStatus(status: number, location: string | undefined): EndCause {
  if (status === 401 || status === 403) {
    const says = `the gateway refused the token, or who asks (HTTP ${status})`
    const hint =
      'Is the token valid and not expired? Gateways that check origins refuse clients without one: send the header ' +
      '"Origin: …" with the address of the frontend.'
    return { kind: 'unauthorized', says, hint, isPassing: false }
  }
  const says = `the gateway answered HTTP ${status}${location === undefined ? '' : `, redirected to ${location}`}`
  const hint = 'Is this the address of the gateway? Its path is mostly /ws/.'
  return { kind: `http-${status}`, says, isPassing: busyStatuses.has(status), ...(status < 429 ? { hint } : {}) }
}

const kindByCode: Readonly<Record<number, SocketEndKind>> = {
  1000: 'closed',
  1001: 'closed',
  1005: 'closed',
  1006: 'dropped',
  1008: 'unauthorized',
  4001: 'unauthorized',
  4003: 'unauthorized',
  4401: 'unauthorized',
  4008: 'ping-timeout',
}

/** The other side closed an open socket, or lost it. */
export function causeOfCode(code: number, reason: string): EndCause {
  const kind = kindByCode[code] ?? `close-${code}`
  if (kind === 'dropped') return { kind, says: 'the connection broke', isPassing: true }
  const told = [code === 1005 ? 'without a code' : `with code ${code}`, ...(reason === '' ? [] : [`(${reason})`])]
  const says = `the gateway closed it ${told.join(' ')}`
  if (kind !== 'unauthorized') return { kind, says, isPassing: code !== 1000 }
  return { kind, says, hint: 'Is the token valid and not expired?', isPassing: false }
}

/** An error of `ws`, of the network or of this machine. */
export function causeOfError(error: unknown): EndCause {
  const part = tellingPart(error)
  const code = codeOf(part)
  const limit = code === undefined ? undefined : machineLimits[code]
  if (limit) return { ...limit, isPassing: true }
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || code === 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH') {
    return { kind: 'too-large', says: 'a message larger than allowed came', isPassing: false }
  }
  if (code?.startsWith('WS_ERR_')) {
    return { kind: 'protocol', says: `what came is no WebSocket frame (${code})`, isPassing: true }
  }
  const { failure, says, isPassing } = classifyFailure(part)
  const kind = kindOfFailure(failure)
  // Without a code it is what `ws` dislikes about the answer.
  if (code === undefined) return { kind, says: `the handshake failed (${says})`, isPassing }
  const hint = failure === 'refused' ? 'Is the gateway running there?' : hintFor(failure, {})
  return { kind, says, isPassing, ...(hint === undefined ? {} : { hint }) }
}

function kindOfFailure(failure: HttpFailure): SocketEndKind {
  if (failure === 'reset') return 'dropped'
  const own = ['dns', 'refused', 'unreachable', 'tls', 'timeout'] as const
  return own.find((kind) => kind === failure) ?? 'protocol'
}

const wayless = new Set(['EADDRNOTAVAIL', 'ENETUNREACH', 'EHOSTUNREACH'])

/**
 * Of a host with several addresses, one error tells more than the others: on a machine without IPv6, those of IPv6
 * addresses tell nothing about the host.
 */
function tellingPart(error: unknown): unknown {
  const parts = partsOf(error)
  return parts.find((part) => !wayless.has(codeOf(part) ?? '')) ?? parts[0] ?? error
}

function partsOf(error: unknown): readonly unknown[] {
  if (typeof error !== 'object' || error === null || !('errors' in error)) return [error]
  return Array.isArray(error.errors) ? error.errors : [error]
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
