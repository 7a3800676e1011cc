import { commandOnly, type FlagOptions, readOptions } from '@m4sh/tools-core/cli'
import { type Config, toConfig } from './config.ts'
import { flags } from './flags.ts'

/**
 * What a run is to do, by the keys of the flags (`allUsers` for `--all-users`), written as in the config file: durations
 * with a unit (`'7d'`), users and types one or a list. What is left out has the default of its flag.
 */
export type BlastOptions = FlagOptions<typeof flags, (typeof commandOnly)[number]>

/**
 * The config of {@link blastNotifications}: `createConfig({ user: [42, 43], count: 1000, databaseUrl })`.
 * Neither environment nor config file has a say, but for the database: where `databaseUrl` is left out, it is that of
 * `DATABASE_URL` or the `PG*` variables.
 * @throws {UsageError} for options that are unknown, cannot be, or contradict each other
 */
export function createConfig(options: BlastOptions): Config {
  const { values, sources } = readOptions(flags, options, commandOnly)
  return toConfig(values, sources)
}
