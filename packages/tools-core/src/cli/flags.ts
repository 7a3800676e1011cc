import type { ConfigValue } from './config-value.ts'
import type { ValuePlace } from './value-place.ts'

/** What every entry of a flag table may say. */
interface FlagCommon {
  /** One line for `--help` and the docs. */
  readonly describe: string
  /** Heading in `--help`. */
  readonly group?: string
  /** What stands for the value in `--help`: `FILE`, `URL`. */
  readonly placeholder?: string
  /** What is shown as the default where it depends on other settings: `5000; 1 with --delay`. */
  readonly defaultText?: string
  /** One letter: `q` for `-q`. */
  readonly short?: string
  /**
   * It means the same to all tools: it may stand at the top of the config file, and `M4SH_` and its name is read too.
   * Any other flag is its tool's alone: `M4SH_STRESS_BOARD_CLIENTS`, and the tool's section of the config file.
   */
  readonly shared?: true
  /** A variable that is read besides the tool's own (`M4SH_STRESS_BOARD_CLIENTS`); `false`: no variable at all. */
  readonly env?: string | false
  /** `false`: not to be set in the config file, and in the environment only where `env` names the variable. */
  readonly config?: false
  /** Given on the command line or not at all: neither environment nor config file. */
  readonly flagOnly?: true
  /** What a flag that takes a value means where none follows it: `--corrupt` for `--corrupt 3`. */
  readonly bare?: string
  /** Not shown in `--help` nor completed. */
  readonly hidden?: true
  /** The value never appears in messages, help or reports. */
  readonly secret?: true
  /** What of the raw value is secret, where that is not the whole (`--header`). */
  readonly secretsOf?: (raw: string) => readonly string[]
}

/** A flag that may be given more than once. Its value is a list, empty if it has no default. */
interface Repeatable {
  readonly list?: true
  /** What parts the values in an environment variable that has no line breaks; line breaks always do. */
  readonly envSeparator?: ',' | '\n'
}

/** Turns the text that came into the value. Call `place.reject` for what cannot be used. */
export type ParseText = (raw: string, place: ValuePlace) => unknown

export interface StringFlag extends FlagCommon, Repeatable {
  readonly type: 'string'
  readonly choices?: readonly string[]
  /** What completion offers where other texts are taken too: files and folders, or these words. */
  readonly completes?: 'path' | readonly string[]
  /** Without it an empty value is an error. */
  readonly allowEmpty?: true
  readonly parse?: ParseText
  readonly default?: string | readonly string[]
}

/** A file or folder. The value is absolute: what came from the config file counts from its folder, the rest from the working directory. `-` stays. */
export interface PathFlag extends FlagCommon, Repeatable {
  readonly type: 'path'
  /** It is a folder, which need not be there yet: what is a file, and `-`, is refused. */
  readonly isFolder?: true
  readonly default?: string | readonly string[]
}

export interface NumberFlag extends FlagCommon, Repeatable {
  readonly type: 'number' | 'integer'
  readonly min?: number
  readonly max?: number
  readonly default?: number | readonly number[]
}

/** `500ms`, `10s`, `1m30s`, `2h`, `7d`. The value is in milliseconds. */
export interface DurationFlag extends FlagCommon, Repeatable {
  readonly type: 'duration'
  /** What a bare number means. Without it a unit must be given. */
  readonly bareUnit?: 'ms' | 's' | 'm'
  /** Milliseconds. */
  readonly min?: number
  /** Milliseconds. */
  readonly max?: number
  readonly default?: string | readonly string[]
}

/** `--name` and `--no-name`. Without a default the value is `undefined` if nothing was said. */
export interface BooleanFlag extends FlagCommon {
  readonly type: 'boolean'
  readonly default?: boolean
}

/** A structured value that only the config file can hold. */
export interface ConfigOnlyFlag {
  readonly type: 'config'
  readonly describe: string
  readonly hidden?: true
  /** Reads the value; every reading step of {@link ConfigValue} names the exact key when it refuses. */
  readonly validate: (value: ConfigValue) => unknown
  /** The validated value if the key is absent. */
  readonly default?: unknown
}

/** A setting that the command line knows. */
export type Flag = StringFlag | PathFlag | NumberFlag | DurationFlag | BooleanFlag
/** A row of a flag table. */
export type FlagEntry = Flag | ConfigOnlyFlag

/**
 * Everything that can be set, by config key (`baseUrl` is `--base-url`). The one declaration that the parser, the help,
 * the environment, the config file and the completion come from. Defaults are written as a user would write them.
 */
export type FlagTable = Readonly<Record<string, FlagEntry>>

type Single<F> = F extends { parse: (...given: never[]) => infer R }
  ? R
  : F extends { validate: (...given: never[]) => infer R }
    ? R
    : F extends { choices: readonly (infer C)[] }
      ? C
      : F extends { type: 'number' | 'integer' | 'duration' }
        ? number
        : F extends { type: 'boolean' }
          ? boolean
          : string

/** The value that a run gets for one entry of the table. */
export type FlagValue<F> = F extends { list: true }
  ? readonly Single<F>[]
  : F extends { type: 'config'; default: infer D }
    ? Single<F> | D
    : F extends { default: {} | null }
      ? Single<F>
      : Single<F> | undefined

/** The values that a run gets for a whole table, by key. */
export type FlagValues<T extends FlagTable> = { readonly [K in keyof T]: FlagValue<T[K]> }

/** Gives a table its exact types. */
export function defineFlags<const T extends FlagTable>(flags: T): T {
  return flags
}

/** `baseUrl` → `base-url`. */
export function flagName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `base-url` → `baseUrl`. */
export function flagKey(name: string): string {
  return name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** The variables that set a flag, the one that wins first. */
export function envNames(toolName: string, key: string, flag: Flag): readonly string[] {
  if (flag.flagOnly || flag.env === false || (flag.config === false && flag.env === undefined)) return []
  const suffix = constantCase(flagName(key))
  const besides = flag.env ?? (flag.shared ? `M4SH_${suffix}` : undefined)
  return [`${envPrefix(toolName)}${suffix}`, ...(besides === undefined ? [] : [besides])]
}

/** What the variables begin with that are one tool's alone: `M4SH_STRESS_BOARD_`. */
export function envPrefix(toolName: string): string {
  return `M4SH_${constantCase(toolName)}_`
}

/** Whether the config file may hold the key. */
export function isConfigurable(entry: FlagEntry): boolean {
  return entry.type === 'config' || !(entry.flagOnly || entry.config === false)
}

function constantCase(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
}
