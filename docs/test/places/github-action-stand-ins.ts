import { existsSync } from 'node:fs'
import { cp, mkdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readJson } from './workplace.ts'

/** What outlives a run: files of one cache or artifact lie in a folder of their own. */
export interface GitHubStorage {
  readonly folder: string
  /** By key, the newest last. */
  readonly caches: Map<string, string>
  /** By name. */
  readonly artifacts: Map<string, string>
  /** What code scanning was given. */
  readonly sarif: unknown[]
}

export interface ActionContext {
  /** The folder of the job. */
  readonly workspace: string
  /** What `actions/checkout` brings: the files of the repository. */
  readonly repository: string
  readonly storage: GitHubStorage
  readonly with: Readonly<Record<string, string>>
}

/** What a step with `uses` leaves for later ones; it fails by throwing. */
type Outputs = Readonly<Record<string, string>>
type StandIn = (context: ActionContext) => Promise<Outputs>

/**
 * What the actions of the recipes do, as far as the shell steps beside them can see: files that come, go, and are there
 * the next time. No more is tried of them; their inputs are the linter's.
 */
export const standIns: Readonly<Record<string, StandIn>> = {
  'actions/checkout': async ({ repository, workspace }) => {
    await cp(repository, workspace, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
    return {}
  },
  'actions/setup-node': () => Promise.resolve({}),
  'actions/cache/restore': async ({ workspace, storage, with: { path = '', key = '', 'restore-keys': prefix } }) => {
    const found = storage.caches.has(key) ? key : [...storage.caches.keys()].findLast((other) => isMatch(other, prefix))
    const stored = found === undefined ? undefined : storage.caches.get(found)
    if (stored !== undefined) await copy(join(stored, path), join(workspace, path))
    return { 'cache-hit': String(found === key), 'cache-matched-key': found ?? '' }
  },
  'actions/cache/save': async ({ workspace, storage, with: { path = '', key = '' } }) => {
    // GitHub only warns of a path that is not there, and of a key that is.
    if (!existsSync(join(workspace, path)) || storage.caches.has(key)) return {}
    const stored = join(storage.folder, 'caches', key)
    await copy(join(workspace, path), join(stored, path))
    storage.caches.set(key, stored)
    return {}
  },
  'actions/upload-artifact': async ({ workspace, storage, with: { name = '', path = '' } }) => {
    const from = join(workspace, path)
    if (!existsSync(from)) return {}
    if (storage.artifacts.has(name)) throw new Error(`there is an artifact ${name} already`)
    const stored = join(storage.folder, 'artifacts', name)
    const isFolder = (await stat(from)).isDirectory()
    await copy(from, isFolder ? stored : join(stored, basename(path)))
    storage.artifacts.set(name, stored)
    return {}
  },
  'actions/download-artifact': async ({ workspace, storage, with: { pattern = '', path = '' } }) => {
    for (const [name, stored] of storage.artifacts)
      if (isMatch(name, pattern.replace(/\*$/, ''))) await copy(stored, join(workspace, path, name))
    return {}
  },
  'github/codeql-action/upload-sarif': async ({ workspace, storage, with: { sarif_file: file = '' } }) => {
    storage.sarif.push(await readJson(join(workspace, file)))
    return {}
  },
}

function isMatch(name: string, prefix: string | undefined): boolean {
  return prefix !== undefined && prefix !== '' && name.startsWith(prefix)
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await cp(from, to, { recursive: true, preserveTimestamps: true })
}
