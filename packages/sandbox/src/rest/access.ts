import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { TokenProblem } from '../auth/tokens.ts'
import type { Role } from '../database/database.ts'
import { findLesson, isAdmin, isParticipant, type LessonParticipants } from '../gateway/access.ts'
import type { Platform } from '../platform.ts'
import { forbidden, notFound, unauthorized, type ApiError } from './errors.ts'

/** Whoever has sent a request. */
export interface User {
  readonly id: number
  readonly role: Role
  readonly isAdmin: boolean
  readonly first_name: string
  readonly last_name: string
  readonly timezone: string
}

/** Who may call an endpoint, whatever it is called for. */
export interface Access<Caller> {
  /** As the schema tells it. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  /** What else it may answer. */
  readonly errors: readonly number[]
  /** @throws {ApiError} 401 or 403 */
  check(request: FastifyRequest): Promise<Caller>
}

export interface AccessRules {
  readonly anyone: Access<null>
  readonly users: Access<User>
  readonly tutors: Access<User>
  readonly students: Access<User>
  /** Admins, and the platform's own services. */
  readonly services: Access<null>
}

const jwtAuth = [{ jwtAuth: [] }] as const

export function accessRules(platform: Platform): AccessRules {
  const authenticated = async ({ headers }: FastifyRequest): Promise<User> =>
    await authenticate(platform, headers.authorization)
  const only = (role: Role): Access<User> => ({
    security: jwtAuth,
    errors: [401, 403],
    check: async (request) => {
      const user = await authenticated(request)
      if (user.role !== role) throw forbidden(`Only a ${role} may do this.`)
      return user
    },
  })
  return {
    anyone: { security: [{}], errors: [], check: async () => await Promise.resolve(null) },
    users: { security: jwtAuth, errors: [401], check: authenticated },
    tutors: only('tutor'),
    students: only('student'),
    services: {
      security: jwtAuth,
      errors: [401, 403],
      check: async (request) => {
        if (isServiceToken(platform.settings.serviceToken, request.headers.authorization)) return null
        if (!(await authenticated(request)).isAdmin) throw forbidden('Only an admin or a service may do this.')
        return null
      },
    },
  }
}

/**
 * The user of a Bearer token. Every message is SimpleJWT's.
 * @throws {ApiError} 401
 */
async function authenticate({ db, tokens }: Platform, header: string | undefined): Promise<User> {
  const token = bearerToken(header)
  const verified = await tokens.verify(token)
  if ('problem' in verified) throw tokenError(verified.problem)
  const user = await db
    .selectFrom('users_user')
    .select(['id', 'role', 'first_name', 'last_name', 'timezone', 'is_active'])
    .where('id', '=', verified.userId)
    .executeTakeFirst()
  if (!user) throw unauthorized('User not found', { code: 'user_not_found' })
  if (!user.is_active) throw unauthorized('User is inactive', { code: 'user_inactive' })
  return { ...user, isAdmin: isAdmin(user.role) }
}

/** `null` where there is none, or one of another kind. */
function bearerToken(header = ''): string | null {
  const [kind, token, ...more] = header.trim().split(/\s+/)
  if (kind?.toLowerCase() !== 'bearer') return null
  if (token === undefined || more.length > 0)
    throw unauthorized('Authorization header must contain two space-delimited values', {
      code: 'bad_authorization_header',
    })
  return token
}

const tokenMessages: Readonly<Record<Exclude<TokenProblem, 'missing'>, string>> = {
  malformed: 'Token is invalid',
  forged: 'Token is invalid',
  expired: 'Token is expired',
  'wrong-type': 'Token has wrong type',
}

function tokenError(problem: TokenProblem): ApiError {
  if (problem === 'missing') return unauthorized('Authentication credentials were not provided.')
  return unauthorized('Given token not valid for any token type', {
    code: 'token_not_valid',
    messages: [{ token_class: 'AccessToken', token_type: 'access', message: tokenMessages[problem] }],
  })
}

function isServiceToken(serviceToken: string, header = ''): boolean {
  const [, given] = /^Bearer (.+)$/i.exec(header) ?? []
  if (given === undefined || serviceToken === '') return false
  const [left, right] = [Buffer.from(given), Buffer.from(serviceToken)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * The participants of a lesson that a user may see: one of theirs, and for admins any.
 * @throws {ApiError} 403 or 404
 */
export async function findLessonFor(
  { db }: Pick<Platform, 'db'>,
  user: User,
  lessonId: number,
): Promise<LessonParticipants> {
  const lesson = await findLesson(db, lessonId)
  if (!lesson) throw notFound('Lesson')
  if (!user.isAdmin && !isParticipant(lesson, user.id)) throw forbidden('This is a lesson of others.')
  return lesson
}
