import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { hashPassword } from '../../src/auth/passwords.ts'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { fixedUsers } from '../../src/seeds/fixed-rows.ts'
import { codeOf, fieldsOf, sortedStatuses, type Answer } from './api-client.ts'
import { people, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

const { email, password } = fixedUsers.tutor
const login = async (body: unknown = { email, password }): Promise<Answer> =>
  await rest.anonymous.post('/auth/login/', body, { isLenient: true })

/** `refresh_token=…`, as a browser sends it back. */
function cookieOf({ headers }: Answer): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

describe('login', () => {
  test('gives an access token that opens doors, and whose it is', async () => {
    const { status, body } = await login()
    expect(status).toBe(200)
    expect(body).toMatchObject({ access: expect.any(String), user: { id: people.tutor, email, role: 'tutor' } })
    const { access } = body as { access: string }
    expect(await rest.anonymous.with(access).get('/users/me/')).toMatchObject({
      status: 200,
      body: { id: people.tutor },
    })
  })

  test('puts the refresh token into a cookie that scripts cannot read', async () => {
    const [cookie] = (await login()).headers.getSetCookie()
    expect(cookie).toMatch(/^refresh_token=[\w.-]+; Max-Age=7200; Path=\/api\/auth; HttpOnly; SameSite=Lax$/)
  })

  test('takes an address in capital letters for the same one', async () => {
    expect(await login({ email: email.toUpperCase(), password })).toMatchObject({ status: 200 })
  })

  test.each([
    ['a wrong password', { email, password: 'wrong' }],
    ['nobody', { email: 'nobody@m4sh.test', password }],
    ['SQL for a password', { email, password: "' OR 1=1 --" }],
    ['SQL for an address', { email: "' OR '1'='1", password }],
  ])('%s: 401 as SimpleJWT says it', async (_, body) => {
    const answer = await login(body)
    expect(answer).toMatchObject({
      status: 401,
      body: { detail: 'No active account found with the given credentials' },
    })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"')
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('whoever is not active is told the same, even with the right password', async () => {
    const hash = await hashPassword('right-password')
    await database.db.updateTable('users_user').set({ password: hash }).where('id', '=', people.inactive).execute()
    const answer = await login({ email: 'inactive@example.org', password: 'right-password' })
    expect(answer).toMatchObject({ status: 401, body: { detail: expect.stringMatching(/^No active account/) } })
  })

  test.each([
    [{}, { email: ['This field is required.'], password: ['This field is required.'] }],
    [{ email, password: null }, { password: ['This field may not be null.'] }],
    [{ email: '', password }, { email: ['This field may not be blank.'] }],
    [
      { email: ['x'], password: { $ne: '' } },
      { email: ['Not a valid string.'], password: ['Not a valid string.'] },
    ],
    [{ email: 'a\0b', password }, { email: ['Null characters are not allowed.'] }],
    [{ email, password: '\ud800' }, { password: ['Surrogate characters are not allowed: U+D800.'] }],
    [['list'], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
  ])('%j: 400', async (body, fields) => {
    const answer = await login(body)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ error: { code: 'VALIDATION_ERROR', detail: 'Invalid input.', fields } })
  })
})

describe('register', () => {
  const account = {
    email: 'New.Person@Example.org',
    password: 'a-good-password',
    first_name: 'Нова',
    last_name: 'Людина',
  }

  test('makes a student who is signed in and can log in', async () => {
    const { status, body, headers } = await rest.anonymous.post('/auth/register/', account)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      access: expect.any(String),
      user: { email: 'new.person@example.org', full_name: 'Нова Людина', role: 'student', timezone: 'Europe/Kyiv' },
    })
    expect(headers.getSetCookie()).toHaveLength(1)
    expect(await login({ email: account.email, password: account.password })).toMatchObject({ status: 200 })
  })

  test('of ten that come at once with one address, one is let in', async () => {
    const body = { ...account, email: 'race@example.org' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => await rest.anonymous.post('/auth/register/', body)),
    )
    expect(sortedStatuses(answers)).toEqual([201, ...Array<number>(9).fill(400)])
    const refused = answers.filter(({ status }) => status === 400).map((answer) => fieldsOf(answer))
    expect(refused[0]).toEqual({ email: ['user with this email already exists.'] })
  })

  test.each([
    ['email', 'no address', 'Enter a valid email address.'],
    ['email', `${'x'.repeat(250)}@m4sh.test`, 'Ensure this field has no more than 254 characters.'],
    ['password', 'short', 'Ensure this field has at least 8 characters.'],
    ['password', '1234567890', 'This password is entirely numeric.'],
    ['role', 'admin', '"admin" is not a valid choice.'],
    ['timezone', 'Mars/Olympus', '"Mars/Olympus" is not a valid choice.'],
    ['first_name', 'x'.repeat(151), 'Ensure this field has no more than 150 characters.'],
  ])('%s %j: 400', async (field, value, message) => {
    const answer = await rest.anonymous.post('/auth/register/', { ...account, email: 'x@example.org', [field]: value })
    expect([answer.status, fieldsOf(answer)]).toEqual([400, { [field]: [message] }])
  })
})

