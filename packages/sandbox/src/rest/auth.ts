import { hashPassword, verifyPassword } from '../auth/passwords.ts'
import { jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { created, endpoint, ok, type Endpoint } from './endpoint.ts'
import { unauthorized, validationError } from './errors.ts'
import { refine, withDefault, type Field } from './fields/field.ts'
import { choice, email, text } from './fields/text.ts'
import { isTimezone } from './local-clock.ts'
import { closeSession, openSession, renewSession } from './sessions.ts'

const login = jsonBody('Login', { email: text(), password: text({ keepsSpace: true }) })

/** As Django's validators judge it. */
export function newPassword(): Field<string> {
  return refine(text({ minLength: 8, maxLength: 128, keepsSpace: true }), (value) =>
    /^\d+$/.test(value) ? 'This password is entirely numeric.' : null,
  )
}

export function personName(): Field<string> {
  return text({ maxLength: 150, isBlankAllowed: true })
}

export function timezone(): Field<string> {
  return refine(text({ maxLength: 64 }), (name) => (isTimezone(name) ? null : `"${name}" is not a valid choice.`))
}

const registration = jsonBody('Register', {
  email: email(),
  password: newPassword(),
  first_name: withDefault(personName(), ''),
  last_name: withDefault(personName(), ''),
  role: withDefault(choice(['student', 'tutor']), 'student'),
  timezone: withDefault(timezone(), 'Europe/Kyiv'),
})

export function authEndpoints(context: RestContext): readonly Endpoint[] {
  const { anyone } = context.access
  return [
    endpoint({
      method: 'POST',
      path: '/auth/login/',
      summary: 'Gives an access token, and a refresh token in a cookie.',
      access: anyone,
      body: login,
      answer: ok(ref('Session')),
      errors: [401],
      handle: async ({ readBody, reply }) =>
        await openSession(context, reply, await findByPassword(context, await readBody())),
    }),
    endpoint({
      method: 'POST',
      path: '/auth/register/',
      summary: 'Creates an account and signs in.',
      access: anyone,
      body: registration,
      answer: created(ref('Session')),
      handle: async ({ readBody, reply }) =>
        await openSession(context, reply, await register(context, await readBody())),
    }),
    endpoint({
      method: 'POST',
      path: '/auth/refresh/',
      summary: 'Gives new tokens for the refresh token in the cookie, which is used up.',
      access: anyone,
      answer: ok(ref('AccessToken')),
      errors: [401],
      handle: async ({ request, reply }) => await renewSession(context, reply, request.headers.cookie),
    }),
    endpoint({
      method: 'POST',
      path: '/auth/logout/',
      summary: 'Makes the refresh token in the cookie worthless.',
      access: anyone,
      answer: ok(ref('Empty')),
      handle: async ({ request, reply }) => {
        await closeSession(context, reply, request.headers.cookie)
        return {}
      },
    }),
  ]
}

interface Credentials {
  readonly email: string
  readonly password: string
}

/** As slow for nobody as for somebody: the time must not tell who has an account. */
const nobodysPassword = `pbkdf2_sha256$1000$nobody$${Buffer.alloc(32).toString('base64')}`

async function findByPassword({ db }: RestContext, { email: given, password }: Credentials): Promise<number> {
  const user = await db
    .selectFrom('users_user')
    .select(['id', 'password', 'is_active'])
    .where('email', 'in', [given, given.toLowerCase()])
    .orderBy('id')
    .executeTakeFirst()
  const isRight = await verifyPassword(password, user?.password ?? nobodysPassword)
  if (!user?.is_active || !isRight) throw unauthorized('No active account found with the given credentials')
  return user.id
}

interface Registration extends Credentials {
  readonly first_name: string
  readonly last_name: string
  readonly role: 'student' | 'tutor'
  readonly timezone: string
}

async function register({ db, now }: RestContext, { password, email: given, ...rest }: Registration): Promise<number> {
  const row = {
    ...rest,
    email: given.toLowerCase(),
    password: await hashPassword(password),
    is_self_learning: rest.role === 'student',
    is_active: true,
    is_staff: false,
    date_joined: now(),
  }
  const user = await db
    .insertInto('users_user')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!user) throw validationError({ email: ['user with this email already exists.'] })
  return user.id
}
