import { suggestion } from '../errors/did-you-mean.ts'
import { UsageError } from '../errors/errors.ts'
import { type FlagEntry, type FlagTable, flagKey, isConfigurable } from './flags.ts'
import { isRecord } from '../values/is-record.ts'
import type { ConfigFile } from './load-config.ts'
import { perToolKeys, sharedKeys, toolNames } from './shared-flags.ts'

/** One setting of the config file. */
export interface ConfigSetting {
  readonly value: unknown
  /** As it stands in the file: `baseUrl`, `stress-board.clients`. */
  readonly key: string
}

/**
 * What a config file says to one tool, by flag key: the tool's own section before the shared top.
 * Other tools' sections are theirs to check.
 * @throws {UsageError} for keys that nobody knows, or that stand in the wrong place
 */
export function settingsFor(toolName: string, table: FlagTable, file: ConfigFile): Map<string, ConfigSetting> {
  const own = namesOf(table)
  const sections = new Set<string>([...toolNames, toolName])
  const settings = new Map<string, ConfigSetting>()
  const top = Object.keys(file.data).filter((key) => key !== '$schema' && !sections.has(key))
  for (const [key, setting] of named(file, file.data, top, '')) {
    if (!sharedKeys.includes(key)) throw unknownTopKey(setting.key, key, own, [...sections], toolName, file)
    if (own.includes(key)) settings.set(key, setting)
  }
  const section = sectionOf(toolName, file)
  for (const [key, setting] of named(file, section, Object.keys(section), `${toolName}.`)) {
    if (!own.includes(key)) throw unknownKey(setting.key, key, own, file)
    settings.set(key, setting)
  }
  return settings
}

function namesOf(table: Readonly<Record<string, FlagEntry>>): readonly string[] {
  return Object.keys(table).filter((key) => table[key] && isConfigurable(table[key]))
}

function sectionOf(toolName: string, file: ConfigFile): Readonly<Record<string, unknown>> {
  const section = Object.hasOwn(file.data, toolName) ? file.data[toolName] : {}
  if (isRecord(section)) return section
  throw new UsageError(`"${toolName}" in ${file.path} must be an object of settings.`)
}

/** Settings by camelCase key; a flag's own spelling (`base-url`) is taken too. */
function* named(
  file: ConfigFile,
  record: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  prefix: string,
): Generator<readonly [string, ConfigSetting]> {
  const seen = new Set<string>()
  for (const written of keys) {
    const key = flagKey(written)
    if (seen.has(key)) throw new UsageError(`"${prefix}${key}" stands twice in ${file.path}, in two spellings.`)
    seen.add(key)
    yield [key, { value: record[written], key: `${prefix}${written}` }]
  }
}

function unknownTopKey(
  written: string,
  key: string,
  own: readonly string[],
  sections: readonly string[],
  toolName: string,
  file: ConfigFile,
): UsageError {
  if (!own.includes(key) && !perToolKeys.includes(key))
    return unknownKey(written, key, [...sharedKeys, ...sections], file)
  return new UsageError(`"${written}" in ${file.path} is not a setting that all tools share.`, {
    hint: `Put it into the section of its tool: "${toolName}": { "${key}": … }`,
  })
}

function unknownKey(written: string, key: string, known: readonly string[], file: ConfigFile): UsageError {
  return new UsageError(`"${written}" in ${file.path} is no known setting.`, {
    hint: suggestion(key, known) ?? `Known here: ${known.join(', ')}.`,
  })
}
