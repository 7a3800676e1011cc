import { defineCommand, ExitCode, packageVersion } from '@m4sh/tools-core/cli'
import { toConfig } from './config.ts'
import { flags } from './flags.ts'

export const command = defineCommand({
  name: 'notif-blast',
  version: packageVersion(import.meta.url),
  describe: 'What happens under a flood of notifications?',
  flags,
  exitCodes: {
    [ExitCode.pass]: true,
    [ExitCode.fail]: 'rows are missing, the database disagrees, or a threshold failed',
    [ExitCode.usage]: 'wrong usage or configuration, or users that do not exist',
    [ExitCode.target]: 'the database or the platform cannot be used, or the run broke off',
    [ExitCode.interrupted]: 'interrupted; the report of what was done so far is written all the same',
  },
  examples: [
    {
      command: 'notif-blast --user 42 --count 1000 --type lesson.reminder --push',
      describe: 'A thousand reminders for one user, in the database and on the sockets',
    },
    {
      command: 'notif-blast --all-users --count 1000000 --spread 30d --read-ratio 0.7 --yes',
      describe: 'A month of notifications for everybody, seventy percent of them read',
    },
    { command: 'notif-blast --undo 019a… --yes', describe: 'Takes away what one run has written' },
  ],
  run: async (context) => {
    const config = toConfig(context.flags, context.sources)
    // What runs is loaded behind the flags: `--help` does without all of it.
    return await (await import('./run-blast.ts')).runBlast(context, config)
  },
})
