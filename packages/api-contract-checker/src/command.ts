import { defineCommand, packageVersion } from '@m4sh/tools-core/cli'
import { flags, toConfig } from './config.ts'

export const command = defineCommand({
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
  run: async (context) => {
    const config = toConfig(context.flags, context.host.cwd)
    // What reads and compares is loaded behind the flags: `--help` does without all of it.
    const { runChecks } = await import('./run-checks.ts')
    return await runChecks(context, config)
  },
})
