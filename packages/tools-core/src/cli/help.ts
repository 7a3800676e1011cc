import picocolors from 'picocolors'
import type { Command, Positional } from './command.ts'
import { wrapLine } from '../terminal/wrap.ts'
import { defaultText, groupFlags, ownSetting, spellFlag } from './flag-text.ts'
import { envNames, type Flag, type FlagEntry, flagName } from './flags.ts'

export interface HelpOptions {
  /** Of the terminal; the text is at most 100 wide. */
  readonly columns: number | undefined
  readonly color: boolean
}

interface Row {
  readonly left: string
  readonly right: string
}

const widestLeft = 30

/**
 * The text of `--help`, from the command's tables alone: no parser has to be loaded for it.
 */
export function renderHelp(command: Command, options: HelpOptions): string {
  const width = Math.max(60, Math.min(options.columns ?? 100, 100))
  const { bold } = picocolors.createColors(options.color)
  const section = (title: string, rows: readonly Row[]) =>
    rows.length === 0 ? [] : [`${bold(title)}\n${renderRows(rows, width)}`]
  const blocks = [
    wrap(command.describe, width).join('\n'),
    `${bold('Usage')}\n  ${usage(command)}`,
    ...section('Arguments', Object.entries(command.positionals).map(positionalRow)),
    ...groupFlags(command).flatMap(({ title, flags }) =>
      section(
        title,
        flags.map(([key, flag]) => flagRow(command, key, flag)),
      ),
    ),
    ...section(`Config file only, in the section "${command.name}"`, configRows(command.flags)),
    ...section(
      'Examples',
      command.examples.map((example) => ({ left: example.command, right: example.describe })),
    ),
    ...section(
      'Exit codes',
      command.exitCodes.map(({ code, meaning }) => ({ left: String(code), right: meaning })),
    ),
    ...settingsNote(command).map((note) => wrap(note, width).join('\n')),
    ...(command.epilogue === undefined ? [] : [wrap(command.epilogue, width).join('\n')]),
  ]
  return `${blocks.join('\n\n')}\n`.replaceAll(hardBlank, ' ')
}

function usage(command: Command): string {
  const positionals = Object.entries(command.positionals).map(([name, { required, list }]) => {
    const shown = `${flagName(name)}${list ? '...' : ''}`
    return required ? `<${shown}>` : `[${shown}]`
  })
  return [command.name, '[flags]', ...positionals].join(' ')
}

function positionalRow([name, positional]: readonly [string, Positional]): Row {
  return { left: flagName(name), right: `${positional.describe}${positional.required ? ' [required]' : ''}` }
}

function flagRow(command: Command, key: string, flag: Flag): Row {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `
  return { left: `${short}${spellFlag(key, flag)}`, right: `${flag.describe}${facts(command, key, flag)}` }
}

function facts(command: Command, key: string, flag: Flag): string {
  const [, besides] = envNames(command.name, key, flag)
  const choices = flag.type === 'string' && flag.choices ? `one of: ${flag.choices.join(', ')}` : undefined
  const given = defaultText(flag)
  const standard = given === undefined ? undefined : `default: ${given}`
  const bare = flag.bare === undefined ? undefined : `without a value: ${flag.bare}`
  const env = besides === undefined ? undefined : `env: ${besides}`
  return [choices, standard, bare, env].flatMap((fact) => (fact === undefined ? [] : [` [${unbroken(fact)}]`])).join('')
}

const hardBlank = '\u00A0'

/** A short fact stays on one line. */
function unbroken(fact: string): string {
  return fact.length > 45 ? fact : fact.replaceAll(' ', hardBlank)
}

function configRows(flags: Readonly<Record<string, FlagEntry>>): readonly Row[] {
  return Object.entries(flags).flatMap(([key, entry]) =>
    entry.type === 'config' && !entry.hidden ? [{ left: key, right: entry.describe }] : [],
  )
}

/** How the variables of this tool are made, shown by one of them. */
function settingsNote(command: Command): readonly string[] {
  const own = ownSetting(command)
  if (own === undefined) return 'config' in command.flags ? [precedence] : []
  const { key, variable } = own
  return [
    `Settings have variables of this tool: ${variable} is --${flagName(key)}; [env: …] is read besides. ${precedence}`,
  ]
}

const precedence = 'A flag beats the environment, and the environment beats the config file.'

function renderRows(rows: readonly Row[], width: number): string {
  const left = Math.min(widestLeft, Math.max(...rows.map((row) => row.left.length)))
  return rows.map((row) => renderRow(row, left, width)).join('\n')
}

function renderRow(row: Row, left: number, width: number): string {
  const indent = ' '.repeat(left + 4)
  const right = wrap(row.right, width - indent.length).join(`\n${indent}`)
  return row.left.length > left ? `  ${row.left}\n${indent}${right}` : `  ${row.left.padEnd(left)}  ${right}`
}

/** Breaks at blanks; the line breaks of the text stay. */
function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapLine(paragraph, width))
}
