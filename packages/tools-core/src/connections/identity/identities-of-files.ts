import { readFile } from 'node:fs/promises'
import { UsageError } from '../../errors/errors.ts'
import { fileFault } from '../../errors/file-fault.ts'
import type { Identity } from './identity.ts'
import { logInAll } from './log-in.ts'
import { readTokensFile } from './tokens-file.ts'
import { readUsersFile } from './users-file.ts'

/** Files that say who there is. `null` for none. */
export interface IdentityFiles {
  /** Of `--tokens`. */
  readonly tokensFile: string | null
  /** Of `--users`: they log in. Asked only where there are no tokens. */
  readonly usersFile: string | null
}

/** Where those log in who have a password. */
export interface IdentityTarget {
  /** Where the REST API lives: `http://localhost:8000/api`. */
  readonly apiUrl: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
}

/**
 * Who the users of a file are; `null` where no file was named.
 * @throws {UsageError} for files that cannot be used; {@link RunError} where a log-in fails; the signal's reason
 */
export async function identitiesOfFiles(
  { tokensFile, usersFile }: IdentityFiles,
  { apiUrl, headers }: IdentityTarget,
  signal: AbortSignal,
): Promise<readonly Identity[] | null> {
  if (tokensFile !== null) return readTokensFile(await readText(tokensFile, '--tokens'), tokensFile)
  if (usersFile === null) return null
  const users = readUsersFile(await readText(usersFile, '--users'), usersFile)
  return await logInAll(users, { baseUrl: apiUrl, http: { headers }, signal })
}

async function readText(path: string, flag: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${flag} ${path}: ${fileFault(error)}`, { hint: 'Name a file that can be read.' })
  }
}