describe('refresh and logout', () => {
  const refresh = async (cookie: string): Promise<Answer> =>
    await rest.anonymous.post('/auth/refresh/', undefined, { headers: { cookie } })

  test('the cookie gets a new pair of tokens', async () => {
    const answer = await refresh(cookieOf(await login()))
    expect(answer).toMatchObject({ status: 200, body: { access: expect.any(String) } })
    expect(await refresh(cookieOf(answer))).toMatchObject({ status: 200 })
  })

  test('the old one is used up by it', async () => {
    const cookie = cookieOf(await login())
    await refresh(cookie)
    expect(await refresh(cookie)).toMatchObject({
      status: 401,
      body: { detail: 'Token is blacklisted', code: 'token_not_valid' },
    })
  })

  test('of ten that come at once with one cookie, one gets tokens', async () => {
    const cookie = cookieOf(await login())
    const answers = await Promise.all(Array.from({ length: 10 }, async () => await refresh(cookie)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('is found among other cookies', async () => {
    expect(await refresh(`lang=uk; ${cookieOf(await login())}; theme=dark`)).toMatchObject({ status: 200 })
  })

  test('logout makes it worthless and takes it away', async () => {
    const cookie = cookieOf(await login())
    const answer = await rest.anonymous.post('/auth/logout/', {}, { headers: { cookie } })
    expect(answer).toMatchObject({ status: 200, body: {} })
    expect(answer.headers.getSetCookie()[0]).toMatch(/^refresh_token=; Max-Age=0; /)
    expect(await refresh(cookie)).toMatchObject({ status: 401 })
  })

  test('who is not signed in can log out, too', async () => {
    expect(await rest.anonymous.post('/auth/logout/')).toMatchObject({ status: 200 })
  })

  test('without a cookie: 401', async () => {
    expect(await rest.anonymous.post('/auth/refresh/')).toMatchObject({
      status: 401,
      body: { detail: 'Authentication credentials were not provided.' },
    })
  })

  test('an access token, or one that has expired, is no refresh token', async () => {
    const access = await rest.tokens.mint(people.tutor)
    const expired = await rest.tokens.mint(people.tutor, 'refresh', -1000)
    expect(await refresh(`refresh_token=${access}`)).toMatchObject({
      status: 401,
      body: { detail: 'Token is invalid' },
    })
    expect(await refresh(`refresh_token=${expired}`)).toMatchObject({
      status: 401,
      body: { detail: 'Token is expired' },
    })
  })

  test('whoever has been made inactive gets no more', async () => {
    const token = await rest.tokens.mint(people.inactive, 'refresh')
    expect(await refresh(`refresh_token=${token}`)).toMatchObject({ status: 401, body: { code: 'no_active_account' } })
  })
})

describe('invitations', () => {
  const path = '/auth/invite/validate/'

  test('tell whom they are for, by GET and by POST', async () => {
    const token = await rest.tokens.mint(people.inactive, 'invite')
    const answers = [await rest.anonymous.get(`${path}?token=${token}`), await rest.anonymous.post(path, { token })]
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(body).toMatchObject({
        is_valid: true,
        status: 'valid',
        email: 'inactive@example.org',
        role: 'student',
        tutor_name: null,
      })
    }
  })

  test('set a password and sign in, once', async () => {
    const token = await rest.tokens.mint(people.inactive, 'invite')
    const accept = async (): Promise<Answer> =>
      await rest.anonymous.post('/auth/invite/accept/', { token, password: 'invited-password', first_name: 'Ivan' })
    const answers = await Promise.all([accept(), accept(), accept()])
    expect(sortedStatuses(answers)).toEqual([200, 400, 400])
    expect(answers.map((answer) => codeOf(answer)).filter(Boolean)).toEqual(['INVITE_USED', 'INVITE_USED'])
    expect(await login({ email: 'inactive@example.org', password: 'invited-password' })).toMatchObject({
      status: 200,
      body: { user: { first_name: 'Ivan' } },
    })
    expect(codeOf(await rest.anonymous.get(`${path}?token=${token}`))).toBe('INVITE_USED')
    await database.db.updateTable('users_user').set({ is_active: false }).where('id', '=', people.inactive).execute()
  })

  test.each([
    ['none', async () => await Promise.resolve('no-invitation'), 'INVITE_INVALID'],
    ['an access token', async () => await rest.tokens.mint(people.inactive), 'INVITE_INVALID'],
    ['of nobody', async () => await rest.tokens.mint(999_999, 'invite'), 'INVITE_INVALID'],
    ['an old one', async () => await rest.tokens.mint(people.inactive, 'invite', -1000), 'INVITE_EXPIRED'],
  ])('%s: 400', async (_, mint, code) => {
    const token = await mint()
    expect([await rest.anonymous.post(path, { token })].map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [400, code],
    ])
    const answer = await rest.anonymous.post('/auth/invite/accept/', { token, password: 'good-password' })
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
  })

  test('without a token: 400', async () => {
    expect(fieldsOf(await rest.anonymous.get(path))).toEqual({ token: ['This field is required.'] })
    expect(fieldsOf(await rest.anonymous.get(`${path}?token=`))).toEqual({ token: ['This field is required.'] })
  })
})
