import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from './errors.ts'

const names = ['json', 'yaml', 'yml', 'js', 'mjs', 'ts'].map((extension) => `m4sh.config.${extension}`)

/**
 * The config file of a folder: its own, or that of the nearest folder above.
 * @throws {UsageError} if one folder holds two
 */
export function findConfigFile(folder: string): string | undefined {
  const [found, ...others] = names.map((name) => join(folder, name)).filter((path) => existsSync(path))
  if (found !== undefined && others.length > 0) {
    throw new UsageError(`There are ${others.length + 1} config files: ${[found, ...others].join(', ')}.`, {
      hint: 'Keep one, or name one with --config.',
    })
  }
  if (found !== undefined) return found
  const parent = dirname(folder)
  return parent === folder ? undefined : findConfigFile(parent)
}
