import { personName, timezone } from './auth.ts'
import { anyJsonBody, jsonBody } from './body.ts'
import { ref } from './components.ts'
import type { RestContext } from './context.ts'
import { endpoint, noContent, ok, type Endpoint } from './endpoint.ts'
import { notFound, validationError } from './errors.ts'
import { optional } from './fields/field.ts'
import { section } from './fields/json.ts'
import { findUser } from './find-users.ts'
import { isRecord } from '@m4sh/tools-core/values'

const names = {
  first_name: optional(personName()),
  last_name: optional(personName()),
  timezone: optional(timezone()),
}
/** The profile's pages send the section `user`; older clients send its fields alone. */
const changes = jsonBody('PatchedProfile', { ...names, user: optional(section(names)) })
const draftChanges = anyJsonBody('PatchedProfileDraft')

export function profileEndpoints(context: RestContext): readonly Endpoint[] {
  const { users } = context.access
  const profile = { path: '/me/profile/', access: users, answer: ok(ref('Profile')) }
  const draft = { path: '/me/profile/autosave/', access: users }
  const draftAnswer = ok(ref('ProfileDraft'))
  return [
    endpoint({
      ...profile,
      method: 'GET',
      summary: 'My profile.',
      handle: async ({ caller }) => await readProfile(context, caller.id),
    }),
    endpoint({
      ...profile,
      method: 'PATCH',
      summary: 'Changes my profile; its draft goes.',
      body: changes,
      handle: async ({ caller, readBody }) => {
        const { user, ...fields } = await readBody()
        await changeProfile(context, caller.id, { ...fields, ...user })
        return await readProfile(context, caller.id)
      },
    }),
    endpoint({
      ...draft,
      method: 'GET',
      summary: 'The draft of my profile.',
      answer: draftAnswer,
      errors: [404],
      handle: async ({ caller }) => await readDraft(context, caller.id),
    }),
    endpoint({
      ...draft,
      method: 'PATCH',
      summary: 'Merges changes into the draft of my profile.',
      body: draftChanges,
      answer: draftAnswer,
      handle: async ({ caller, readBody }) => await mergeDraft(context, caller.id, await readBody()),
    }),
    endpoint({
      ...draft,
      method: 'DELETE',
      summary: 'Throws the draft of my profile away.',
      answer: noContent,
      handle: async ({ caller }) => await deleteDraft(context, caller.id),
    }),
  ]
}

async function readProfile({ db }: RestContext, userId: number): Promise<object> {
  const user = await findUser(db, userId)
  return { user, avatar_url: user.avatar_url }
}

interface ProfileChanges {
  readonly first_name?: string | undefined
  readonly last_name?: string | undefined
  readonly timezone?: string | undefined
}

async function changeProfile({ db }: RestContext, userId: number, given: ProfileChanges): Promise<void> {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  await db.transaction().execute(async (trx) => {
    if (Object.keys(set).length > 0) await trx.updateTable('users_user').set(set).where('id', '=', userId).execute()
    await trx.deleteFrom('users_profiledraft').where('user_id', '=', userId).execute()
  })
}

interface DraftDto {
  readonly data: object
  readonly autosaved_at: string
}

async function readDraft({ db }: RestContext, userId: number): Promise<DraftDto> {
  const row = await db.selectFrom('users_profiledraft').selectAll().where('user_id', '=', userId).executeTakeFirst()
  if (!row) throw notFound('Draft')
  return { data: row.data, autosaved_at: row.updated_at.toISOString() }
}

type Json = Readonly<Record<string, unknown>>

/** Two browser windows may save at once: neither may lose what the other has saved. */
async function mergeDraft({ db, now, settings }: RestContext, userId: number, given: Json): Promise<DraftDto> {
  const at = now()
  const data = await db.transaction().execute(async (trx) => {
    // There must be a row to lock.
    await trx
      .insertInto('users_profiledraft')
      .values({ user_id: userId, data: {}, updated_at: at })
      .onConflict((conflict) => conflict.column('user_id').doNothing())
      .execute()
    const drafts = trx.selectFrom('users_profiledraft').select('data').where('user_id', '=', userId)
    const { data: before } = await drafts.forUpdate().executeTakeFirstOrThrow()
    const after = merge(isRecord(before) ? before : {}, given)
    if (JSON.stringify(after).length > settings.maxMessageBytes)
      throw validationError({ non_field_errors: ['The draft is too large.'] })
    await trx
      .updateTable('users_profiledraft')
      .set({ data: after, updated_at: at })
      .where('user_id', '=', userId)
      .execute()
    return after
  })
  return { data, autosaved_at: at.toISOString() }
}

/** Objects are merged, anything else is replaced. */
function merge(before: Json, given: Json): Json {
  const merged = new Map(Object.entries(before))
  for (const [key, value] of Object.entries(given)) {
    const old = merged.get(key)
    merged.set(key, isRecord(old) && isRecord(value) ? merge(old, value) : value)
  }
  return Object.fromEntries(merged)
}

async function deleteDraft({ db }: RestContext, userId: number): Promise<void> {
  await db.deleteFrom('users_profiledraft').where('user_id', '=', userId).execute()
}
