import { identitiesOfFiles, type Identity, identityOf, mintTokens } from '@m4sh/tools-core/connections/identity'
import type { Config } from './config.ts'

/** Tokens that are signed here are good for the run, however long it takes. Milliseconds. */
const spareMs = 3_600_000

/**
 * Who the clients are; none where nobody was named.
 * @throws {UsageError} for files that cannot be used; {@link RunError} where a log-in fails
 */
export async function findIdentities(
  config: Config,
  durationMs: number,
  signal: AbortSignal,
): Promise<readonly Identity[]> {
  const { token, tokensFile, usersFile, jwtSecret, userIds } = config.identity
  const named = await identitiesOfFiles({ tokensFile, usersFile }, config, signal)
  if (named !== null) return named
  if (jwtSecret !== null && userIds.length > 0)
    return await mintTokens({ secret: jwtSecret, userIds, lifetimeMs: durationMs + spareMs })
  return token === null ? [] : [identityOf(token)]
}
