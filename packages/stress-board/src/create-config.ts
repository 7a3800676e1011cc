import { commandOnly, type FlagOptions, readOptions } from '@m4sh/tools-core/cli'
import { type Config, toConfig } from './config.ts'
import { flags } from './flags.ts'

/** What only the command does: it compares with earlier runs, judges, searches, and shows. */
const ofTheCommand = [
  ...commandOnly,
  'baseline',
  'onSaturation',
  'findCapacity',
  'operationLog',
  'live',
  'livePort',
] as const

/**
 * What a run is to be, by the keys of the flags (`packetLoss` for `--packet-loss`), written as in the config file:
 * durations with a unit (`'10s'`), lessons one or a list. What is left out has the default of its flag.
 */
export type StressOptions = FlagOptions<typeof flags, (typeof ofTheCommand)[number]>

/**
 * The config of {@link stressBoard}: `createConfig({ lesson: '1..5', clients: 50, duration: '30s', token })`.
 * Neither environment nor config file has a say.
 * @throws {UsageError} for options that are unknown, cannot be, or contradict each other
 */
export function createConfig(options: StressOptions): Config {
  return toConfig(readOptions(flags, options, ofTheCommand).values)
}
