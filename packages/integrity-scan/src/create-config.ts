import { commandOnly, type FlagOptions, readOptions } from '@m4sh/tools-core/cli'
import { type Config, toConfig } from './config.ts'
import { flags } from './flags.ts'

/** What only the command does: it judges, lists and writes files. */
const ofTheCommand = [
  ...commandOnly,
  'list',
  'allSamples',
  'emitConstraints',
  'failOn',
  'maxCritical',
  'maxWarning',
  'maxInfo',
  'maxNew',
] as const

/**
 * What is done, by the keys of the flags (`staleDays` for `--stale-days`) and of the config file, written as there:
 * durations with a unit (`'5m'`), checks one or a list. What is left out has the default of its flag.
 */
export type ScanOptions = FlagOptions<typeof flags, (typeof ofTheCommand)[number]>

/**
 * The config of {@link scanIntegrity}, {@link repairScan} and {@link undoRepair}: `createConfig({ only: 'lessons.*', databaseUrl })`.
 * Neither environment nor config file has a say, but for the database: where `databaseUrl` is left out, it is that of
 * `DATABASE_URL` or the `PG*` variables.
 * @throws {UsageError} for options that are unknown, cannot be, or contradict each other
 */
export function createConfig(options: ScanOptions): Config {
  return toConfig(readOptions(flags, options, ofTheCommand).values)
}
