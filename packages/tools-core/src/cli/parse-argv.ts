// The one file that knows yargs. It is loaded when a command really runs: not for --help, --version and completion.
import { Parser } from 'yargs/helpers'
import { beforeDoubleDash } from './before-double-dash.ts'
import type { Command } from './command.ts'
import { nearest } from '../errors/did-you-mean.ts'
import { UsageError } from '../errors/errors.ts'
import { type Flag, flagName, type FlagTable } from './flags.ts'

/** What stood on the command line, not yet read as values. */
export interface ParsedArgv {
  /** By key: the texts of a flag that takes a value, or a boolean flag's state. */
  readonly given: ReadonlyMap<string, readonly string[] | boolean>
  readonly positionals: readonly string[]
}

/** Numbers stay text and names stay as they are: values are read by the flag table, in one place for all sources. */
const configuration = {
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'strip-aliased': true,
}

/** @throws {UsageError} for unknown flags, missing or surplus values, surplus arguments */
export function parseArgv(command: Command, given: readonly string[]): ParsedArgv {
  const flags = commandLineFlags(command.flags)
  const argv = withBareValues(flags, given)
  checkBooleanValues(flags, argv)
  const valued = [...flags].filter(([, flag]) => flag.type !== 'boolean').map(([name]) => name)
  const { argv: parsed, error } = Parser.detailed([...argv], {
    string: valued,
    narg: Object.fromEntries(valued.map((name) => [name, 1])),
    boolean: [...flags.keys()].filter((name) => !valued.includes(name)),
    alias: Object.fromEntries([...flags].flatMap(([name, { short }]) => (short ? [[name, [short]]] : []))),
    configuration,
  })
  const { _: positionals, ...named } = parsed
  checkNames(command, flags, Object.keys(named), argv)
  if (error) throw missingValue(error, flags)
  const keys = new Map(Object.keys(command.flags).map((key) => [flagName(key), key]))
  const values = new Map<string, readonly string[] | boolean>()
  for (const [name, flag] of flags) {
    if (named[name] !== undefined) values.set(keys.get(name) ?? name, textsOf(name, flag, named[name]))
  }
  return { given: values, positionals: positionals.map(String) }
}

/**
 * `--corrupt` at the end or in front of another flag is `--corrupt=3`, where the table says so. A negative number is no
 * flag, but a value for the table to judge.
 */
function withBareValues(flags: ReadonlyMap<string, Flag>, argv: readonly string[]): string[] {
  const flagged = beforeDoubleDash(argv).length
  const written: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at] ?? ''
    const bare = at < flagged && argument.startsWith('--') ? flags.get(argument.slice(2))?.bare : undefined
    const next = at + 1 < flagged ? argv[at + 1] : undefined
    if (bare !== undefined && next !== undefined && /^-\.?\d/.test(next)) {
      written.push(`${argument}=${next}`)
      at++
    } else if (bare !== undefined && (next === undefined || next.startsWith('-'))) written.push(`${argument}=${bare}`)
    else written.push(argument)
  }
  return written
}

function commandLineFlags(table: FlagTable): Map<string, Flag> {
  return new Map(
    Object.entries(table).flatMap(([key, entry]) => (entry.type === 'config' ? [] : [[flagName(key), entry] as const])),
  )
}

function textsOf(name: string, flag: Flag, came: unknown): readonly string[] | boolean {
  if (flag.type === 'boolean') return came === true
  const values: readonly unknown[] = Array.isArray(came) ? came : [came]
  if (values.includes(false)) throw new UsageError(`--no-${name} means nothing: --${name} takes a value.`)
  if (values.length > 1 && !flag.list) {
    throw new UsageError(`--${name} was given ${values.length} times; it takes one value.`)
  }
  return values.map(String)
}

/** yargs reads `--json=yes` as false; it must be an error. */
function checkBooleanValues(flags: ReadonlyMap<string, Flag>, argv: readonly string[]): void {
  for (const argument of beforeDoubleDash(argv)) {
    const [, name = '', value = ''] = /^--?([^=]+)=([^]*)$/.exec(argument) ?? []
    const flag = flags.get(name) ?? [...flags.values()].find(({ short }) => short === name)
    if (flag?.type === 'boolean' && value !== 'true' && value !== 'false') {
      throw new UsageError(`${argument} is not possible; --${name} is on or off.`, {
        hint: `Write --${name}, --no-${name} or --${name}=false.`,
      })
    }
  }
}

function checkNames(
  command: Command,
  flags: ReadonlyMap<string, Flag>,
  names: readonly string[],
  argv: readonly string[],
): void {
  const unknown = names.filter((name) => !flags.has(name))
  if (unknown.length === 0) return
  const visible = [...flags].flatMap(([name, flag]) => (flag.hidden ? [] : [name]))
  const written = [...new Set(unknown.map((name) => asWritten(name, argv)))]
  const [first = ''] = written
  const meant = nearest(first.replace(/^-+(no-)?/, ''), visible)
  const list = written.join(', ')
  throw new UsageError(`${list} ${written.length === 1 ? 'is no flag' : 'are no flags'} of ${command.name}.`, {
    hint: meant ? `Did you mean --${meant}?` : `See ${command.name} --help.`,
  })
}

/** The argument that a name came from: `colr` from `--no-colr`, `j` from `-json`. */
function asWritten(name: string, argv: readonly string[]): string {
  const written = beforeDoubleDash(argv).map((argument) => argument.replace(/=[^]*$/, ''))
  const long = written.find((argument) => argument === `--${name}` || argument === `--no-${name}`)
  const grouped = written.find((argument) => /^-[^-]/.test(argument) && argument.includes(name))
  return long ?? (name.length === 1 ? grouped : undefined) ?? (name.length === 1 ? `-${name}` : `--${name}`)
}

function missingValue(error: Error, flags: ReadonlyMap<string, Flag>): UsageError {
  const [, written] = /following: (.+)$/.exec(error.message) ?? []
  if (written === undefined) return new UsageError(error.message)
  const name = [...flags].find(([, { short }]) => short === written)?.[0] ?? written
  const shown = name === written ? `--${name}` : `-${written}/--${name}`
  return new UsageError(`${shown} needs a value.`, {
    hint: `A value that begins with a dash is written --${name}=-x.`,
  })
}
