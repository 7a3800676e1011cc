import { existsSync } from 'node:fs'
import { cp, mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isRecord } from '@m4sh/tools-core/values'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { type Block, documentsOf } from '../page/read-page.ts'
import type { Tried } from '../page/tried.ts'
import { type Finished, runShell } from './run-shell.ts'
import { createWorkplace } from './workplace.ts'

interface GitLabJob {
  readonly script: readonly string[]
  readonly cache?: { readonly key: string; readonly paths: readonly string[]; readonly when?: 'always' }
  readonly artifacts: {
    readonly when?: 'always'
    readonly paths: readonly string[]
    readonly reports: { readonly junit: string }
  }
}

/** What is carried out here; the linter has its own view of the rest. */
const known = new Set(['image', 'rules', 'resource_group', 'cache', 'script', 'artifacts'])

export interface GitLabRun extends Finished {
  /** Where the job worked. */
  readonly workspace: TemporaryFolder
  /** The report that GitLab would show in the merge request. */
  readonly junit: string
}

export interface GitLabOptions {
  readonly tool: string
  /** The folder with the files of the repository. */
  readonly repository: string
  /** Variables of the project, and what its runner has. */
  readonly env: Readonly<Record<string, string>>
  readonly tried: Tried
}

/** One project on GitLab: each job in a clone of its own, its script line after line in one `sh -e`, its cache by key. */
export class GitLab {
  readonly #options: GitLabOptions
  readonly #caches: TemporaryFolder
  readonly #folders: TemporaryFolder[]

  private constructor(options: GitLabOptions, caches: TemporaryFolder) {
    this.#options = options
    this.#caches = caches
    this.#folders = [caches]
  }

  static async create(options: GitLabOptions): Promise<GitLab> {
    return new GitLab(options, await createTemporaryFolder())
  }

  async remove(): Promise<void> {
    await Promise.all(this.#folders.map(async (folder) => await folder.remove()))
  }

  /** Runs the one job of a block. */
  async run(block: Block): Promise<GitLabRun> {
    const { name, job } = readJob(block)
    const workspace = await createWorkplace(this.#options.tool)
    this.#folders.push(workspace)
    await cp(this.#options.repository, workspace.path, {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules',
    })
    await this.#copyCache(job, (cached, path) => [join(cached, path), workspace.join(path)])
    const env = { ...this.#options.env, GITLAB_CI: 'true', CI_PROJECT_DIR: workspace.path }
    const finished = await runShell(['sh', '-e', '-c', job.script.join('\n')], { cwd: workspace.path, env })
    this.#options.tried.add(block, [0, name, 'script'])
    if (finished.code === 0 || job.cache?.when === 'always')
      await this.#copyCache(job, (cached, path) => [workspace.join(path), join(cached, path)])
    return { ...finished, workspace, junit: workspace.join(job.artifacts.reports.junit) }
  }

  async #copyCache({ cache }: GitLabJob, way: (cached: string, path: string) => readonly [string, string]) {
    if (!cache) return
    for (const path of cache.paths) {
      const [from, to] = way(this.#caches.join(cache.key), path)
      if (!existsSync(from)) continue
      await rm(to, { recursive: true, force: true })
      await mkdir(dirname(to), { recursive: true })
      await cp(from, to, { recursive: true, preserveTimestamps: true })
    }
  }
}

function readJob(block: Block): { name: string; job: GitLabJob } {
  const [document] = documentsOf(block)
  const [entry, ...others] = isRecord(document) ? Object.entries(document) : []
  if (!entry || others.length > 0 || !isRecord(entry[1])) throw new Error(`line ${block.line}: a block is one job`)
  const [name, job] = entry
  const unknown = Object.keys(job).filter((key) => !known.has(key))
  if (unknown.length > 0) throw new Error(`line ${block.line}: nothing here carries out ${unknown.join(', ')}`)
  return { name, job: job as unknown as GitLabJob }
}
