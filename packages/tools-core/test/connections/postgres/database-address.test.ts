import { chmod } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { databaseAddress, findDatabaseAddress } from '../../../src/connections/postgres/index.ts'
import { UsageError, withHint } from '../../../src/errors/errors.ts'
import { createTemporaryFolder, type TemporaryFolder } from '../../../src/testing/temporary-folder.ts'

type Variables = Record<string, string>

let home: TemporaryFolder
beforeEach(async () => {
  home = await createTemporaryFolder()
})
afterEach(() => home.remove())

/** At home nothing of libpq lies, unless the test has put it there. */
function read(url: string | undefined, env: Variables = {}) {
  return databaseAddress(url, { HOME: home.path, ...env }, '--database-url')
}

function refusal(url: string | undefined, env: Variables = {}): string {
  try {
    read(url, env)
  } catch (error) {
    if (error instanceof UsageError) return withHint(error)
    throw error
  }
  throw new Error('it was taken')
}

test('an address says where the database is and how it is reached', () => {
  expect(read('postgresql://anna:s3cret%21@db.example:5433/m4sh?connect_timeout=3&application_name=x')).toEqual({
    host: 'db.example',
    hostAddress: undefined,
    port: 5433,
    database: 'm4sh',
    user: 'anna',
    password: 's3cret!',
    options: undefined,
    applicationName: 'x',
    connectTimeoutMs: 3000,
    sslMode: 'prefer',
    rootCertificate: undefined,
    certificate: undefined,
    key: undefined,
    keyPassword: undefined,
    isDirectTls: false,
    channelBinding: 'disable',
    name: 'anna@db.example:5433/m4sh',
    isLoopback: false,
    secrets: ['s3cret!', 's3cret%21'],
  })
})

test('variables say what the address does not', () => {
  const env = {
    PGHOST: 'other',
    PGPORT: '6000',
    PGDATABASE: 'base',
    PGUSER: 'bohdan',
    PGPASSWORD: 'hush',
    PGSSLMODE: 'disable',
    PGCONNECT_TIMEOUT: '7',
    PGOPTIONS: '-c x.y=1',
    PGAPPNAME: 'mine',
  }
  const told = { port: 6000, database: 'base', user: 'bohdan', password: 'hush', sslMode: 'disable' }
  expect(read(undefined, env)).toMatchObject({ host: 'other', connectTimeoutMs: 7000, ...told })
  expect(read(undefined, env)).toMatchObject({ options: '-c x.y=1', applicationName: 'mine', secrets: ['hush'] })
  expect(read('postgresql://anna@db/', env)).toMatchObject({ ...told, host: 'db', user: 'anna' })
})

test('where nobody says anything it is as with psql', () => {
  // A port at which no server of this machine has its socket.
  const { username } = userInfo()
  const empty = { PGHOST: '', PGUSER: '', PGDATABASE: '', PGPASSWORD: '', PGPORT: '1' }
  const address = read(undefined, empty)
  expect(address).toMatchObject({ host: 'localhost', user: username, database: username, connectTimeoutMs: 10_000 })
  expect(address.password).toBeUndefined()
  expect(address.name).toBe(`${username}@localhost:1/${username}`)
  expect(read('postgresql://anna@db').database).toBe('anna')
})

test('the flag comes before DATABASE_URL, and that before the variables', () => {
  const env = { HOME: home.path, DATABASE_URL: 'postgresql://usual/a', PGHOST: 'other' }
  expect(findDatabaseAddress('postgresql://given/b', env).host).toBe('given')
  expect(findDatabaseAddress(undefined, env).host).toBe('usual')
  expect(findDatabaseAddress(undefined, { ...env, DATABASE_URL: '' }).host).toBe('other')
  expect(() => findDatabaseAddress(undefined, { DATABASE_URL: 'mysql://x' })).toThrow(/^DATABASE_URL begins with/)
})

describe('what cannot be used is refused by the name of where it came from', () => {
  test.each<[string | undefined, Variables, string]>([
    [undefined, { PGPORT: '0' }, 'PGPORT is "0"; it must be a number from 1 to 65535.'],
    [undefined, { PGPORT: '65536' }, 'PGPORT is "65536"'],
    ['postgresql://db:99999', {}, '--database-url: the parameter "port" is "99999"; it must be a number'],
    [undefined, { PGSSLMODE: 'required' }, 'PGSSLMODE is "required"; it must be one of disable, allow, prefer'],
    ['host=db port=5432password=s3cret!', {}, 'the parameter "port", which is not shown, must be a number'],
    ['://anna:s3cret@db/m4sh?sslmode=require', {}, 'what stands before a "=" is the name of no parameter'],
    ['host=db sslmode=on', {}, '--database-url: the parameter "sslmode" is "on"'],
    [undefined, { PGCONNECT_TIMEOUT: '3s' }, 'PGCONNECT_TIMEOUT is "3s"; it must be a whole number of seconds.'],
    [undefined, { PGHOSTADDR: 'db' }, 'PGHOSTADDR is "db"; it must be an IP address.'],
    [undefined, { PGHOST: 'a,b' }, 'PGHOST names several hosts; it must be one.'],
    ['host=a port=1,2', {}, '--database-url names several hosts'],
    [undefined, { PGHOST: 'a\u001B[31m' }, 'it must be a text without control characters'],
    [undefined, { PGSERVICE: 'prod' }, 'PGSERVICE is set, and service files are not read.\n  Give the address with'],
    [undefined, { PGCHANNELBINDING: 'x' }, 'PGCHANNELBINDING is "x"; it must be one of disable, prefer, require.'],
  ])('%s %j', (url, env, message) => {
    expect(refusal(url, env)).toContain(message)
  })

  test('with an address of its own a service does no harm', () => {
    expect(read('postgresql://db', { PGSERVICE: 'prod' }).host).toBe('db')
  })
})

