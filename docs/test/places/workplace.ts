import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url))

/**
 * An empty folder in which `npx` finds one tool, as `npm install` would have left it, and nothing else. What runs is the
 * build of this repository, through npm's own npx.
 */
export async function createWorkplace(tool: string): Promise<TemporaryFolder> {
  const built = join(packages, tool, 'dist')
  const cli = join(built, 'cli.js')
  if (!existsSync(cli)) throw new Error(`${cli} is not there: build first (npx -y pnpm@12 run build)`)
  const folder = await createTemporaryFolder()
  const [installed, bin] = [folder.join('node_modules/@m4sh', tool), folder.join('node_modules/.bin', tool)]
  await mkdir(installed, { recursive: true })
  await mkdir(dirname(bin), { recursive: true })
  await cp(join(packages, tool, 'package.json'), join(installed, 'package.json'))
  await symlink(built, join(installed, 'dist'))
  await writeFile(bin, `#!/bin/sh\nexec node "${cli}" "$@"\n`)
  await chmod(bin, 0o755)
  return folder
}

/**
 * What each machine has, whatever place it stands for. A registry that nobody answers at: whoever asks one, fails.
 * @param home for npm's own files
 */
export function machineEnvironment(home: string): Record<string, string> {
  return {
    PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    CI: 'true',
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_fetch_retries: '0',
    npm_config_cache: join(home, 'npm-cache'),
    npm_config_update_notifier: 'false',
  }
}

/** Files of a folder by relative path, without what `npm install` would have left. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('node_modules/'))
}

export async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8')) as unknown
}
