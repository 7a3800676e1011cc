import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTemporaryFolder, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { type Block } from '../page/read-page.ts'
import type { Tried } from '../page/tried.ts'
import { type GitHubStorage, standIns } from './github-action-stand-ins.ts'
import { type Contexts, holds, interpolate, type Status } from './github-expressions.ts'
import { type Job, readWorkflow, type Step, type Workflow } from './github-workflow.ts'
import { runShell } from './run-shell.ts'
import { createWorkplace } from './workplace.ts'

export interface StepRun {
  readonly outcome: Status | 'skipped'
  /** Of a shell step that was run. */
  readonly code: number | null
  readonly output: string
  readonly outputs: Readonly<Record<string, string>>
}

export interface JobRun {
  readonly name: string
  readonly result: Status | 'skipped'
  readonly steps: readonly StepRun[]
  readonly outputs: Readonly<Record<string, string>>
  /** What the steps wrote for the page of the run. */
  readonly summary: string
  readonly workspace: TemporaryFolder | null
}

export interface GitHubOptions {
  readonly tool: string
  /** The folder whose files `actions/checkout` brings. */
  readonly repository: string
  readonly secrets: Readonly<Record<string, string>>
  /** The environment of the runner. */
  readonly env: Readonly<Record<string, string>>
  readonly tried: Tried
}

/**
 * One repository on GitHub, as far as its shell steps can tell: every job in a folder of its own, steps by `bash -e` as
 * where no shell is named, what a failed step skips, the expressions by GitHub's own parser. For actions others stand in.
 */
export class GitHub {
  readonly #options: GitHubOptions
  readonly #storage: GitHubStorage
  readonly #folders: TemporaryFolder[]
  #runs = 0

  private constructor(options: GitHubOptions, storage: TemporaryFolder) {
    this.#options = options
    this.#folders = [storage]
    this.#storage = { folder: storage.path, caches: new Map(), artifacts: new Map(), sarif: [] }
  }

  static async create(options: GitHubOptions): Promise<GitHub> {
    return new GitHub(options, await createTemporaryFolder())
  }

  /** What code scanning was given so far. */
  get sarif(): readonly unknown[] {
    return this.#storage.sarif
  }