test.each([
  ['0', 0],
  ['-1', 0],
  ['1', 1000],
  [' 20 ', 20_000],
  ['999999999', 2 ** 31 - 1],
])('connect_timeout %j is %d ms', (seconds, ms) => {
  expect(read(undefined, { PGCONNECT_TIMEOUT: seconds }).connectTimeoutMs).toBe(ms)
})

describe('whether it is this machine', () => {
  test.each([
    ['localhost', true],
    ['LOCALHOST.', true],
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['/tmp', true],
    ['localhost.example', false],
    ['db', false],
    ['127.1', false],
    ['127.0.0.1.example', false],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
    ['::2', false],
  ])('%s: %j', (host, isLoopback) => {
    expect(read(`host=${host}`).isLoopback).toBe(isLoopback)
  })

  test('the address says it, not the name', () => {
    expect(read('host=localhost hostaddr=10.0.0.1').isLoopback).toBe(false)
    expect(read('host=db hostaddr=127.0.0.1').isLoopback).toBe(true)
    expect(read('hostaddr=127.0.0.1').host).toBe('127.0.0.1')
  })
})

test.each([
  ['postgresql://a@[::1]/x', 'a@[::1]:5432/x'],
  ['postgresql://a@%2Ftmp/x', 'a@/tmp:5432/x'],
  ['postgresql://a:secret@h/x?sslpassword=secret', 'a@h:5432/x'],
])('%s is called %s', (url, name) => {
  expect(read(url).name).toBe(name)
})

test('secrets: not a password that is the name of user or database', () => {
  expect(read('postgresql://m4sh:m4sh@db/m4sh').secrets).toEqual([])
  expect(read(undefined, { PGHOST: 'x', PGUSER: 'postgres', PGPASSWORD: 'postgres' }).secrets).toEqual([])
})

describe('how it is encrypted', () => {
  test('a Unix socket is not', () => {
    expect(read('host=/tmp sslmode=verify-full sslrootcert=x').sslMode).toBe('disable')
  })

  test('to verify, it must be known by whom', () => {
    expect(read('host=h sslmode=verify-ca sslrootcert=ca.pem')).toMatchObject({ rootCertificate: 'ca.pem' })
    const message = 'sslmode=verify-full (PGSSLMODE) needs to know whom to believe.\n  Give the certificate'
    expect(refusal(undefined, { PGHOST: 'h', PGSSLMODE: 'verify-full' })).toContain(message)
  })

  test('sslrootcert=system means verify-full, and nothing less', () => {
    expect(read('host=h sslrootcert=system').sslMode).toBe('verify-full')
    const message = 'the parameter "sslmode" is "require"; it must be verify-full with sslrootcert=system.'
    expect(refusal('host=h sslrootcert=system sslmode=require')).toContain(message)
  })

  test('the files that libpq looks for are looked for', async () => {
    await home.write({ '.postgresql/root.crt': '', '.postgresql/postgresql.crt': '', '.postgresql/postgresql.key': '' })
    expect(read('host=h sslmode=verify-ca')).toMatchObject({
      rootCertificate: home.join('.postgresql/root.crt'),
      certificate: home.join('.postgresql/postgresql.crt'),
      key: home.join('.postgresql/postgresql.key'),
    })
  })

  test('TLS without a question before it takes at least sslmode=require', () => {
    expect(read('host=h sslnegotiation=direct sslmode=require').isDirectTls).toBe(true)
    expect(refusal('host=h sslnegotiation=direct')).toContain('it must be postgres unless sslmode is at least require')
  })
})

describe('the password file', () => {
  const line = 'db:5432:*:anna:from the: file\n'

  test('is read where no password was given', async () => {
    await home.write({ '.pgpass': line, other: 'db:*:*:*:other' })
    await chmod(home.join('.pgpass'), 0o600)
    await chmod(home.join('other'), 0o600)
    expect(read('postgresql://anna@db')).toMatchObject({ password: 'from the: file', secrets: ['from the: file'] })
    expect(read('postgresql://anna:own@db').password).toBe('own')
    expect(read('postgresql://anna@db', { PGPASSFILE: home.join('other') }).password).toBe('other')
    expect(read('postgresql://anna@db', { PGPASSFILE: home.join('none') }).password).toBeUndefined()
  })

  test('but not one that others may read', async () => {
    await home.write({ '.pgpass': line })
    await chmod(home.join('.pgpass'), 0o640)
    expect(read('postgresql://anna@db').password).toBeUndefined()
  })
})
