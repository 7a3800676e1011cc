import { defineCommand, ExitCode, packageVersion } from '@m4sh/tools-core/cli'
import { flags, toConfig } from './config.ts'

export const command = defineCommand({
  name: 'sandbox',
  version: packageVersion(import.meta.url),
  describe: 'The M4SH platform in a box: REST with its schema, WebSocket gateway, PostgreSQL. Runs until Ctrl-C.',
  flags,
  examples: [
    { command: 'sandbox', describe: 'On port 8000, with a PostgreSQL of its own and a few rows' },
    {
      command: 'sandbox --port 0 --json sandbox.json --ready-file ready',
      describe: 'For scripts: any free port, connection facts in a file, a sign when it is up',
    },
    {
      command: 'sandbox --seed-data medium --corrupt 5 --manifest planted.json',
      describe: 'Broken rows for integrity-scan to find, and the list of them',
    },
    {
      command: 'sandbox --fault latency=50ms,jitter=20ms,drop=0.01',
      describe: 'A platform that has a bad day',
    },
  ],
  exitCodes: {
    [ExitCode.pass]: 'its time (--duration) was up',
    [ExitCode.usage]: true,
    [ExitCode.target]: 'the port is taken, there is no PostgreSQL or no room, or PostgreSQL has ended by itself',
    [ExitCode.interrupted]: 'stopped by Ctrl-C or a signal',
  },
  run: async (context) => {
    const config = toConfig(context.flags)
    // The platform is loaded behind the flags: `--help` does without all of it.
    const { runSandbox } = await import('./run-sandbox.ts')
    return await runSandbox(context, config)
  },
})
