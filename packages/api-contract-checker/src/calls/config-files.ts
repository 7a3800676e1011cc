import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const bundlerConfig =
  /^(?:(?:vite|vitest|vue|nuxt|svelte|rsbuild|astro|quasar|craco)[\w.-]*\.config\.[cm]?[jt]s|webpack[\w.-]*\.[cm]?[jt]s)$/
export const typescriptConfig = /^[jt]sconfig[\w.-]*\.json$/

/** The root and the folders above it, up to its package and the one around that (a workspace), inside its repository. */
export function configFolders(root: string): string[] {
  const folders: string[] = []
  let packages = 0
  for (let folder = root; packages < 2; folder = dirname(folder)) {
    folders.push(folder)
    if (existsSync(join(folder, 'package.json'))) packages++
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) break
  }
  return folders
}

/** Every file that can say what an import means. */
export function configFiles(root: string): string[] {
  return configFolders(root).flatMap((folder) =>
    listFolder(folder)
      .filter((name) => name === 'package.json' || typescriptConfig.test(name) || bundlerConfig.test(name))
      .map((name) => join(folder, name)),
  )
}

export function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
