import { describe, expect, test } from '@jest/globals'
import { succeeded, type Answer, type ApiClient } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { fieldsOf, isSameId } from './json.ts'
import { describeWith } from './needs.ts'
import type { Account } from './session.ts'
import { refused } from './shapes.ts'

export function describeAuthentication(deployment: Deployment): void {
  const { anonymous, rows } = deployment

  describe('login', () => {
    test('{email, password} → {access, user}', () => {
      for (const { loginAnswer, account, token } of [deployment.tutor, deployment.student]) {
        expect(loginAnswer.status).toBe(200)
        expect(token.split('.')).toHaveLength(3)
        expect(loginAnswer.body).toMatchObject({ user: { email: account.email } })
      }
    })

    test('the refresh token comes in an HttpOnly cookie, and nowhere else', () => {
      const { loginAnswer } = deployment.tutor
      const [cookie = ''] = refreshCookies(loginAnswer)
      expect(cookie).toMatch(/;\s*httponly/i)
      const value = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'))
      expect(value.length).toBeGreaterThan(20)
      expect(loginAnswer.text).not.toContain(value)
    })

    test.each([
      ['a wrong password', ({ email }: Account) => ({ email, password: 'wrong-password' }), [400, 401]],
      ['nobody', () => ({ email: 'nobody@m4sh.test', password: 'wrong-password' }), [400, 401]],
      ['no password', ({ email }: Account) => ({ email }), [400, 401, 422]],
      ['nothing', () => ({}), [400, 401, 422]],
    ])('%s: refused', async (_, bodyFor, statuses) => {
      const answer = await anonymous.post('/auth/login/', bodyFor(deployment.tutor.account))
      expect(answer).toEqual(refused(...statuses))
      expect(refreshCookies(answer)).toEqual([])
    })
  })

  describe('refresh and logout', () => {
    test('the cookie gets a new access token', async () => {
      const cookie = await cookieOf(anonymous, deployment.tutor.account)
      const { body } = succeeded(await anonymous.post('/auth/refresh/', {}, { headers: { cookie } }))
      const { access } = fieldsOf(body)
      const me = await anonymous.as(String(access)).get('/users/me/')
      expect(isSameId(fieldsOf(succeeded(me).body)['id'], deployment.tutor.userId)).toBe(true)
    })

    test('no cookie, or one that is none: refused', async () => {
      expect(await anonymous.post('/auth/refresh/')).toEqual(refused(400, 401, 403))
      const [name = ''] = (await cookieOf(anonymous, deployment.tutor.account)).split('=')
      const headers = { cookie: `${name}=not-a-token` }
      expect(await anonymous.post('/auth/refresh/', {}, { headers })).toEqual(refused(400, 401, 403))
    })

    test('an access token is no refresh token, nor the other way round', async () => {
      const [name = '', refresh = ''] = (await cookieOf(anonymous, deployment.student.account)).split('=')
      const headers = { cookie: `${name}=${deployment.student.token}` }
      expect(await anonymous.post('/auth/refresh/', {}, { headers })).toEqual(refused(400, 401, 403))
      expect(await anonymous.as(refresh).get('/users/me/')).toEqual(refused(401))
    })

    test('logout takes the cookie away', async () => {
      const cookie = await cookieOf(anonymous, deployment.student.account)
      const api = anonymous.as(deployment.student.token)
      const answer = succeeded(await api.post('/auth/logout/', {}, { headers: { cookie } }))
      const name = cookie.split('=')[0]
      const taken = answer.headers.getSetCookie().find((line) => line.startsWith(`${name}=`))
      expect(isExpired(taken ?? '')).toBe(true)
    })
  })

  describe('invitations', () => {
    test('one that does not exist is not valid', async () => {
      for (const answer of [
        await anonymous.get('/auth/invite/validate/?token=no-such-invitation'),
        await anonymous.post('/auth/invite/validate/', { token: 'no-such-invitation' }),
      ]) {
        const isTold = answer.status === 200 && fieldsOf(answer.body)['valid'] === false
        expect(isTold || answer).toEqual(isTold || refused(400, 401, 403, 404, 410, 422))
      }
    })

    test('nor can it be accepted', async () => {
      const body = { token: 'no-such-invitation', password: 'conformance-pass-7', first_name: 'O', last_name: 'C' }
      expect(await anonymous.post('/auth/invite/accept/', body)).toEqual(refused(400, 401, 403, 404, 410, 422))
    })
  })

  describe('registration', () => {
    test('of nothing, or of an address that is taken: refused', async () => {
      expect(await anonymous.post('/auth/register/', {})).toEqual(refused(400, 422))
      const { email } = deployment.tutor.account
      expect(await anonymous.post('/auth/register/', registration(email))).toEqual(refused(400, 409, 422))
    })
  })

  describeWith('registration, with the database', rows, (database) => {
    test('whoever registers can log in', async () => {
      const email = `conformance-${Date.now()}@m4sh.test`
      succeeded(await anonymous.post('/auth/register/', registration(email)))
      expect(await database.adoptUser(email)).toMatchObject({ email, role: 'student', is_active: true })
      const { password } = registration(email)
      const { body } = succeeded(await anonymous.post('/auth/login/', { email, password }))
      expect(body).toMatchObject({ access: expect.any(String), user: { email } })
    })

    test('the password is kept as a hash', async () => {
      const { email, password } = deployment.tutor.account
      const [row] = await database.query('SELECT password FROM users_user WHERE email = $1', [email])
      expect(row?.['password']).toMatch(/^\w+\$/)
      expect(row?.['password']).not.toContain(password)
    })
  })
}

function registration(email: string): Account & Record<string, string> {
  return { email, password: 'Conformance-pass-7', first_name: 'Оксана', last_name: 'Conformance', role: 'student' }
}

/** The cookies that last; one that is taken away is none. */
function refreshCookies({ headers }: Answer): string[] {
  const isOther = /csrf|session|lang/i
  return headers.getSetCookie().filter((line) => !isOther.test(line.split('=')[0] ?? '') && !isExpired(line))
}

function isExpired(cookie: string): boolean {
  if (cookie === '') return false
  const maxAge = /;\s*max-age=(-?\d+)/i.exec(cookie)?.[1]
  if (maxAge !== undefined) return Number(maxAge) <= 0
  const expires = /;\s*expires=([^;]+)/i.exec(cookie)?.[1]
  return expires === undefined ? /^[^=]+=("")?;/.test(cookie) : Date.parse(expires) < Date.now()
}

/** `name=value` of a login of its own: what is tried with it does not log out the others. */
async function cookieOf(api: ApiClient, { email, password }: Account): Promise<string> {
  const [cookie] = refreshCookies(succeeded(await api.post('/auth/login/', { email, password })))
  if (cookie === undefined) throw new Error('the login set no cookie')
  return cookie.split(';')[0] ?? ''
}
