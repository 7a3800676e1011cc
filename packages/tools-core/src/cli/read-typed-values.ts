import type { Flag } from './flags.ts'
import { readTyped } from './read-value.ts'
import { type OptionSource, ValuePlace, type ValueSource } from './value-place.ts'

/** Where typed values stand: in the config file, in a program's options, or as defaults in the flag table. */
export interface TypedPlace {
  readonly source: ValueSource | OptionSource
  /** Relative paths count from here. */
  readonly folder: string
}

/**
 * Reads what stands for one flag where values have types of their own.
 * @throws {UsageError} that names the place, of a list the entry
 */
export function readTypedValues(flag: Flag, typed: unknown, { source, folder }: TypedPlace): unknown {
  const read = (value: unknown, index?: number): unknown =>
    readTyped(flag, value, new ValuePlace(exactSource(source, index), folder, value, flag.secret === true))
  if (source.kind === 'default' && typed === undefined) return isList(flag) ? [] : undefined
  if (!isList(flag)) return read(typed)
  // One value where a list can stand is a list of one, as on the command line.
  return Array.isArray(typed) ? typed.map((entry: unknown, index) => read(entry, index)) : [read(typed)]
}

/** Whether a flag may be given more than once. */
export function isList(flag: Flag): boolean {
  return flag.type !== 'boolean' && flag.list === true
}

function exactSource(source: TypedPlace['source'], index: number | undefined): TypedPlace['source'] {
  if (index === undefined) return source
  if (source.kind === 'config') return { ...source, key: `${source.key}[${index}]` }
  return source.kind === 'option' ? { ...source, name: `${source.name}[${index}]` } : source
}
