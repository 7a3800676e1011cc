import { describe, expect, test } from '@jest/globals'
import { DatabaseError, databaseFault, toRunError } from '../../../src/connections/postgres/index.ts'
import { RunError } from '../../../src/errors/errors.ts'

/** As `pg` throws what the server says. */
function told(code: string, message = 'words', detail?: string): object {
  return Object.assign(new Error(message), { severity: 'ERROR', code, detail })
}

/** As Node throws what the system says. */
function failed(code: string, syscall = 'connect'): object {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall })
}

describe('what the server says', () => {
  test.each([
    ['08006', 'lost', true],
    ['08P01', 'other', false],
    ['22001', 'too-long', false],
    ['22P02', 'invalid-value', false],
    ['22P05', 'invalid-value', false],
    ['23502', 'not-null', false],
    ['23503', 'foreign-key', false],
    ['23505', 'unique', false],
    ['23514', 'check', false],
    ['25006', 'read-only', false],
    ['28000', 'password', false],
    ['28P01', 'password', false],
    ['3D000', 'no-database', false],
    ['40001', 'serialization', true],
    ['40P01', 'deadlock', true],
    ['42501', 'permission', false],
    ['42601', 'other', false],
    ['42703', 'no-column', false],
    ['42P01', 'no-table', false],
    ['53100', 'disk-full', false],
    ['53300', 'too-many-connections', true],
    ['55P03', 'lock-timeout', true],
    ['57P01', 'shutdown', true],
    ['57P03', 'shutdown', true],
    ['XX000', 'other', false],
  ])('%s is %s; passing: %j', (code, kind, isPassing) => {
    expect(databaseFault(told(code))).toMatchObject({ kind, isPassing })
  })

  test('only where the connection breaks nobody knows whether the statement was done', () => {
    const codes = ['08006', '40001', '40P01', '53300', '55P03', '57P01', '57P02', '57P03']
    const lost = codes.filter((code) => databaseFault(told(code))?.isConnectionLost)
    expect(lost).toEqual(['08006', '57P01', '57P02'])
  })

  test('a limit is told from somebody who cancels', () => {
    expect(databaseFault(told('57014', 'canceling statement due to statement timeout'))?.kind).toBe('statement-timeout')
    expect(databaseFault(told('57014', 'canceling statement due to user request'))?.kind).toBe('other')
  })

  test('its own words are told, and the key that they are about', () => {
    const detail = 'Key (user_id)=(999) is not present in table "users_user".'
    expect(databaseFault(told('23503', 'insert violates "fk"', detail))?.says).toBe(
      'insert violates "fk": Key (user_id)=(999) is not present in table "users_user"',
    )
  })

  test('but no whole row: it may hold what is nobody else’s business', () => {
    const row = 'Failing row contains (1, anna@example.org, pbkdf2_sha256$x).'
    expect(databaseFault(told('23502', 'null value in column "role"', row))?.says).toBe('null value in column "role"')
  })
})

describe('what the network says', () => {
  test.each([
    ['ECONNREFUSED', 'refused', true],
    ['ENOENT', 'refused', true],
    ['EACCES', 'permission', false],
    ['ENOTFOUND', 'unknown-host', false],
    ['EAI_AGAIN', 'unknown-host', true],
    ['ETIMEDOUT', 'timeout', true],
    ['EHOSTUNREACH', 'unreachable', true],
    ['ECONNRESET', 'lost', true],
    ['EPIPE', 'lost', true],
    ['EPROTO', 'tls', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
    ['CERT_HAS_EXPIRED', 'tls', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false],
    ['EMFILE', 'other', true],
  ])('%s is %s; passing: %j', (code, kind, isPassing) => {
    expect(databaseFault(failed(code))).toMatchObject({ kind, isPassing })
  })

  test('a silent connection is not a silent host', () => {
    expect(databaseFault(failed('ETIMEDOUT', 'read'))).toMatchObject({ kind: 'lost', isConnectionLost: true })
  })

  test('of several addresses the answer counts, not that there is no way to the others', () => {
    const parts = [failed('EADDRNOTAVAIL'), failed('ECONNREFUSED')]
    expect(databaseFault(Object.assign(new AggregateError(parts), { code: 'EADDRNOTAVAIL' }))?.kind).toBe('refused')
    expect(databaseFault(new AggregateError([failed('ENETUNREACH')]))?.kind).toBe('unreachable')
  })

  test.each([
    ['Connection terminated unexpectedly', 'lost', true],
    ['Connection terminated', 'lost', true],
    ['Client has encountered a connection error and is not queryable', 'lost', false],
    ['timeout expired', 'timeout', false],
    ['The server does not support SSL connections', 'tls', false],
    ['SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match', 'password', false],
  ])('pg’s %j is %s; lost under way: %j', (message, kind, isConnectionLost) => {
    expect(databaseFault(new Error(message))).toMatchObject({ kind, isConnectionLost })
  })
})

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['words that happen to hold others', new Error('it said: timeout expired')],
  ['a file', failed('ENOENT', 'open')],
  ['a signal', new DOMException('aborted', 'AbortError')],
  ['a name of every object', new Error('constructor')],
  ['a text', 'Connection terminated'],
  ['nothing', undefined],
])('%s is no fault of a database, and stays what it is', (_, error) => {
  expect(databaseFault(error)).toBeNull()
  expect(toRunError(error, { name: 'a@h:1/d' })).toBe(error)
})

test('toRunError says which database, what, and what to do; and remembers the fault', () => {
  const cause = told('28P01', 'password authentication failed for user "a"')
  const error = toRunError(cause, { name: 'a@h:1/d' })
  expect(error).toBeInstanceOf(RunError)
  expect(error).toMatchObject({
    message:
      'The database a@h:1/d: it does not know this user with this password ' +
      '(password authentication failed for user "a").',
    hint: 'Look at user and password in --database-url, PGUSER and PGPASSWORD.',
    cause,
  })
  expect(databaseFault(error)).toBe((error as DatabaseError).fault)
  expect(toRunError(error, { name: 'x' })).toBe(error)
})
