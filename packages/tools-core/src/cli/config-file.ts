import { existsSync, lstatSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../errors/errors.ts'

const names = ['json', 'yaml', 'yml', 'js', 'mjs', 'ts'].map((extension) => `m4sh.config.${extension}`)

/** Whose files are meant. */
export interface ConfigSearch {
  /** The home folder; what lies above it is somebody else's. `undefined` if there is none. */
  readonly home: string | undefined
  /** See {@link Host.userId}. */
  readonly userId: number | null
}

/**
 * The config file of a folder: its own, or that of the nearest folder above. Nothing is looked for above the top of a
 * repository or above the home folder.
 * @throws {UsageError} if one folder holds two, or if one that would be executed belongs to somebody else
 */
export function findConfigFile(folder: string, search: ConfigSearch): string | undefined {
  const [found, ...others] = names.map((name) => join(folder, name)).filter((path) => existsSync(path))
  if (found !== undefined && others.length > 0) {
    throw new UsageError(`There are ${others.length + 1} config files: ${[found, ...others].join(', ')}.`, {
      hint: 'Keep one, or name one with --config.',
    })
  }
  if (found !== undefined) return checkOwner(found, search)
  const parent = dirname(folder)
  if (parent === folder || folder === search.home || existsSync(join(folder, '.git'))) return undefined
  return findConfigFile(parent, search)
}

/** In a folder that others may write to, such as /tmp, anybody can lay down a file that would be executed. */
function checkOwner(path: string, { userId }: ConfigSearch): string {
  if (userId === null || /\.(json|ya?ml)$/.test(path)) return path
  const owner = [lstatSync(path).uid, statSync(path).uid].find((uid) => uid !== userId && uid !== 0)
  if (owner === undefined) return path
  throw new UsageError(`${path} belongs to another user (${owner}) and is not executed.`, {
    hint: `If you trust it, name it: --config ${path}`,
  })
}
