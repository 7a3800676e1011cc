import { fileURLToPath } from 'node:url'
import type { Report } from '@m4sh/tools-core/reporting'
import { runInMemory, type Finished, type MemoryHostOptions } from '@m4sh/tools-core/testing'
import { command } from '../src/command.ts'
import type { ContractResult } from '../src/result.ts'

export const packageFolder = fileURLToPath(new URL('..', import.meta.url))
export const exampleFrontend = `${packageFolder}examples/frontend/src`
export const exampleSchema = `${packageFolder}examples/schema.yaml`

export type Options = Omit<MemoryHostOptions, 'argv'>

/** The whole command in this process; without a folder of its own it starts where the example lies. */
export async function run(argv: readonly string[], options: Options = {}): Promise<Finished> {
  return await runInMemory(command, argv, { cwd: packageFolder, ...options })
}

/** Runs it with JSON on stdout and reads that. */
export async function check(
  argv: readonly string[],
  options: Options = {},
): Promise<Finished & { report: Report<ContractResult> }> {
  const finished = await run([...argv, '-o', '-', '--json'], options)
  if (finished.stdout === '') throw new Error(`no report; exit code ${finished.exitCode}\n${finished.stderr}`)
  return { ...finished, report: JSON.parse(finished.stdout) as Report<ContractResult> }
}

/** `rule METHOD /path` of every finding, in the order of the report. */
export function findingLines({ result }: Report<ContractResult>): string[] {
  const calls = new Map(result.calls.map((call) => [call.id, call]))
  return result.findings.map(({ rule, call, operation }) => {
    const row = call === null ? undefined : calls.get(call)
    return `${rule} ${row ? `${row.method} ${row.path}` : operation}`
  })
}
