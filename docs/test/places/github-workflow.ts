import { isRecord } from '@m4sh/tools-core/values'
import { type Block, documentsOf } from '../page/read-page.ts'

type Texts = Readonly<Record<string, string | number | boolean>>

export interface Step {
  readonly name?: string
  readonly id?: string
  readonly if?: string
  readonly run?: string
  readonly uses?: string
  readonly with?: Texts
  readonly env?: Texts
  readonly 'continue-on-error'?: boolean
}

export interface Job {
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly env?: Texts
  readonly outputs?: Texts
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly unknown[]>> }
  readonly steps: readonly Step[]
}

export interface Workflow {
  readonly env?: Texts
  readonly jobs: Readonly<Record<string, Job>>
}

/** What is carried out here, and what changes nothing of how steps run. */
const known = {
  workflow: ['name', 'on', 'permissions', 'concurrency', 'env', 'jobs'],
  job: ['name', 'runs-on', 'timeout-minutes', 'needs', 'if', 'env', 'outputs', 'strategy', 'steps'],
  strategy: ['fail-fast', 'matrix'],
  step: ['name', 'id', 'if', 'run', 'uses', 'with', 'env', 'continue-on-error'],
}

/** The workflow of a block. @throws for what is not carried out here, as nobody would see that it does nothing */
export function readWorkflow(block: Block): Workflow {
  const [workflow] = documentsOf(block)
  const place = `the workflow in line ${block.line}`
  checkKeys(workflow, known.workflow, place)
  const { jobs } = workflow as Workflow
  for (const [name, job] of Object.entries(jobs)) {
    checkKeys(job, known.job, `${place}, ${name}`)
    checkKeys(job.strategy ?? {}, known.strategy, `${place}, ${name}`)
    for (const step of job.steps) checkKeys(step, known.step, `${place}, a step of ${name}`)
  }
  return workflow as Workflow
}

function checkKeys(value: unknown, keys: readonly string[], place: string): void {
  if (!isRecord(value)) throw new Error(`${place}: that is no mapping`)
  const unknown = Object.keys(value).filter((key) => !keys.includes(key))
  if (unknown.length > 0) throw new Error(`${place}: nothing here carries out ${unknown.join(', ')}`)
}
