import type { ExitCode } from '../errors/exit-code.ts'
import { type ExitCodeMeaning, type ExitCodeTable, meaningsOf } from './exit-code-meanings.ts'
import { flagName, type FlagEntry, type FlagTable, type FlagValues } from './flags.ts'
import type { Host } from '../host/host.ts'
import type { Redactor } from '../redaction/redactor.ts'
import type { Log } from './log.ts'
import { builtinFlags } from './shared-flags.ts'
import type { ValueSource } from './value-place.ts'

/** An argument without a dash, by its place. */
export interface Positional {
  readonly describe: string
  readonly required?: true
  /** Takes all that is left; only the last one may. */
  readonly list?: true
}

/** Arguments without a dash by name, in the order in which they are typed. */
export type PositionalTable = Readonly<Record<string, Positional>>

type PositionalValue<P> = P extends { list: true }
  ? readonly string[]
  : P extends { required: true }
    ? string
    : string | undefined

export type PositionalValues<P extends PositionalTable> = string extends keyof P
  ? Readonly<Record<string, string | readonly string[] | undefined>>
  : { readonly [K in keyof P]: PositionalValue<P[K]> }

/** A line of `--help` to copy. */
export interface Example {
  /** As it is typed: `stress-board --clients 50`. */
  readonly command: string
  readonly describe: string
}

/** What a run gets: its settings and the outside world. */
export interface RunContext<T extends FlagTable = FlagTable, P extends PositionalTable = PositionalTable> {
  readonly tool: { readonly name: string; readonly version: string }
  readonly flags: FlagValues<T>
  readonly positionals: PositionalValues<P>
  /** Where each value came from, for messages (see `describeSource`) and for "was it given at all". */
  readonly sources: { readonly [K in keyof T]: ValueSource }
  /** The config file that was read; `null` if there is none. */
  readonly configFile: string | null
  /**
   * Takes secrets out of what is written: log, errors and reports share it. It knows those among the settings; what a
   * login brings is to be told to it: `secrets.add(token)`.
   */
  readonly secrets: Redactor
  readonly host: Host
  /** Aborted by SIGINT or SIGTERM: stop, return what was done so far. The exit code becomes 130 by itself. */
  readonly signal: AbortSignal
  /** Messages on stderr. */
  readonly log: Log
  /** Which streams may be coloured. */
  readonly colors: { readonly stdout: boolean; readonly stderr: boolean }
}

/** A command: its name, its tables, and what it does. */
export interface CommandDefinition<T extends FlagTable, P extends PositionalTable> {
  /** The bin's name, also the name of its section in the config file. */
  readonly name: string
  readonly version: string
  /** One sentence: what the tool answers. */
  readonly describe: string
  readonly flags: T
  /** In the order in which they are typed. */
  readonly positionals?: P
  readonly examples?: readonly Example[]
  /** Closing lines of `--help`. */
  readonly epilogue?: string
  /** Those that it can end with, each with what it means here, for `--help` and the docs; all in general words if left out. */
  readonly exitCodes?: ExitCodeTable
  /** Does the job. Import what is heavy here, not at the top: `--help` must not wait for it. */
  run(context: RunContext<T, P>): Promise<ExitCode>
}

/** A command whose table's types were forgotten; what `runCli` takes. */
export interface Command {
  readonly name: string
  readonly version: string
  readonly describe: string
  /** The tool's flags and those that every command has. */
  readonly flags: FlagTable
  readonly positionals: PositionalTable
  readonly examples: readonly Example[]
  readonly epilogue: string | undefined
  readonly exitCodes: readonly ExitCodeMeaning[]
  run(context: RunContext): Promise<ExitCode>
}

/**
 * Declares a command; `--help`, `--version` and `--completion-script` come by themselves.
 * @throws {TypeError} if the tables contradict each other
 */
export function defineCommand<const T extends FlagTable, const P extends PositionalTable = {}>(
  definition: CommandDefinition<T, P>,
): Command {
  const flags: FlagTable = { ...definition.flags, ...builtinFlags }
  checkTables(definition, flags)
  return {
    name: definition.name,
    version: definition.version,
    describe: definition.describe,
    flags,
    positionals: definition.positionals ?? {},
    examples: definition.examples ?? [],
    epilogue: definition.epilogue,
    exitCodes: meaningsOf(definition.exitCodes),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the values were read by these very tables
    run: (context) => definition.run(context as RunContext<T, P>),
  }
}

function checkTables(definition: CommandDefinition<FlagTable, PositionalTable>, flags: FlagTable): void {
  const shorts = new Set<string>()
  for (const [key, entry] of Object.entries(flags)) {
    if (key in builtinFlags && key in definition.flags) throw new TypeError(`${key} is a flag of every command`)
    checkEntry(key, entry, shorts)
  }
  const positionals = Object.values(definition.positionals ?? {})
  if (positionals.slice(0, -1).some((positional) => positional.list)) {
    throw new TypeError('only the last positional can be a list')
  }
}

function checkEntry(key: string, entry: FlagEntry, shorts: Set<string>): void {
  if (!/^[a-z][a-zA-Z0-9]*$/.test(key)) throw new TypeError(`${key} is no camelCase flag key`)
  if (flagName(key).startsWith('no-')) throw new TypeError(`${key}: --no-x is the negative of x; declare x`)
  if (entry.type === 'config' || entry.short === undefined) return
  if (!/^[a-zA-Z]$/.test(entry.short) || shorts.has(entry.short)) {
    throw new TypeError(`-${entry.short} of ${key} is taken or no letter`)
  }
  shorts.add(entry.short)
}
