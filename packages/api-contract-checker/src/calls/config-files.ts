import { dirname, join } from 'node:path'
import type { Surroundings } from './modules/surroundings.ts'

/** The root and the folders above it, up to its package and the one around that (a workspace), inside its repository. */
export function configFolders(around: Surroundings, root: string): string[] {
  const folders: string[] = []
  let packages = 0
  for (let folder = root; packages < 2; folder = dirname(folder)) {
    folders.push(folder)
    if (around.exists(join(folder, 'package.json'))) packages++
    if (folder === dirname(folder) || around.exists(join(folder, '.git'))) break
  }
  return folders
}

/** Every file above the sources that can say what an import means. */
export function configFiles(around: Surroundings, root: string): string[] {
  return configFolders(around, root).flatMap((folder) => around.configs(folder).map((name) => join(folder, name)))
}
