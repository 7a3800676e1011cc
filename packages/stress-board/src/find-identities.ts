import { identitiesOfFiles, type Identity, identityOf, mintTokens } from '@m4sh/tools-core/connections/identity'
import type { Config } from './config.ts'
import { durationOf } from './plan/stages.ts'

/** Tokens that are signed here are good for the run, however long it takes. Milliseconds. */
const spareMs = 3_600_000

/**
 * Who the clients are; none where nobody was named. Tokens that are signed here are good for as long as a run takes that is
 * begun now.
 * @throws {UsageError} for files that cannot be used; {@link RunError} where a log-in fails
 */
export async function findIdentities(config: Config, now: Date, signal: AbortSignal): Promise<readonly Identity[]> {
  const { token, tokensFile, usersFile, jwtSecret, userIds } = config.identity
  const named = await identitiesOfFiles({ tokensFile, usersFile }, config, signal)
  if (named !== null) return named
  if (jwtSecret !== null && userIds.length > 0)
    return await mintTokens({ secret: jwtSecret, userIds, lifetimeMs: lengthOf(config, now) + spareMs })
  return token === null ? [] : [identityOf(token)]
}

/** The wait, and as many runs as the search for the capacity makes at most. Milliseconds. */
function lengthOf({ stages, settleMs, startAt, capacity }: Config, now: Date): number {
  const waitMs = Math.max(0, (startAt?.getTime() ?? 0) - now.getTime())
  const runMs = durationOf(stages) + settleMs
  return waitMs + runMs * (capacity.length > 0 ? 24 : 1)
}
