import { commandOnly, type FlagOptions, readOptions } from '@m4sh/tools-core/cli'
import { type Config, toConfig } from './config.ts'
import { flags } from './flags.ts'

/** What only the command does: it compares with earlier runs, judges, and draws. */
const ofTheCommand = [...commandOnly, 'baseline', 'failOnRegression', 'onSaturation', 'graph'] as const

/**
 * What a run is to be, by the keys of the flags (`senderToken` for `--sender-token`), written as in the config file:
 * durations with a unit (`'10s'`), lessons one or a list. What is left out has the default of its flag.
 */
export type ChatOptions = FlagOptions<typeof flags, (typeof ofTheCommand)[number]>

/**
 * The config of {@link measureChatLatency}: `createConfig({ lesson: 1, messages: 50, senderToken, receiverToken })`.
 * Neither environment nor config file has a say.
 * @throws {UsageError} for options that are unknown, cannot be, or contradict each other
 */
export function createConfig(options: ChatOptions): Config {
  return toConfig(readOptions(flags, options, ofTheCommand).values)
}
