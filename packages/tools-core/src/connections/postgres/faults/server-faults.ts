import type { DatabaseFault, DatabaseFaultKind } from './database-fault.ts'

interface Meaning {
  readonly kind: DatabaseFaultKind
  /** Where it is left out, PostgreSQL's own words say it best. */
  readonly reason?: string
  readonly hint?: string
  readonly isPassing?: true
  readonly isConnectionLost?: true
}

const lost: Meaning = { kind: 'lost', reason: 'the connection broke', isPassing: true, isConnectionLost: true }

const stopped: Meaning = {
  kind: 'shutdown',
  reason: 'it ended the connection',
  hint: 'Somebody stopped the server, or ended this connection.',
  isPassing: true,
  isConnectionLost: true,
}

const invalid: Meaning = { kind: 'invalid-value' }

/** By SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const meaningByCode: Readonly<Record<string, Meaning>> = {
  // PgBouncer and other poolers say with it whatever they have to say.
  '08P01': { kind: 'other' },
  '22001': { kind: 'too-long' },
  '23502': { kind: 'not-null' },
  '23503': { kind: 'foreign-key' },
  '23505': { kind: 'unique' },
  '23514': { kind: 'check' },
  '23P01': { kind: 'check' },
  '25006': {
    kind: 'read-only',
    reason: 'it takes no writes',
    hint: 'Is it a standby, or was default_transaction_read_only set? Give the server that takes writes.',
  },
  '25P03': lost,
  '28000': {
    kind: 'password',
    reason: 'it does not let this user in',
    hint: 'Look at the user in --database-url or PGUSER, and at pg_hba.conf.',
  },
  '28P01': {
    kind: 'password',
    reason: 'it does not know this user with this password',
    hint: 'Look at user and password in --database-url, PGUSER and PGPASSWORD.',
  },
  '3D000': {
    kind: 'no-database',
    reason: 'there is no such database',
    hint: 'Look at the end of --database-url, or PGDATABASE.',
  },
  '3F000': { kind: 'no-table' },
  '40001': { kind: 'serialization', isPassing: true },
  '40003': lost,
  '40P01': { kind: 'deadlock', isPassing: true },
  '42501': {
    kind: 'permission',
    reason: 'this user may not do that',
    hint: 'GRANT it to this user, or give the owner of the tables in --database-url.',
  },
  '42703': { kind: 'no-column' },
  '42804': invalid,
  '428C9': invalid,
  '42P01': { kind: 'no-table' },
  '53100': { kind: 'disk-full', reason: 'no space is left on its disk' },
  '53200': { kind: 'other', isPassing: true },
  '53300': {
    kind: 'too-many-connections',
    reason: 'it takes no more connections',
    hint: 'Use fewer, or raise max_connections.',
    isPassing: true,
  },
  '55P03': {
    kind: 'lock-timeout',
    hint: 'Somebody else holds a lock on what it needs: try again later, or allow it more time.',
    isPassing: true,
  },
  '57P01': stopped,
  '57P02': stopped,
  '57P03': { kind: 'shutdown', reason: 'it is starting or stopping', hint: 'Try again in a moment.', isPassing: true },
  '57P05': lost,
}

/** By the first two signs of SQLSTATE, for what has no line of its own. */
const meaningByClass: Readonly<Record<string, Meaning>> = { '08': lost, '22': invalid }

/** An answer of the server, as `pg` throws it. */
interface ServerError {
  readonly code: string
  readonly message: string
  readonly detail: string | undefined
}

/** What an error of the server means; `null` for any other. */
export function serverFault(error: unknown): DatabaseFault | null {
  const answer = answerOf(error)
  if (answer === null) return null
  const { kind, reason, hint, isPassing, isConnectionLost } = meaningOf(answer)
  const words = wordsOf(answer)
  return {
    kind,
    says: reason === undefined ? words : `${reason} (${words})`,
    hint,
    isPassing: isPassing ?? false,
    isConnectionLost: isConnectionLost ?? false,
  }
}

/** Errors of the system have codes too, `EPIPE` one of the same length. */
function answerOf(error: unknown): ServerError | null {
  if (typeof error !== 'object' || error === null || !('severity' in error) || !('code' in error)) return null
  const { code } = error
  if (typeof code !== 'string' || !/^[\dA-Z]{5}$/.test(code)) return null
  const message = 'message' in error && typeof error.message === 'string' ? error.message : code
  return { code, message, detail: 'detail' in error && typeof error.detail === 'string' ? error.detail : undefined }
}

function meaningOf({ code, message }: ServerError): Meaning {
  // Besides its own limit, it is said where somebody cancels the statement.
  if (code === '57014') return /user request/i.test(message) ? { kind: 'other' } : { kind: 'statement-timeout' }
  return meaningByCode[code] ?? meaningByClass[code.slice(0, 2)] ?? { kind: 'other' }
}

/** Of details only those that name a key: "Failing row contains …" tells whole rows, password hashes too. */
function wordsOf({ message, detail }: ServerError): string {
  const words = message.replace(/\.$/, '')
  return detail?.startsWith('Key (') ? `${words}: ${detail.replace(/\.$/, '')}` : words
}
