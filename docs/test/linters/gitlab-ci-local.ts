import { fileURLToPath } from 'node:url'
import { createTemporaryFolder } from '@m4sh/tools-core/testing'
import { runShell } from '../places/run-shell.ts'
import { machineEnvironment } from '../places/workplace.ts'

const gitlabCiLocal = fileURLToPath(new URL('../../node_modules/gitlab-ci-local/src/index.js', import.meta.url))

/**
 * Reads a `.gitlab-ci.yml` as GitLab does: by GitLab's own schema, and by its rules.
 * @param variables of the pipeline, such as CI_PIPELINE_SOURCE
 * @returns the jobs that such a pipeline has, or what is wrong with the file
 */
export async function listGitLabJobs(
  text: string,
  variables: Readonly<Record<string, string>>,
): Promise<{ jobs: string[]; output: string }> {
  const folder = await createTemporaryFolder({ '.gitlab-ci.yml': text })
  try {
    const options = { cwd: folder.path, env: machineEnvironment(folder.path) }
    await runShell(['git', 'init', '--quiet'], options)
    const given = Object.entries(variables).flatMap(([name, value]) => [
      '--variable',
      `${name}=${value}`,
      '--ignore-predefined-vars',
      name,
    ])
    const { code, output } = await runShell([process.execPath, gitlabCiLocal, '--list-csv', ...given], options)
    const lines = output.split('\n').map((line) => line.trim())
    const head = lines.findIndex((line) => line.startsWith('name;'))
    return { jobs: code === 0 ? lines.slice(head + 1).flatMap(nameOf) : [], output }
  } finally {
    await folder.remove()
  }
}

function nameOf(line: string): string[] {
  const name = /^([\w-]+);/.exec(line)?.[1]
  return name === undefined ? [] : [name]
}
