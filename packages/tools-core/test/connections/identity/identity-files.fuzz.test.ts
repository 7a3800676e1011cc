import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  claimsOf,
  type Credentials,
  type Identity,
  readTokensFile,
  readUsersFile,
} from '../../../src/connections/identity/index.ts'
import { withHint } from '../../../src/errors/errors.ts'
import {
  bounded,
  fuzz,
  hostileJson,
  hostileText,
  jsonText,
  mutatedJson,
  mutatedText,
  outcomeOf,
  strayNumbers,
} from '../../../src/testing/fuzz/index.ts'

const secret = 'Geheimnis4711Kx'
const encoded = (value: string) => Buffer.from(value).toString('base64url')
const jwtOf = (claims: string) => `${encoded('{"alg":"HS256"}')}.${encoded(claims)}.${secret}`
const jwt = jwtOf('{"user_id":7,"exp":1900000000}')

const signs = [...', ; " \' "" [ ] { } # : = \\ \t \r \n \r\n'.split(' '), '\uFEFF', '\0', 'Bearer ', '"email"', ' ']

const bytes = fc.uint8Array({ maxLength: 200 }).map((all) => Buffer.from(all).toString('utf8'))

/** What is wrong with what came of a file of secrets: what is wrong with it is told by its place, and without a secret. */
async function faultsOf<T>(read: () => readonly T[], isFit: (one: T) => boolean): Promise<readonly unknown[]> {
  const outcome = await bounded(() => outcomeOf(read))
  if (outcome.refusal === null) return outcome.value.filter((one) => !isFit(one))
  const { name, hint = '' } = outcome.refusal
  const says = withHint(outcome.refusal)
  return name === 'UsageError' && /\w/.test(hint) && says.includes('the.file') && !says.includes(secret) ? [] : [says]
}

describe('whatever the file holds: what is wanted, or the place of what is not, and no secret', () => {
  const lines = `# two\n${jwt}\nBearer ${jwt}\n\n${secret}\n`
  const list = [jwt, { token: jwt }, { token: `Bearer ${secret}` }]
  const tokens = fc.oneof(
    mutatedText(lines, signs),
    mutatedText(JSON.stringify(list), signs),
    mutatedJson(list).map(jsonText),
    hostileJson.map(jsonText),
    hostileText,
    bytes,
  )

  test('tokens', async () => {
    await fc.assert(
      fc.asyncProperty(tokens, async (text) => {
        const isFit = ({ token, userId }: Identity): boolean =>
          /^[\w.~+/-]+=*$/.test(token) && (userId === null || (Number.isSafeInteger(userId) && userId > 0))
        expect(await faultsOf(() => readTokensFile(text, 'the.file'), isFit)).toEqual([])
      }),
      fuzz(300),
    )
  })

  const csv = `email,password,name\r\na@x.org,${secret},"Anna, ""A"""\r\n"b@x.org","${secret}",\r\n`
  const users = fc.oneof(
    mutatedText(csv, signs),
    mutatedText(csv.replaceAll(',', ';'), signs),
    mutatedText(csv.replaceAll(',', '\t'), signs),
    hostileText,
    bytes,
  )

  test('users', async () => {
    await fc.assert(
      fc.asyncProperty(users, async (text) => {
        const isFit = ({ email, password, place = '' }: Credentials): boolean =>
          email.includes('@') && password !== '' && /^the\.file, line [1-9]\d*$/.test(place)
        expect(await faultsOf(() => readUsersFile(text, 'the.file'), isFit)).toEqual([])
      }),
      fuzz(300),
    )
  })

  test('what a token says of itself', () => {
    const claims = fc.oneof(
      mutatedJson({ user_id: 7, sub: '7', exp: 1_900_000_000 }).map(jsonText),
      hostileJson.map(jsonText),
      bytes,
    )
    const token = fc.oneof(claims.map(jwtOf), mutatedText(jwt, ['.', '..', '=', '\0']), hostileText)
    fc.assert(
      fc.property(token, (text) => {
        const { userId, expiresAt } = claimsOf(text)
        expect(strayNumbers({ userId, expiresAt: expiresAt?.getTime() ?? 0 }, 'claims')).toEqual([])
      }),
      fuzz(300),
    )
  })
})
