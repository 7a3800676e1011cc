import { readFile } from 'node:fs/promises'
import { fileFault, UsageError } from '@m4sh/tools-core/errors'
import {
  type Identity,
  identityOf,
  logInAll,
  mintTokens,
  readTokensFile,
  readUsersFile,
} from '@m4sh/tools-core/connections/identity'
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
  if (tokensFile !== null) return readTokensFile(await readText(tokensFile, '--tokens'), tokensFile)
  if (usersFile !== null) {
    const users = readUsersFile(await readText(usersFile, '--users'), usersFile)
    return await logInAll(users, { baseUrl: config.apiUrl, http: { headers: config.headers }, signal })
  }
  if (jwtSecret !== null && userIds.length > 0)
    return await mintTokens({ secret: jwtSecret, userIds, lifetimeMs: durationMs + spareMs })
  return token === null ? [] : [identityOf(token)]
}

async function readText(path: string, flag: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${flag} ${path}: ${fileFault(error)}`, { hint: 'Name a file that can be read.' })
  }
}
