import { dirname, join } from 'node:path'
import type { Surroundings } from './modules/surroundings.ts'

export const bundlerConfig =
  /^(?:(?:vite|vitest|vue|nuxt|svelte|rsbuild|astro|quasar|craco)[\w.-]*\.config\.[cm]?[jt]s|webpack[\w.-]*\.[cm]?[jt]s)$/
export const typescriptConfig = /^[jt]sconfig[\w.-]*\.json$/
/** Configuration of what is not the frontend itself: its aliases may replace modules by their mocks. */
export const testConfig = /^(?:vitest|[jt]sconfig[\w.-]*\.(?:spec|test|vitest|e2e|node)\b)/

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

/** Whether a file can say what an import means. */
export function isConfigFile(name: string): boolean {
  return name === 'package.json' || typescriptConfig.test(name) || bundlerConfig.test(name)
}

/** Every file above the sources that can say what an import means. */
export function configFiles(around: Surroundings, root: string): string[] {
  return configFolders(around, root).flatMap((folder) =>
    around
      .names(folder)
      .filter(isConfigFile)
      .map((name) => join(folder, name)),
  )
}
