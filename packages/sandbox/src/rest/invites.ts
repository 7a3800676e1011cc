import { hashPassword } from '../auth/passwords.ts'
import { newPassword, personName } from './auth.ts'
import { jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { fullName } from './dto.ts'
import { endpoint, ok, type Endpoint } from './endpoint.ts'
import { apiError } from './errors.ts'
import { optional } from './fields/field.ts'
import { text } from './fields/text.ts'
import { findUser } from './find-users.ts'
import { openSession } from './sessions.ts'

const token = text()
const validation = jsonBody('InviteValidate', { token })
const acceptance = jsonBody('InviteAccept', {
  token,
  password: newPassword(),
  first_name: optional(personName()),
  last_name: optional(personName()),
})

export function inviteEndpoints(context: RestContext): readonly Endpoint[] {
  const { anyone } = context.access
  const answer = ok(ref('Invite'))
  const path = '/auth/invite/validate/'
  return [
    endpoint({
      method: 'GET',
      path,
      summary: 'Whom an invitation is for.',
      access: anyone,
      query: { token },
      answer,
      handle: async ({ query }) => await describeInvite(context, query.token),
    }),
    endpoint({
      method: 'POST',
      path,
      summary: 'Whom an invitation is for.',
      access: anyone,
      body: validation,
      answer,
      handle: async ({ readBody }) => await describeInvite(context, (await readBody()).token),
    }),
    endpoint({
      method: 'POST',
      path: '/auth/invite/accept/',
      summary: 'Sets the password of an invited account, once, and signs in.',
      access: anyone,
      body: acceptance,
      answer: ok(ref('Session')),
      handle: async ({ readBody, reply }) =>
        await openSession(context, reply, await acceptInvite(context, await readBody())),
    }),
  ]
}

interface Invite {
  readonly userId: number
  readonly jti: string
  readonly expiresAt: Date
}

/** @throws {ApiError} 400 for an invitation that is none, or none any more */
async function readInvite({ db, tokens, blacklist }: RestContext, given: string): Promise<Invite> {
  const verified = await tokens.verify(given, 'invite')
  if ('problem' in verified) {
    if (verified.problem === 'expired') throw apiError(400, 'INVITE_EXPIRED', 'This invitation has expired.')
    throw apiError(400, 'INVITE_INVALID', 'This is no invitation.')
  }
  const user = await db.selectFrom('users_user').select('id').where('id', '=', verified.userId).executeTakeFirst()
  if (!user) throw apiError(400, 'INVITE_INVALID', 'The invited account is not there any more.')
  if (blacklist.has(verified.jti)) throw usedInvite()
  return verified
}

function usedInvite(): Error {
  return apiError(400, 'INVITE_USED', 'This invitation was accepted before.')
}

async function describeInvite(context: RestContext, given: string): Promise<object> {
  const { userId, expiresAt } = await readInvite(context, given)
  const { email, first_name: first, last_name: last, role } = await findUser(context.db, userId)
  return {
    // One page of the platform reads the flag, the other the word.
    is_valid: true,
    status: 'valid',
    email,
    first_name: first,
    last_name: last,
    role,
    tutor_name: await findInviter(context, userId),
    expires_at: expiresAt.toISOString(),
  }
}

/** The tutor whose invitation waits for an answer. */
async function findInviter({ db }: RestContext, studentId: number): Promise<string | null> {
  const tutor = await db
    .selectFrom('users_tutorstudentrelation as relation')
    .innerJoin('users_user as tutor', 'tutor.id', 'relation.tutor_id')
    .select(['tutor.first_name', 'tutor.last_name'])
    .where('relation.student_id', '=', studentId)
    .where('relation.status', '=', 'invited')
    .orderBy('relation.created_at', 'desc')
    .executeTakeFirst()
  return tutor ? fullName(tutor) : null
}

interface Acceptance {
  readonly token: string
  readonly password: string
  readonly first_name: string | undefined
  readonly last_name: string | undefined
}

async function acceptInvite(context: RestContext, { token: given, password, ...names }: Acceptance): Promise<number> {
  const { userId, jti, expiresAt } = await readInvite(context, given)
  const hash = await hashPassword(password)
  // Of two that come at once, one is too late.
  if (!context.blacklist.add(jti, expiresAt)) throw usedInvite()
  await context.db
    .updateTable('users_user')
    .set({
      password: hash,
      is_active: true,
      ...(names.first_name === undefined ? {} : { first_name: names.first_name }),
      ...(names.last_name === undefined ? {} : { last_name: names.last_name }),
    })
    .where('id', '=', userId)
    .execute()
  return userId
}
