import { isNativeError } from 'node:util/types'
import { RunError } from '../../errors/errors.ts'
import { isMachineLimit, type MachineLimitKind, machineLimits } from '../machine-limits.ts'

/** How a request failed; an answer of whatever status is no failure. */
export type HttpFailure =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'reset'
  | 'timeout'
  | 'too-large'
  | 'redirect-loop'
  | 'bad-redirect'
  | 'protocol'
  | 'bad-encoding'
  | 'bad-request'
  /** This machine has no room for another connection. */
  | MachineLimitKind

/** Names of the caller's flags, for hints: `{ address: '--base-url', timeout: '--timeout' }`. */
export interface FlagHints {
  /** What sets the address. */
  readonly address?: string
  readonly timeout?: string
  /** What sets the size limit. */
  readonly maxBytes?: string
}

/** A request that got no usable answer: exit code 3. */
export class HttpError extends RunError {
  override readonly name: string = 'HttpError'
  readonly failure: HttpFailure
  /** Host and port. */
  readonly host: string

  constructor(failure: HttpFailure, host: string, message: string, hint: string | undefined, cause?: unknown) {
    super(message, { ...(hint === undefined ? {} : { hint }), ...(cause === undefined ? {} : { cause }) })
    this.failure = failure
    this.host = host
  }
}

/** What happened, in words and for the retry. */
export interface FailureKind {
  readonly failure: HttpFailure
  /** Completes "GET http://host/: …". */
  readonly says: string
  /** Another try may go better. */
  readonly isPassing: boolean
}

const passing = (failure: HttpFailure, says: string): FailureKind => ({ failure, says, isPassing: true })
const lasting = (failure: HttpFailure, says: string): FailureKind => ({ failure, says, isPassing: false })

const silent = passing('unreachable', 'the host does not answer')
const broken = passing('reset', 'the server broke the connection off')
const unknownAuthority = lasting('tls', 'the certificate comes from an authority that Node does not know')

const failureByCode: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: lasting('dns', 'the host name is not known'),
  EAI_AGAIN: passing('dns', 'the name server does not answer'),
  ECONNREFUSED: passing('refused', 'the connection was refused; nothing listens there'),
  EHOSTUNREACH: passing('unreachable', 'there is no way to the host'),
  ENETUNREACH: passing('unreachable', 'there is no way to the network'),
  ETIMEDOUT: silent,
  UND_ERR_CONNECT_TIMEOUT: silent,
  ECONNRESET: broken,
  EPIPE: broken,
  UND_ERR_SOCKET: broken,
  UND_ERR_HEADERS_TIMEOUT: lasting('timeout', 'the server took the request and did not answer'),
  UND_ERR_BODY_TIMEOUT: lasting('timeout', 'the server stopped in the middle of its answer'),
  UND_ERR_HEADERS_OVERFLOW: lasting('protocol', 'the headers of the answer are too large'),
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: lasting('protocol', 'the answer is not as long as it says'),
  EPROTO: lasting('tls', 'no secure connection came about; does the server speak https there?'),
  ERR_SSL_WRONG_VERSION_NUMBER: lasting('tls', 'the server does not speak https there'),
  CERT_HAS_EXPIRED: lasting('tls', 'the certificate has expired'),
  ERR_TLS_CERT_ALTNAME_INVALID: lasting('tls', 'the certificate is for another host'),
  DEPTH_ZERO_SELF_SIGNED_CERT: lasting('tls', 'the certificate is self-signed'),
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
}

/** What a thrown error of `fetch` means. Its own message ("fetch failed") says nothing; its causes carry codes. */
export function classifyFailure(error: unknown): FailureKind {
  const codes = codesOf(error)
  // Of a host with several addresses, another error tells more: a machine without IPv6 has no address for those of IPv6.
  const telling = codes.filter((code) => code !== 'EADDRNOTAVAIL')
  const known = (telling.length > 0 ? telling : codes)
    .map((code) => failureByCode[code] ?? byLimit(code) ?? byFamily(code))
    .find((kind) => kind !== undefined)
  if (known) return known
  if (innermostMessage(error) === 'bad port') return lasting('bad-request', 'fetch refuses this port, as browsers do')
  const [code] = codes
  return lasting('protocol', code === undefined ? innermostMessage(error) : `the request failed (${code})`)
}

function byLimit(code: string): FailureKind | undefined {
  const limit = machineLimits[code]
  return limit && passing(limit.kind, limit.says)
}

function byFamily(code: string): FailureKind | undefined {
  if (/^(ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_)/.test(code))
    return lasting('tls', `no secure connection came about (${code})`)
  if (code.startsWith('HPE_')) return lasting('protocol', `the answer is not HTTP (${code})`)
  const isUnpacking = /^(Z_|ERR_BROTLI|ERR__ERROR_)/.test(code)
  return isUnpacking ? lasting('bad-encoding', 'the answer is not compressed as it says') : undefined
}

/** What to do next, if the flags of the caller are known. */
export function hintFor(failure: HttpFailure, flags: FlagHints): string | undefined {
  const { address, timeout, maxBytes } = flags
  if (failure === 'timeout') return timeout && `Give it more time with ${timeout}.`
  if (failure === 'too-large') return maxBytes && `Raise the limit with ${maxBytes}.`
  if (failure === 'tls') {
    const certificate = 'For a certificate of your own set NODE_EXTRA_CA_CERTS to its file'
    return address ? `${certificate}, or use another address with ${address}.` : `${certificate}.`
  }
  if (isMachineLimit(failure)) return Object.values(machineLimits).find(({ kind }) => kind === failure)?.hint
  if (failure === 'bad-request' || failure === 'bad-encoding') return undefined
  return address && `Is the server running? Check ${address}.`
}

/** All codes of an error, its causes and its parts (a host has several addresses), the outer ones first. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (depth > 5 || typeof error !== 'object' || error === null) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const parts: readonly unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : []
  const causes = 'cause' in error ? [error.cause] : []
  return own.concat(...parts.concat(causes).map((part) => codesOf(part, depth + 1)))
}

function innermostMessage(error: unknown): string {
  if (!isNativeError(error) && !(error instanceof Error)) return 'the request failed'
  return error.cause === undefined ? error.message : innermostMessage(error.cause)
}
