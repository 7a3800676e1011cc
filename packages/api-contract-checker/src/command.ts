import { defineCommand, ExitCode, packageVersion, type Command, type RunContext } from '@m4sh/tools-core/cli'
import { flags, toConfig, type Config } from './config.ts'

type Context = RunContext<typeof flags>

/** Runs the checks, or with `--watch` again and again. */
export const command = createCommand(async (context, config) => {
  // What reads and compares is loaded behind the flags: `--help` does without all of it.
  if (!config.watch) return await (await import('./run-checks.ts')).runChecks(context, config)
  const { watchRuns } = await import('./watch.ts')
  return await watchRuns(context, config, createCommand)
})

/** The command with something else to do, once the settings are read. */
function createCommand(run: (context: Context, config: Config) => Promise<ExitCode>): Command {
  return defineCommand({
    name: 'api-contract-checker',
    version: packageVersion(import.meta.url),
    describe: "Do frontend calls and the backend's OpenAPI schema agree?",
    flags,
    examples: [
      {
        command:
          'api-contract-checker --frontend-path ../frontend/src --schema-url /api/schema/ --output reports/api-contract.html',
        describe: 'The defaults, written out',
      },
      {
        command: 'api-contract-checker -f src -s openapi.yaml --json -o -',
        describe: 'JSON on stdout, schema from a file',
      },
      {
        command: 'api-contract-checker --baseline api-contract.json --update-baseline',
        describe: 'Accept what is, fail on what comes new',
      },
      {
        command: 'api-contract-checker -o report.html -o report.sarif --fail-on warning',
        describe: 'For people and for code scanning',
      },
    ],
    // It measures nothing that could be invalid.
    exitCodes: {
      [ExitCode.pass]: 'agreement',
      [ExitCode.fail]: 'findings (--fail-on) or thresholds failed',
      [ExitCode.usage]: true,
      [ExitCode.target]:
        'the schema could not be had, no call was found (--allow-empty if that is right), or a report could not be written',
      [ExitCode.interrupted]: 'interrupted; the report of what was done so far is written all the same',
    },
    run: async (context) => await run(context, toConfig(context)),
  })
}

export type { Context }
export type CreateCommand = typeof createCommand
