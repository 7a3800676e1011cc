import { createHttpClient } from '@m4sh/tools-core/connections/http'
import { identitiesOfFiles, type Identity, identityOf, mintTokens } from '@m4sh/tools-core/connections/identity'
import { UsageError } from '@m4sh/tools-core/errors'
import { counted } from '@m4sh/tools-core/language'
import { whole } from '@m4sh/tools-core/reporting'
import { jsonRecord } from '@m4sh/tools-core/values'
import type { PlatformConfig } from '../config.ts'
import type { UserIds } from '../recipients/recipients.ts'
import { say } from '../language/phrases.ts'

/** Tokens that are signed here are good for the run, however long it takes. Milliseconds. */
const tokenLifetimeMs = 86_400_000
/** Who a token is of is asked for so many at once. */
const askedAtOnce = 8

export type ListenerSettings = Pick<
  PlatformConfig,
  'apiUrl' | 'token' | 'headers' | 'tokensFile' | 'usersFile' | 'jwtSecret'
>

/** Somebody who is to listen. */
export interface Listener {
  readonly user: string
  readonly token: string
}

export interface FoundListeners {
  readonly listeners: readonly Listener[]
  readonly warnings: readonly string[]
}

const hint = 'Give tokens of them with --tokens, log-ins with --users, or the key that signs tokens with --jwt-secret.'

/**
 * Who can listen, of those who get notifications; each once.
 * @param most chosen evenly from the list where there are more
 * @throws {UsageError} for files that cannot be used, and where nobody can listen; {@link RunError} where a log-in fails
 */
export async function findListeners(
  settings: ListenerSettings,
  recipients: UserIds,
  most: number,
  signal: AbortSignal,
): Promise<FoundListeners> {
  const { tokensFile, usersFile, jwtSecret } = settings
  if (jwtSecret !== null && tokensFile === null && usersFile === null)
    return await mintListeners(jwtSecret, recipients, most)
  const named = await nameAll(await readIdentities(settings, signal), settings, signal)
  const tokens = new Map(
    named.flatMap(({ user, token }) => (user === null ? [] : [[user, token] as const])).toReversed(),
  )
  const present = usersAmong(tokens, recipients)
  if (present.length === 0)
    throw new UsageError('--listen: there is no token of anybody who gets notifications.', { hint })
  const chosen = evenly(present, most)
  const unknown = named.filter(({ user }) => user === null).length
  return {
    listeners: chosen.map((user) => ({ user, token: tokens.get(user) ?? '' })),
    warnings: [
      ...counted(
        unknown,
        () => say('1 token could not be used: the platform does not say whose.'),
        (count) => say('{#count} tokens could not be used: the platform does not say whose.', { count: whole(count) }),
      ),
      ...counted(
        tokens.size - present.length,
        () => say('1 user with a token did not listen: they get no notifications.'),
        (count) =>
          say('{#count} users with a token did not listen: they get no notifications.', { count: whole(count) }),
      ),
      ...tooMany(present.length, most),
    ],
  }
}

async function mintListeners(secret: string, recipients: UserIds, most: number): Promise<FoundListeners> {
  if (!(recipients instanceof Float64Array))
    throw new UsageError('--jwt-secret signs tokens for users whose ids are whole numbers; those here are not.', {
      hint: 'Give tokens of them with --tokens, or log-ins with --users.',
    })
  const userIds = evenly(recipients, most)
  const identities = await mintTokens({ secret, userIds, lifetimeMs: tokenLifetimeMs })
  return {
    listeners: identities.map(({ token }, index) => ({ user: String(userIds[index]), token })),
    warnings: tooMany(recipients.length, most),
  }
}

async function readIdentities(settings: ListenerSettings, signal: AbortSignal): Promise<readonly Identity[]> {
  const { token } = settings
  const named = await identitiesOfFiles(settings, settings, signal)
  return named ?? (token === null ? [] : [identityOf(token)])
}

interface NamedToken {
  readonly token: string
  /** `null` where nobody says. */
  readonly user: string | null
}

/** Tokens that do not say who they are of are asked about. */
async function nameAll(
  identities: readonly Identity[],
  settings: ListenerSettings,
  signal: AbortSignal,
): Promise<readonly NamedToken[]> {
  const named: NamedToken[] = []
  const waiting = identities.entries()
  const work = async (): Promise<void> => {
    // Shared: each takes the next that waits.
    for (const [index, { token, userId }] of waiting)
      named[index] = { token, user: userId === null ? await askWho(token, settings, signal) : String(userId) }
  }
  await Promise.all(Array.from({ length: Math.min(askedAtOnce, identities.length) }, work))
  return named
}

async function askWho(
  token: string,
  { apiUrl, headers }: ListenerSettings,
  signal: AbortSignal,
): Promise<string | null> {
  const http = createHttpClient({ baseUrl: apiUrl, token, headers, flags: { address: '--base-url' }, signal })
  const answer = await http.get('users/me/')
  const { id } = answer.ok ? jsonRecord(answer.text()) : {}
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}

function usersAmong(tokens: ReadonlyMap<string, string>, recipients: UserIds): readonly string[] {
  const present = new Set<string>()
  for (const id of recipients) if (tokens.has(String(id))) present.add(String(id))
  return [...present]
}

/** So many at most, from the whole of the list. */
function evenly<T>(list: ArrayLike<T>, most: number): T[] {
  const count = Math.min(most, list.length)
  const item = (_: unknown, index: number): T[] => {
    const found = list[Math.floor((index * list.length) / count)]
    return found === undefined ? [] : [found]
  }
  return Array.from({ length: count }).flatMap(item)
}

function tooMany(users: number, most: number): string[] {
  return users > most ? [say('Of {users} users {most} listened, chosen evenly.', { users, most })] : []
}
