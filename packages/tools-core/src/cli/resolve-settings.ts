import type { Command } from './command.ts'
import { findConfigFile } from './config-file.ts'
import { ConfigValue } from './config-value.ts'
import { type ConfigSetting, settingsFor } from './config-settings.ts'
import { throwCollected, UsageError } from '../errors/errors.ts'
import { unknownVariables } from './environment.ts'
import { type ConfigOnlyFlag, envNames, type Flag, flagName } from './flags.ts'
import type { Host } from '../host/host.ts'
import type { Redactor } from '../redaction/redactor.ts'
import { type ConfigFile, loadConfigFile } from './load-config.ts'
import type { ParsedArgv } from './parse-argv.ts'
import { isList, readTypedValues } from './read-typed-values.ts'
import { readText } from './read-value.ts'
import { ValuePlace, type ValueSource } from './value-place.ts'

/** Every value of a flag table, and where it came from. */
export interface Settings {
  readonly values: Readonly<Record<string, unknown>>
  readonly sources: Readonly<Record<string, ValueSource>>
  readonly configFile: string | null
}

/** What was found for one flag, not yet read. */
interface Found {
  readonly source: ValueSource
  readonly folder: string
  /** Texts of the command line or the environment, or a typed value of the config file or the default. */
  readonly raw: { readonly texts: readonly string[] } | { readonly typed: unknown }
}

/**
 * Flag before environment before config file before default.
 * @param secrets is told of each secret among them, before anything is said of it
 * @throws {UsageError} naming each place that holds something wrong
 */
export async function resolveSettings(
  command: Command,
  host: Host,
  given: ParsedArgv['given'],
  secrets: Redactor,
): Promise<Settings> {
  const file = await configFileOf(command, host, given)
  const fromFile = file ? settingsFor(command.name, command.flags, file) : new Map<string, ConfigSetting>()
  const values: Record<string, unknown> = {}
  const sources: Record<string, ValueSource> = {}
  const errors: UsageError[] = [...unknownVariables(command, host.env)]
  for (const [key, entry] of Object.entries(command.flags)) {
    try {
      if (entry.type === 'config') {
        const setting = fromFile.get(key)
        sources[key] = setting && file ? configSource(file, setting) : { kind: 'default', name: key }
        values[key] = setting && file ? readConfigOnly(entry, setting, file) : entry.default
      } else {
        const found = find(command.name, key, entry, { host, given, file, setting: fromFile.get(key) })
        sources[key] = found.source
        secrets.add(...secretsIn(entry, found))
        values[key] = readFound(entry, found)
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      errors.push(error)
    }
  }
  throwCollected(errors)
  return { values, sources, configFile: file?.path ?? null }
}

/** The file that `--config` names, or the nearest one. It is found before it is read, so its own place cannot be set in it. */
async function configFileOf(command: Command, host: Host, given: ParsedArgv['given']): Promise<ConfigFile | undefined> {
  const flag = command.flags['config']
  if (flag?.type !== 'path') return undefined
  const found = find(command.name, 'config', flag, { host, given, file: undefined, setting: undefined })
  const named = readFound(flag, found)
  const search = { home: host.env['HOME'] || host.env['USERPROFILE'], userId: host.userId }
  const path = typeof named === 'string' ? named : findConfigFile(host.cwd, search)
  return path === undefined ? undefined : loadConfigFile(path)
}

interface Places {
  readonly host: Host
  readonly given: ParsedArgv['given']
  readonly file: ConfigFile | undefined
  readonly setting: ConfigSetting | undefined
}

function find(toolName: string, key: string, flag: Flag, places: Places): Found {
  const { host, given, file, setting } = places
  const name = `--${flagName(key)}`
  const onLine = given.get(key)
  if (typeof onLine === 'boolean') {
    return { source: { kind: 'flag', name }, folder: host.cwd, raw: { typed: onLine } }
  }
  if (onLine) return { source: { kind: 'flag', name }, folder: host.cwd, raw: { texts: onLine } }
  // An empty variable counts as absent: CI systems set one for a secret that they do not have.
  const variable = envNames(toolName, key, flag).find((candidate) => host.env[candidate])
  if (variable !== undefined) {
    const texts = textsOfVariable(flag, host.env[variable] ?? '')
    return { source: { kind: 'env', name: variable }, folder: host.cwd, raw: { texts } }
  }
  if (setting && file)
    return { source: configSource(file, setting), folder: file.folder, raw: { typed: setting.value } }
  return { source: { kind: 'default', name }, folder: host.cwd, raw: { typed: flag.default } }
}

function textsOfVariable(flag: Flag, text: string): readonly string[] {
  if (flag.type === 'boolean' || !flag.list) return [text]
  const separator = text.includes('\n') ? '\n' : (flag.envSeparator ?? ',')
  return text
    .split(separator)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}

function configSource(file: ConfigFile, setting: ConfigSetting): ValueSource {
  return { kind: 'config', file: file.path, key: setting.key }
}

function readConfigOnly(entry: ConfigOnlyFlag, setting: ConfigSetting, file: ConfigFile): unknown {
  return entry.validate(new ConfigValue(setting.value, setting.key, file))
}

function readFound(flag: Flag, found: Found): unknown {
  if ('texts' in found.raw) {
    const values = found.raw.texts.map((text) =>
      readText(flag, text, new ValuePlace(found.source, found.folder, text, flag.secret === true)),
    )
    return isList(flag) ? values : values[0]
  }
  return readTypedValues(flag, found.raw.typed, found)
}

function secretsIn(flag: Flag, { raw }: Found): readonly string[] {
  if (!flag.secret) return []
  const all: readonly unknown[] = 'texts' in raw ? raw.texts : [raw.typed].flat()
  const texts = all.filter((text): text is string => typeof text === 'string' && text !== '')
  return flag.secretsOf ? texts.flatMap(flag.secretsOf) : texts
}
