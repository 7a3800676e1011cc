import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { type DatabaseAddress, type Environment, findDatabaseAddress } from '../../../src/connections/postgres/index.ts'
import { withHint } from '../../../src/errors/errors.ts'
import {
  bounded,
  fuzz,
  hostileText,
  mutatedText,
  type Outcome,
  outcomeOf,
  strayNumbers,
} from '../../../src/testing/fuzz/index.ts'

/** As it stands in a URL as well: nothing of it is escaped there. */
const secret = 'Geheimnis-4711-Kx'

const addresses = [
  `postgresql://anna:${secret}@db.example:5433/m4sh?connect_timeout=3&application_name=x&sslmode=require`,
  `postgres://anna:${secret}@[::1]/m4sh?options=-c%20search_path%3Dx`,
  `postgresql://%2Fvar%2Frun%2Fpostgresql/m4sh?user=anna&password=${secret}`,
  `postgresql:///m4sh?host=db.example&hostaddr=10.0.0.1&port=5433&password=${secret}`,
  `host=db.example port=5433 dbname=m4sh user=anna password=${secret} sslmode=verify-full sslrootcert=system`,
  `host='db.example' password = '${secret}' options='-c search_path=x' keepalives=1`,
  `postgresql://anna:${secret}@one.example:1,two.example:2/m4sh`,
]

const signs = [
  ...': / // @ ? & = % %2F %00 %ff %zz [ ] # , ; + \\ \' " ..'.split(' '),
  ...'sslmode= sslmode=nonsense port=99999999999 port=-1 port=1e3 hostaddr=x connect_timeout=1e999 password='.split(
    ' ',
  ),
  ...'sslkey=/nowhere sslpassword=x service=x gssencmode=require channel_binding=require sslnegotiation=direct'.split(
    ' ',
  ),
  ...'host=/tmp host=a,b user= dbname= options= __proto__=1 constructor=x target_session_attrs=any'.split(' '),
  'postgresql://',
  'mysql://',
  ' ',
  '\n',
  '\0',
]

const url = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...addresses).chain((address) => mutatedText(address, signs, 3)) },
  { weight: 1, arbitrary: fc.constantFrom(...addresses) },
  { weight: 1, arbitrary: hostileText },
)

const names = [
  ...'PGHOST PGHOSTADDR PGPORT PGDATABASE PGUSER PGPASSWORD PGPASSFILE PGOPTIONS PGAPPNAME PGSSLMODE'.split(' '),
  ...'PGREQUIRESSL PGSSLROOTCERT PGSSLCERT PGSSLKEY PGCHANNELBINDING PGCONNECT_TIMEOUT PGSERVICE PGSSLNEGOTIATION'.split(
    ' ',
  ),
  ...'PGTARGETSESSIONATTRS PGGSSENCMODE PGREQUIREAUTH'.split(' '),
]
const values = [
  '',
  '5432',
  '-1',
  '65536',
  '1e3',
  'require',
  'verify-full',
  'disable',
  '/nowhere',
  'a,b',
  '::1',
  '0',
  'x',
]

const environment: fc.Arbitrary<Environment> = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), hostileText)), { maxLength: 4 })
  .map((all) => Object.fromEntries(all))

/** What is wrong with what came of an address: nothing, where it is a place, or a sentence that holds no password. */
function faultsOf(outcome: Outcome<DatabaseAddress>): readonly string[] {
  if (outcome.refusal !== null) {
    const says = withHint(outcome.refusal)
    return outcome.refusal.name === 'UsageError' && !says.includes(secret) ? [] : [says]
  }
  const { name, password, ...place } = outcome.value
  const { port, host, hostAddress, user, database } = place
  // What is the password is named nowhere else, unless it is the name of the user, host or database as well.
  const isNamed = [host, hostAddress, user, database].some((word) => word?.includes(secret))
  const isTold = password?.includes(secret) === true && !isNamed && name.includes(secret)
  return [
    ...strayNumbers(place, 'address'),
    ...(port >= 1 && port <= 65_535 ? [] : [`port ${port}`]),
    ...(isTold ? [`the name tells the password: ${name}`] : []),
  ]
}

test('whatever an address and the variables say: a place, or a sentence that says why not, and no password', async () => {
  const way = fc.constantFrom('flag', 'variable', 'none')
  await fc.assert(
    fc.asyncProperty(way, url, environment, fc.boolean(), async (how, text, variables, hasPassword) => {
      const env = {
        HOME: '/nowhere',
        ...variables,
        ...(hasPassword && { PGPASSWORD: secret }),
        ...(how === 'variable' && { DATABASE_URL: text }),
      }
      const given = how === 'flag' ? text : undefined
      const outcome = await bounded(() => outcomeOf(() => findDatabaseAddress(given, env)))
      expect(faultsOf(outcome)).toEqual([])
    }),
    fuzz(400),
  )
})
