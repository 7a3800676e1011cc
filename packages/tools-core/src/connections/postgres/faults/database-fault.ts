import { RunError } from '../../../errors/errors.ts'
import type { DatabaseAddress } from '../address/database-address.ts'
import { networkFault } from './network-faults.ts'
import { serverFault } from './server-faults.ts'

/** What went wrong, for deciding and counting. Stable: reports hold it. */
export type DatabaseFaultKind =
  /** Before there is a connection. */
  | 'refused'
  | 'unknown-host'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  /** Who asks is not known, or not let in. */
  | 'password'
  | 'no-database'
  | 'too-many-connections'
  /** After there was one. */
  | 'lost'
  | 'shutdown'
  /** The statement may not be done at all. */
  | 'permission'
  | 'read-only'
  | 'disk-full'
  | 'no-table'
  | 'no-column'
  /** A value or row does not fit. */
  | 'unique'
  | 'foreign-key'
  | 'not-null'
  | 'check'
  | 'too-long'
  | 'invalid-value'
  /** Others were in the way. */
  | 'deadlock'
  | 'serialization'
  | 'lock-timeout'
  | 'statement-timeout'
  /** Anything else, in the server's words. */
  | 'other'

/** What the server or the network says, in words. */
export interface DatabaseFault {
  readonly kind: DatabaseFaultKind
  /** Completes "The database m4sh@localhost:5432/m4sh: …"; no full stop. */
  readonly says: string
  readonly hint: string | undefined
  /** Worth another try: on a new connection, if this one is lost. */
  readonly isPassing: boolean
  /** It broke while the statement was under way: nobody knows whether it was done. */
  readonly isConnectionLost: boolean
}

/** A database that did not do what it was asked: exit code 3. */
export class DatabaseError extends RunError {
  override readonly name: string = 'DatabaseError'
  readonly fault: DatabaseFault

  constructor(fault: DatabaseFault, database: string, cause: unknown) {
    super(`The database ${database}: ${fault.says}.`, { ...(fault.hint ? { hint: fault.hint } : {}), cause })
    this.fault = fault
  }
}

/** What this side finds wrong with a connection. */
export class ClientFault extends Error {
  override readonly name = 'ClientFault'
  readonly fault: DatabaseFault

  constructor(fault: DatabaseFault) {
    super(fault.says)
    this.fault = fault
  }
}

/** The server wants one. */
export const noPassword: DatabaseFault = {
  kind: 'password',
  says: 'it asks for a password, and none was given',
  hint: 'Give it in --database-url, with PGPASSWORD, or in ~/.pgpass, which only its owner may read (chmod 600).',
  isPassing: false,
  isConnectionLost: false,
}

/** The server cannot bind it, or asks for none. */
export const notBound: DatabaseFault = {
  kind: 'tls',
  says: 'the password is not bound to the TLS channel, as channel_binding=require asks',
  hint: 'It takes TLS and a password that the server keeps as SCRAM-SHA-256; channel_binding=prefer does without.',
  isPassing: false,
  isConnectionLost: false,
}

/** What an error of `pg` means; `null` for what is no answer of a database or a network: a bug, or a signal. */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (error instanceof DatabaseError || error instanceof ClientFault) return error.fault
  return serverFault(error) ?? networkFault(error)
}

/** The error in words that say what to do; what is no answer of a database comes back as it is. */
export function toRunError(error: unknown, { name }: Pick<DatabaseAddress, 'name'>): unknown {
  if (error instanceof RunError) return error
  const fault = databaseFault(error)
  return fault === null ? error : new DatabaseError(fault, name, error)
}
