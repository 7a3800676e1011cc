import { classifyFailure } from '../../http/error.ts'
import type { DatabaseFault } from './database-fault.ts'

const checkAddress = 'Is it running there? The address comes from --database-url, DATABASE_URL or the PG* variables.'
const checkTls = 'How it is encrypted is said by sslmode in --database-url, or PGSSLMODE: disable, prefer, require, …'

const lasting = (kind: DatabaseFault['kind'], says: string, hint?: string): DatabaseFault => ({
  kind,
  says,
  hint,
  isPassing: false,
  isConnectionLost: false,
})
const passing = (kind: DatabaseFault['kind'], says: string, hint?: string): DatabaseFault => ({
  ...lasting(kind, says, hint),
  isPassing: true,
})

const lost: DatabaseFault = { ...passing('lost', 'the connection broke'), isConnectionLost: true }
const silent = passing('timeout', 'it does not answer', checkAddress)
const unreachable = passing('unreachable', 'there is no way to its host', checkAddress)

/** By the code that Node gives. */
const faultByCode: Readonly<Record<string, DatabaseFault>> = {
  ECONNREFUSED: passing('refused', 'nothing listens there', checkAddress),
  // Of a Unix socket: its file.
  ENOENT: passing('refused', 'there is no socket of a server', checkAddress),
  EACCES: lasting('permission', 'this user may not use its socket'),
  ENOTFOUND: lasting('unknown-host', 'the name of its host is not known', checkAddress),
  EAI_AGAIN: passing('unknown-host', 'the name of its host cannot be looked up now'),
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EADDRNOTAVAIL: passing('unreachable', 'this machine has no address, or no port left, for a connection there'),
  ETIMEDOUT: silent,
  ECONNRESET: lost,
  ECONNABORTED: lost,
  EPIPE: lost,
  EMFILE: passing('other', 'this process has as many connections and files open as it may'),
  ENFILE: passing('other', 'this machine has as many connections and files open as it may'),
  EPROTO: lasting('tls', 'no encrypted connection came about', checkTls),
}

/** By the words of `pg`, which has no codes. */
const faultByMessage: Readonly<Record<string, DatabaseFault>> = {
  'timeout expired': silent,
  'timeout exceeded when trying to connect': passing('timeout', 'no connection of the pool became free in time'),
  'Connection terminated due to connection timeout': silent,
  'Connection terminated': lost,
  'Connection terminated unexpectedly': lost,
  // The break was heard of before: this statement was never sent.
  'Client has encountered a connection error and is not queryable': { ...lost, isConnectionLost: false },
  'Client was closed and is not queryable': { ...lost, isConnectionLost: false },
  'The server does not support SSL connections': lasting('tls', 'it speaks no TLS', checkTls),
  'There was an error establishing an SSL connection': lasting('tls', 'it refused to speak TLS', checkTls),
}

/** What an error of the network means, or of `pg` about it; `null` for any other. */
export function networkFault(error: unknown): DatabaseFault | null {
  const part = tellingPart(error)
  const code = textOf(part, 'code') ?? textOf(error, 'code')
  if (code === undefined) return faultOfMessage(textOf(part, 'message') ?? '')
  const syscall = textOf(part, 'syscall')
  // A connection that no longer answers, as opposed to a host that never did.
  if (code === 'ETIMEDOUT' && syscall !== 'connect') return lost
  // Of a file, such as a certificate's.
  if ((code === 'ENOENT' || code === 'EACCES') && syscall !== 'connect') return null
  return faultByCode[code] ?? faultOfTls(code, part)
}

function faultOfMessage(message: string): DatabaseFault | null {
  if (Object.hasOwn(faultByMessage, message)) return faultByMessage[message] ?? null
  return message.startsWith('SASL: ') ? lasting('password', `they do not understand each other (${message})`) : null
}

const certificateHint =
  'Give the certificate of its authority with sslrootcert=FILE in --database-url, or PGSSLROOTCERT; sslmode=require ' +
  'encrypts without asking who the server is.'

function faultOfTls(code: string, error: unknown): DatabaseFault | null {
  if (/^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/.test(code)) {
    return lasting('tls', classifyFailure(error).says, certificateHint)
  }
  return /^ERR_(?:SSL|TLS|OSSL)_/.test(code) ? lasting('tls', `no encrypted connection came about (${code})`) : null
}

const wayless = new Set(['EADDRNOTAVAIL', 'ENETUNREACH', 'EHOSTUNREACH'])

/** Of a host with several addresses, an answer tells more than that one of them cannot be reached from here. */
function tellingPart(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('errors' in error) || !Array.isArray(error.errors)) return error
  const parts: readonly unknown[] = error.errors
  return parts.find((part) => !wayless.has(textOf(part, 'code') ?? '')) ?? parts[0] ?? error
}

function textOf(error: unknown, key: 'code' | 'message' | 'syscall'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : undefined
}
