import { defineCommand, ExitCode, packageVersion } from '@m4sh/tools-core/cli'
import { toConfig } from './config.ts'
import { flags } from './flags.ts'

export const command = defineCommand({
  name: 'integrity-scan',
  version: packageVersion(import.meta.url),
  describe: 'Which rows in the database are broken, and can they be repaired safely?',
  flags,
  exitCodes: {
    [ExitCode.pass]: true,
    [ExitCode.fail]: 'broken rows (--fail-on) or thresholds failed',
    [ExitCode.usage]: true,
    [ExitCode.target]:
      'the database cannot be used, a check ended with an error, none of the platform’s tables is there, or a repair was rolled back',
    [ExitCode.interrupted]: 'interrupted; the report of what was done so far is written all the same',
  },
  examples: [
    {
      command: 'integrity-scan --output report.json --verbose',
      describe: 'Looks, changes nothing, shows rows and SQL',
    },
    { command: 'integrity-scan --fix --dry-run', describe: 'What would be repaired' },
    {
      command: 'integrity-scan --compare yesterday.json --max-new 0',
      describe: 'Fails for rows that yesterday’s report did not have',
    },
    { command: 'integrity-scan --undo FILE.jsonl', describe: 'Takes a repair back' },
  ],
  run: async (context) => {
    const config = toConfig(context.flags)
    // What runs is loaded behind the flags: `--help` does without all of it.
    return await (await import('./run-scan.ts')).runScan(context, config)
  },
})
