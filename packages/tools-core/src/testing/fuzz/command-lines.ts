import * as fc from 'fast-check'
import type { Command } from '../../cli/command.ts'
import { envNames, envPrefix, type Flag, type FlagEntry, flagName, type FlagTable } from '../../cli/flags.ts'
import { toolNames } from '../../cli/shared-flags.ts'
import { textFor, type Words } from './flag-texts.ts'
import { hostileJson, hostileKey } from './hostile-json.ts'
import { hostileText } from './hostile-text.ts'
import { mutatedJson } from './mutated-json.ts'

/** All that a user says to a command. */
export interface CommandLine {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What the config file holds; `null` where there is none. */
  readonly config: { readonly extension: 'json' | 'yaml'; readonly content: unknown } | null
}

/** What a command's own flags take. */
export interface Vocabulary {
  /** A command line that it takes, without which it would refuse most others. */
  readonly usual: readonly string[]
  readonly words: Words
  /** Of what only the config file can hold. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** What no flag is, and looks like one. */
const strays = ['--', '-', '---', '--no-', '--=', '-=', '--__proto__=1', '--a.b=1', '--no-constructor']

/**
 * What may be typed, set and written for a command: mostly its own flags, with values that are right, nearly right, or
 * anything at all.
 */
export function commandLines(command: Command, vocabulary: Vocabulary): fc.Arbitrary<CommandLine> {
  const given = fc.oneof(
    { weight: 12, arbitrary: flagOf(command.flags, vocabulary.words) },
    { weight: 1, arbitrary: fc.tuple(hostileText) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...strays)) },
  )
  const argv = fc
    .tuple(fc.boolean(), fc.array(given, { maxLength: 4 }))
    .map(([isUsual, all]) => [...(isUsual ? vocabulary.usual : []), ...all.flat()])
  // An environment holds no zero bytes.
  const env = fc
    .array(variableOf(command, vocabulary.words), { maxLength: 2 })
    .map((all) => Object.fromEntries(all.map(([name, text]) => [name, text.replaceAll('\0', '')])))
  const config = fc.record({
    extension: fc.constantFrom('json', 'yaml'),
    content: configOf(command, vocabulary),
  })
  return fc.record({ argv, env, config: fc.option(config, { freq: 2 }) })
}

/** One flag of a command, in one of the ways in which flags are written. */
function flagOf(table: FlagTable, words: Words): fc.Arbitrary<readonly string[]> {
  const flags = Object.entries(table).flatMap(([key, entry]) =>
    entry.type === 'config' ? [] : [[key, entry] as const],
  )
  const way = fc.constantFrom('next', 'next', '=', 'alone', 'glued')
  return fc.constantFrom(...flags).chain(([key, flag]) =>
    fc.tuple(spellingOf(key, flag), textFor(key, flag, words), way).map(([spelling, text, how]) => {
      if (how === 'next' && flag.type !== 'boolean') return [spelling, text]
      return [how === '=' ? `${spelling}=${text}` : how === 'glued' ? spelling + text : spelling]
    }),
  )
}

function spellingOf(key: string, { short }: Flag): fc.Arbitrary<string> {
  const name = flagName(key)
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(`--${name}`, short === undefined ? `--${name}` : `-${short}`) },
    { weight: 1, arbitrary: fc.constantFrom(`--no-${name}`, `--${key}`, `---${name}`) },
  )
}

/** A variable that the command reads, or that looks as if. */
function variableOf({ name: tool, flags }: Command, words: Words): fc.Arbitrary<readonly [name: string, text: string]> {
  const variables = Object.entries(flags).flatMap(([key, flag]) =>
    flag.type === 'config' ? [] : envNames(tool, key, flag).map((name) => ({ key, flag, name })),
  )
  const stray = fc.constantFrom('', '__PROTO__', 'X').map((rest): [string, string] => [envPrefix(tool) + rest, 'x'])
  const known = fc
    .constantFrom(...variables)
    .chain(({ key, flag, name }) => textFor(key, flag, words).map((text): [string, string] => [name, text]))
  return fc.oneof({ weight: 19, arbitrary: known }, { weight: 1, arbitrary: stray })
}

function configOf({ name, flags }: Command, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  const own = fc
    .constantFrom(...Object.entries(flags))
    .chain(([key, entry]) => fc.tuple(fc.constantFrom(key, key, key, flagName(key)), settingOf(key, entry, vocabulary)))
  const stray = fc.tuple(fc.oneof(hostileKey, fc.constantFrom(...toolNames)), hostileJson)
  const setting = fc.oneof({ weight: 19, arbitrary: own }, { weight: 1, arbitrary: stray })
  // `__proto__` is a key like any other.
  const settings = fc.array(setting, { maxLength: 3 }).map((all) => Object.fromEntries(all))
  const top = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: settings })
  const whole = fc
    .tuple(top, settings)
    .map(([shared, section]) => Object.fromEntries([...Object.entries(shared), [name, section]]))
  return fc.oneof({ weight: 9, arbitrary: whole }, { weight: 1, arbitrary: hostileJson })
}

/** A value of the config file: right for the flag, nearly right, or any. */
function settingOf(key: string, entry: FlagEntry, { words, settings }: Vocabulary): fc.Arbitrary<unknown> {
  if (entry.type === 'config') {
    const sample = settings[key] ?? []
    return fc.oneof({ weight: 4, arbitrary: mutatedJson(sample, 2) }, fc.constant(sample), hostileJson)
  }
  const typed = textFor(key, entry, words).map((text): unknown => {
    if (entry.type === 'boolean') return text === 'true'
    const isFigure = (entry.type === 'number' || entry.type === 'integer') && !Number.isNaN(Number(text))
    return isFigure ? Number(text) : text
  })
  return fc.oneof({ weight: 6, arbitrary: typed }, fc.array(typed, { maxLength: 3 }), hostileJson)
}
