import { defineCommand, ExitCode, packageVersion, UsageError } from '@m4sh/tools-core/cli'
import { toConfig } from './config.ts'
import { flags } from './flags.ts'

export const command = defineCommand({
  name: 'stress-board',
  version: packageVersion(import.meta.url),
  describe: 'How many clients does a whiteboard hold on a bad network, and do all end with the same picture?',
  flags,
  positionals: {
    action: { describe: '`merge`: makes one report of those of all shards' },
    reports: { describe: 'JSON reports to merge', list: true },
  },
  exitCodes: {
    [ExitCode.pass]: true,
    [ExitCode.fail]: 'a board is not the server’s, somebody got what is not theirs, or a threshold failed',
    [ExitCode.usage]: true,
    [ExitCode.target]: 'the gateway cannot be used, or nobody saw anything of what was drawn',
    [ExitCode.invalid]: 'this machine was too slow to measure (--on-saturation warn only says so)',
    [ExitCode.interrupted]: 'interrupted; the report of what was done so far is written all the same',
  },
  examples: [
    {
      command:
        'stress-board --lesson 123 --clients 20 --duration 60 --packet-loss 0.1 --latency 100 --reorder 0.05 --chaos',
      describe: 'Twenty clients on a bad network, for a minute',
    },
    {
      command:
        "stress-board -l 1..50 -n 1000 --ramp-up 10s --threshold 'latency.p95<200ms' --threshold 'convergence.diverged==0'",
      describe: 'Fifty lessons at once, as a gate in CI',
    },
    {
      command: "stress-board -l 123 --find-capacity 'latency.p95<200ms' -d 10",
      describe: 'How many clients one board holds',
    },
    {
      command: 'stress-board merge reports/part-*.json -o reports/stress-board.html',
      describe: 'One report of several machines',
    },
  ],
  run: async (context) => {
    const { action, reports } = context.positionals
    if (action === 'merge') return await (await import('./run-merge.ts')).runMerge(context, reports)
    if (action !== undefined)
      throw new UsageError(`stress-board has no action ${JSON.stringify(action)}.`, {
        hint: 'Lessons are named with --lesson; the one action is `merge`.',
      })
    const config = toConfig(context.flags, context.host.env)
    // What runs is loaded behind the flags: `--help` does without all of it.
    return await (await import('./run-stress.ts')).runStress(context, config)
  },
})
