import { describe, expect, test } from '@jest/globals'
import { UsageError, withHint } from '../../../src/errors/errors.ts'
import { parseDatabaseUrl } from '../../../src/connections/postgres/address/database-url.ts'
import { secretsOfDatabaseUrl } from '../../../src/connections/postgres/address/secrets-of-url.ts'

/** `{ host: 'localhost' }` */
function read(text: string): Record<string, string> {
  const settings = Object.entries(parseDatabaseUrl(text, '--database-url'))
  return Object.fromEntries(settings.map(([name, { value }]) => [name, value]))
}

function refusal(text: string): string {
  try {
    parseDatabaseUrl(text, '--database-url')
  } catch (error) {
    if (error instanceof UsageError) return withHint(error)
    throw error
  }
  throw new Error('it was taken')
}

const whole = { user: 'anna', password: 'pw', host: 'db', port: '5433', dbname: 'm4sh' }

describe('addresses that libpq reads', () => {
  test.each([
    ['postgresql://anna:pw@db:5433/m4sh', whole],
    ['postgres://anna:pw@db:5433/m4sh', whole],
    ['postgis://anna:pw@db:5433/m4sh', whole],
    ['pgsql://anna:pw@db:5433/m4sh', whole],
    ['postgresql+psycopg://anna:pw@db:5433/m4sh', whole],
    ['POSTGRESQL://anna:pw@db:5433/m4sh', whole],
    ['  postgresql://anna:pw@db:5433/m4sh\n', whole],
    ['postgresql://', {}],
    ['postgresql://db', { host: 'db' }],
    ['postgresql:///m4sh', { dbname: 'm4sh' }],
    ['postgresql://anna@/m4sh', { user: 'anna', dbname: 'm4sh' }],
    ['postgresql://:5433', { port: '5433' }],
    ['postgresql://anna@db/', { user: 'anna', host: 'db' }],
    ['postgresql://[::1]:5433/m4sh', { host: '::1', port: '5433', dbname: 'm4sh' }],
    ['postgresql://[2001:db8::1]', { host: '2001:db8::1' }],
    ['postgresql://%2Fvar%2Frun%2Fpostgresql/m4sh', { host: '/var/run/postgresql', dbname: 'm4sh' }],
    ['postgresql:///m4sh?host=/tmp&port=5433', { host: '/tmp', port: '5433', dbname: 'm4sh' }],
    ['postgresql://%C3%A4nna:p%40s%2Fs%3A%25@db', { user: 'änna', password: 'p@s/s:%', host: 'db' }],
    ['postgresql://anna:a:b@db', { user: 'anna', password: 'a:b', host: 'db' }],
    ['postgresql://anna:p#w?@db', { user: 'anna', password: 'p#w?', host: 'db' }],
    ['postgresql://db?sslmode=require&connect_timeout=3', { host: 'db', sslmode: 'require', connect_timeout: '3' }],
    ['postgresql://db/a?dbname=b', { host: 'db', dbname: 'b' }],
    ['postgresql://db?user=a&user=b', { host: 'db', user: 'b' }],
    ['postgresql://db?user=&application_name=a+b%20c', { host: 'db', application_name: 'a+b c' }],
    ['postgresql://db?options=-csearch_path%3Da', { host: 'db', options: '-csearch_path=a' }],
    ['postgresql://db?ssl=true', { host: 'db', sslmode: 'require' }],
    ['postgresql://db?keepalives=0&target_session_attrs=read-write', { host: 'db' }],
    ['host=db port=5433 user=anna password=pw dbname=m4sh', whole],
    [" host = db\tport=5433  user='anna' password='pw' dbname = m4sh ", whole],
    [String.raw`password='it\'s \\ a' user=a\ b`, { password: String.raw`it's \ a`, user: 'a b' }],
    ['dbname=m4sh password= user=x', { dbname: 'm4sh', password: 'user=x' }],
    ["host='' dbname=m4sh", { dbname: 'm4sh' }],
  ])('%s', (text, settings) => {
    expect(read(text)).toEqual(settings)
  })
})

describe('others are refused, and the password is in no message', () => {
  test.each([
    ['mysql://anna:hunter2@db', 'begins with "mysql://"; it must be a PostgreSQL address such as postgresql://user:'],
    ['jdbc:postgresql://db', 'is no address of a database; it must be'],
    ['hunter2', 'is no address of a database'],
    [
      'postgresql://anna:hun@ter2@db',
      'user and password are not parted from the host.\n  In user and password write @',
    ],
    ['postgresql://anna:hun/ter2@db/m4sh', 'write @ as %40, / as %2F'],
    ['postgresql://anna:12/hunter2@db', 'user and password are not parted from the host'],
    ['postgresql://anna:hunter/2', 'what stands for host and port is neither'],
    ['postgresql://::1/m4sh', 'An IPv6 address is put in brackets'],
    ['postgresql://anna:hunter2%@db', 'holds a % that begins no escape of UTF-8'],
    ['postgresql://anna:hunter2%ff@db', 'holds a % that begins no escape of UTF-8'],
    ['postgresql://anna:hunter2%00@db', 'holds a % that begins no escape of UTF-8'],
    ['postgresql://a,b/m4sh', 'names several hosts; it must be one'],
    ['postgresql://a:1,b:2/m4sh', 'names several hosts'],
    ['postgresql://anna:hunter2@db?sslmod=require', 'there is no parameter "sslmod".\n  Did you mean "sslmode"?'],
    ['postgresql://db?schema=x', 'Schemas are looked through in the order of options='],
    ['postgresql://db?qwertyuiop=x', 'It must be one of host, hostaddr, port'],
    ['postgresql://db?constructor=x', 'there is no parameter "constructor"'],
    ['postgresql://db?service=x', 'the parameter "service" is not supported'],
    ['postgresql://db?sslmode', 'a parameter has no value'],
    ['host=db password=hunter 2', 'cannot be read after its parameter 2'],
    ["host=db password='hunter2", 'cannot be read after its parameter 1'],
    ['host=db =hunter2', 'cannot be read after its parameter 1'],
    ['host=db nam=x', 'there is no parameter "nam"'],
  ])('%s', (text, message) => {
    const said = refusal(text)
    expect(said).toMatch(/^--database-url/)
    expect(said).toContain(message)
    expect(said).not.toMatch(/hun|ter2/)
  })
})

describe('what of an address is secret', () => {
  test.each([
    ['postgresql://anna:hunter2@db/m4sh', ['hunter2']],
    ['postgresql://anna:p%40ss@db/m4sh', ['p%40ss', 'p@ss']],
    ['postgresql://db?password=p%40ss&sslpassword=key', ['p%40ss', 'key', 'p@ss']],
    [String.raw`user=anna password='it\'s'`, [String.raw`'it\'s'`, "it's"]],
    ['postgresql://anna@db/m4sh', []],
    ['postgresql://db', []],
  ])('%s', (text, secrets) => {
    expect(secretsOfDatabaseUrl(text)).toEqual(secrets)
  })

  test('not a password that is the name of user or database: it would hide these everywhere', () => {
    expect(secretsOfDatabaseUrl('postgresql://m4sh:m4sh@db/x')).toEqual([])
    expect(secretsOfDatabaseUrl('postgresql://x:m4sh@db/m4sh')).toEqual([])
  })

  test('of one that cannot be read, whatever may be one', () => {
    const text = 'postgresql://anna:hun/ter@2@db/m4sh'
    expect(secretsOfDatabaseUrl(text)).toEqual(expect.arrayContaining([text, 'hun/ter@2']))
  })
})
