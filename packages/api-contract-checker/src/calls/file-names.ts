import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { repositoryOf } from './git-ignores.ts'

/** How files are named in the report: relative to the repository, or to the package, or to the given path; with `/`. */
export function namingBase(root: string): string {
  const repository = repositoryOf(root)
  if (repository !== null) return repository
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) break
  }
  return statSync(root).isDirectory() ? root : dirname(root)
}

export function displayPath(path: string, base: string): string {
  return relative(base, path).split(sep).join('/')
}