  async remove(): Promise<void> {
    await Promise.all(this.#folders.map(async (folder) => await folder.remove()))
  }

  /**
   * Runs a workflow.
   * @param env in place of what the workflow itself sets
   */
  async run(block: Block, env: Readonly<Record<string, string>> = {}): Promise<JobRun[]> {
    this.#runs++
    this.#storage.artifacts.clear()
    const workflow = readWorkflow(block)
    const done: JobRun[] = []
    // A job may need only those that stand before it here, which is how people write them.
    for (const [name, job] of Object.entries(workflow.jobs))
      done.push(...(await this.#runJobs({ block, workflow, name, job, done, env })))
    return done
  }

  /** All of a matrix at once. */
  async #runJobs(asked: Asked): Promise<JobRun[]> {
    const { job, name, done } = asked
    const needs = neededBy(job, done)
    const status = Object.values(needs).every(({ result }) => result === 'success') ? 'success' : 'failure'
    const github = { run_id: this.#runs, run_attempt: 1 }
    const contexts: Contexts = { github, secrets: this.#options.secrets, needs, env: {}, vars: {} }
    if (!holds(job.if, status, contexts))
      return [{ name, result: 'skipped', steps: [], outputs: {}, summary: '', workspace: null }]
    const variants = combinations(job.strategy?.matrix ?? {})
    return await Promise.all(
      variants.map(async (matrix, at) => {
        const strategy = { 'job-index': at, 'job-total': variants.length }
        return await this.#runJob(asked, { ...contexts, matrix, strategy })
      }),
    )
  }

  async #runJob({ block, workflow, name, job, env }: Asked, contexts: Contexts): Promise<JobRun> {
    const workspace = await createWorkplace(this.#options.tool)
    const runner = await createTemporaryFolder({ summary: '' })
    this.#folders.push(workspace, runner)
    const shared = {
      ...this.#options.env,
      GITHUB_ACTIONS: 'true',
      GITHUB_RUN_ID: String(this.#runs),
      GITHUB_WORKSPACE: workspace.path,
      GITHUB_STEP_SUMMARY: runner.join('summary'),
      RUNNER_TEMP: runner.path,
      ...texts(workflow.env, contexts),
      ...env,
      ...texts(job.env, contexts),
    }
    let status: Status = 'success'
    const steps: StepRun[] = []
    const byId: Record<string, StepRun> = {}
    for (const [at, step] of job.steps.entries()) {
      const now = { ...contexts, steps: byId }
      const place = { workspace, env: shared, outputFile: runner.join(`output-${at}`) }
      const ran = holds(step.if, status, now) ? await this.#runStep(step, now, place) : skipped
      if (step.run !== undefined && ran.code !== null)
        this.#options.tried.add(block, [0, 'jobs', name, 'steps', at, 'run'])
      if (ran.outcome === 'failure' && step['continue-on-error'] !== true) status = 'failure'
      steps.push(ran)
      if (step.id !== undefined) byId[step.id] = ran
    }
    const outputs = texts(job.outputs, { ...contexts, steps: byId })
    const summary = await readFile(runner.join('summary'), 'utf8')
    return { name, result: status, steps, outputs, summary, workspace }
  }

  async #runStep(step: Step, contexts: Contexts, place: Place): Promise<StepRun> {
    if (step.run === undefined) return await this.#useAction(step, contexts, place)
    const { workspace, outputFile } = place
    await writeFile(outputFile, '')
    const script = join(place.env['RUNNER_TEMP'] ?? '', 'step.sh')
    await writeFile(script, interpolate(step.run, contexts))
    const env = { ...place.env, GITHUB_OUTPUT: outputFile, ...texts(step.env, contexts) }
    const { code, output } = await runShell(['bash', '-e', script], { cwd: workspace.path, env })
    const outputs = Object.fromEntries(
      (await readFile(outputFile, 'utf8')).split('\n').flatMap((line) => {
        const equals = line.indexOf('=')
        return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]]
      }),
    ) as Record<string, string>
    return { outcome: code === 0 ? 'success' : 'failure', code, output, outputs }
  }

  async #useAction(step: Step, contexts: Contexts, { workspace }: Place): Promise<StepRun> {
    const name = /^([\w./-]+)@[\da-f]{40}$/.exec(step.uses ?? '')?.[1] ?? ''
    const standIn = standIns[name]
    if (!standIn) throw new Error(`nothing stands in for ${step.uses ?? 'a step without run and uses'}`)
    const context = {
      workspace: workspace.path,
      repository: this.#options.repository,
      storage: this.#storage,
      with: texts(step.with, contexts),
    }
    try {
      return { outcome: 'success', code: null, output: '', outputs: await standIn(context) }
    } catch (error) {
      return { outcome: 'failure', code: null, output: String(error), outputs: {} }
    }
  }
}

interface Asked {
  readonly block: Block
  readonly workflow: Workflow
  readonly name: string
  readonly job: Job
  readonly done: readonly JobRun[]
  readonly env: Readonly<Record<string, string>>
}

interface Place {
  readonly workspace: TemporaryFolder
  readonly env: Readonly<Record<string, string>>
  readonly outputFile: string
}

const skipped: StepRun = { outcome: 'skipped', code: null, output: '', outputs: {} }

function neededBy({ needs = [] }: Job, done: readonly JobRun[]): Record<string, { result: string; outputs: object }> {
  return Object.fromEntries(
    [needs].flat().map((name) => {
      const runs = done.filter((run) => run.name === name)
      if (runs.length === 0) throw new Error(`there is no job ${name} before the one that needs it`)
      const worst = runs.find(({ result }) => result !== 'success') ?? runs[0]
      return [name, { result: worst?.result ?? '', outputs: worst?.outputs ?? {} }]
    }),
  )
}

function combinations(matrix: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown>[] {
  return Object.entries(matrix).reduce<Record<string, unknown>[]>(
    (some, [key, values]) => some.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
    [{}],
  )
}

function texts(some: Job['env'], contexts: Contexts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(some ?? {}).map(([key, value]) => [key, interpolate(String(value), contexts)]),
  )
}
