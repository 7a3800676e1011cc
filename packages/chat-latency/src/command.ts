import { defineCommand, ExitCode, packageVersion } from '@m4sh/tools-core/cli'
import { toConfig } from './config.ts'
import { flags } from './flags.ts'

export const command = defineCommand({
  name: 'chat-latency',
  version: packageVersion(import.meta.url),
  describe: 'How long does a chat message take from send to seen, and is it slower than last release?',
  flags,
  exitCodes: {
    [ExitCode.pass]: true,
    [ExitCode.fail]: 'a threshold failed, or it is slower than --fail-on-regression allows',
    [ExitCode.usage]: true,
    [ExitCode.target]: 'the platform cannot be used, or nobody was reached any more',
    [ExitCode.invalid]: 'this machine was too slow to measure (--on-saturation warn only says so)',
    [ExitCode.interrupted]: 'interrupted; the report of what was done so far is written all the same',
  },
  examples: [
    {
      command: 'chat-latency --lesson 123 --messages 100 --interval 100 --output chat-latency.csv --graph',
      describe: 'A hundred messages, ten a second; the tokens stand in M4SH_SENDER_TOKEN and M4SH_RECEIVER_TOKEN',
    },
    {
      command: 'chat-latency -l 123 -d 60 --baseline last-release.json --fail-on-regression 10%',
      describe: 'Is it slower than last release?',
    },
    {
      command: "chat-latency -l 123 --threshold 'latency.p95<200ms' --threshold 'messages.lost==0' --yes",
      describe: 'As a gate in CI',
    },
  ],
  run: async (context) => {
    const config = toConfig(context.flags)
    // What runs is loaded behind the flags: `--help` does without all of it.
    return await (await import('./run-chat.ts')).runChat(context, config)
  },
})
