import type { FastifyReply } from 'fastify'
import { unauthorized } from './errors.ts'
import type { RestContext } from './context.ts'
import type { UserDto } from './dto.ts'
import { findUser } from './find-users.ts'
import { expiredRefreshCookie, readRefreshCookie, refreshCookie } from './refresh-cookie.ts'

export interface Session {
  readonly access: string
  readonly user: UserDto
}

/** Signs somebody in: the access token in the answer, the refresh token in a cookie. */
export async function openSession(context: RestContext, reply: FastifyReply, userId: number): Promise<Session> {
  const access = await giveTokens(context, reply, userId)
  return { access, user: await findUser(context.db, userId) }
}

/**
 * Gives a new pair of tokens for a refresh token, which is used up by it.
 * @throws {ApiError} 401
 */
export async function renewSession(
  context: RestContext,
  reply: FastifyReply,
  cookies: string | undefined,
): Promise<{ readonly access: string }> {
  const { db, tokens, blacklist } = context
  const token = readRefreshCookie(cookies)
  if (token === null || token === '') throw unauthorized('Authentication credentials were not provided.')
  const verified = await tokens.verify(token, 'refresh')
  if ('problem' in verified) throw refreshError(verified.problem === 'expired' ? 'expired' : 'invalid')
  const user = await db
    .selectFrom('users_user')
    .select('is_active')
    .where('id', '=', verified.userId)
    .executeTakeFirst()
  if (!user?.is_active)
    throw unauthorized('No active account found for the given token.', { code: 'no_active_account' })
  if (!blacklist.add(verified.jti, verified.expiresAt)) throw refreshError('blacklisted')
  return { access: await giveTokens(context, reply, verified.userId) }
}

/** Ends a session; one that is over already is as good. */
export async function closeSession(
  { tokens, blacklist }: RestContext,
  reply: FastifyReply,
  cookies: string | undefined,
): Promise<void> {
  const verified = await tokens.verify(readRefreshCookie(cookies), 'refresh')
  if (!('problem' in verified)) blacklist.add(verified.jti, verified.expiresAt)
  reply.header('set-cookie', expiredRefreshCookie)
}

async function giveTokens({ tokens }: RestContext, reply: FastifyReply, userId: number): Promise<string> {
  const [access, refresh] = await Promise.all([tokens.mint(userId), tokens.mint(userId, 'refresh')])
  reply.header('set-cookie', refreshCookie(refresh, tokens.refreshLifetimeMs))
  return access
}

function refreshError(state: 'invalid' | 'expired' | 'blacklisted'): Error {
  return unauthorized(`Token is ${state}`, { code: 'token_not_valid' })
}
