import { resolve } from 'node:path'
import { suggestion } from '../errors/did-you-mean.ts'
import { throwCollected, UsageError } from '../errors/errors.ts'
import { ConfigValue } from './config-value.ts'
import type { Flag, FlagEntry, FlagTable, FlagValues } from './flags.ts'
import { readTypedValues } from './read-typed-values.ts'
import type { OptionSource } from './value-place.ts'

/** What a program may write for one value of a flag. */
type OptionValue<F> = F extends { type: 'config' }
  ? unknown
  : F extends { type: 'boolean' }
    ? boolean
    : F extends { type: 'number' | 'integer' }
      ? number
      : F extends { choices: readonly (infer C)[] }
        ? C
        : F extends { type: 'string'; secret: true } | { type: 'path' | 'duration' }
          ? string
          : string | number

/**
 * Settings of a tool that is used as a library: by the keys of its flag table, written as in its config file. Durations
 * have units (`'10s'`), what can be given more than once is one value or a list, and what is left out or
 * `undefined` has its default.
 * `Without` are the keys that mean nothing to a library.
 */
export type FlagOptions<T extends FlagTable, Without extends string = never> = {
  readonly [K in Exclude<keyof T, Without>]?:
    | (T[K] extends { list: true } ? readonly OptionValue<T[K]>[] : never)
    | OptionValue<T[K]>
    | undefined
}

/** The values of a flag table as a program has set them. */
export interface GivenOptions<T extends FlagTable> {
  readonly values: FlagValues<T>
  readonly sources: { readonly [K in keyof T]: GivenSource }
}

/** `option` for what was set, `default` for the rest. */
type GivenSource = OptionSource | { readonly kind: 'default'; readonly name: string }

/**
 * Reads what a program sets as a config file is read. Neither environment nor config file has a say; relative paths
 * count from the working directory.
 * @param without keys of the table that a library does not take
 * @throws {UsageError} naming each option that is unknown or holds something wrong
 */
export function readOptions<const T extends FlagTable, const Without extends string = never>(
  table: T,
  options: FlagOptions<T, Without>,
  without: readonly Without[] = [],
): GivenOptions<T> {
  const known = Object.keys(table).filter((key) => !without.some((one) => one === key))
  const errors = Object.keys(options).flatMap((key) => (known.includes(key) ? [] : [unknownOption(key, known)]))
  const given = new Map<string, unknown>(Object.entries(options).filter(([, value]) => value !== undefined))
  const values: Record<string, unknown> = {}
  const sources: Record<string, GivenSource> = {}
  for (const [key, entry] of Object.entries<FlagEntry>(table)) {
    const source: GivenSource = given.has(key) ? { kind: 'option', name: key } : { kind: 'default', name: key }
    sources[key] = source
    try {
      values[key] = entry.type === 'config' ? configOnly(entry, key, given) : read(entry, given.get(key), source)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      errors.push(error)
    }
  }
  throwCollected(errors)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each was read by the table whose types these are
  return { values, sources } as GivenOptions<T>
}

function read(flag: Flag, given: unknown, source: GivenSource): unknown {
  return readTypedValues(flag, source.kind === 'default' ? flag.default : given, { source, folder: resolve('.') })
}

function configOnly(entry: Extract<FlagEntry, { type: 'config' }>, key: string, given: ReadonlyMap<string, unknown>) {
  if (!given.has(key)) return entry.default
  return entry.validate(new ConfigValue(given.get(key), key, { path: 'the options', folder: resolve('.') }))
}

function unknownOption(key: string, known: readonly string[]): UsageError {
  return new UsageError(`There is no option "${key}".`, {
    hint: suggestion(key, known) ?? `There are ${known.join(', ')}.`,
  })
}
