import picocolors from 'picocolors'
import type { Command, Positional } from './command.ts'
import type { ExitCode } from '../errors/exit-code.ts'
import { wrapLine } from '../terminal/wrap.ts'
import { envNames, type Flag, type FlagEntry, flagName, isConfigurable } from './flags.ts'

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
    ...groups(command).flatMap(([title, rows]) => section(title, rows)),
    ...section(`Config file only, in the section "${command.name}"`, configRows(command.flags)),
    ...section(
      'Examples',
      command.examples.map((example) => ({ left: example.command, right: example.describe })),
    ),
    wrap(settingsNote(command), width).join('\n'),
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

function groups(command: Command): readonly (readonly [string, readonly Row[]])[] {
  const byGroup = new Map<string, Row[]>()
  for (const [key, entry] of Object.entries(command.flags)) {
    if (entry.type === 'config' || entry.hidden) continue
    const group = entry.group ?? 'Options'
    byGroup.set(group, [...(byGroup.get(group) ?? []), flagRow(command, key, entry)])
  }
  // What every tool has comes last: the reader looks for what this one is about.
  return [...byGroup].sort(([a], [b]) => Number(a === 'General') - Number(b === 'General'))
}

function flagRow(command: Command, key: string, flag: Flag): Row {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `
  return { left: `${short}${spelling(key, flag)}`, right: `${flag.describe}${facts(command, key, flag)}` }
}

function spelling(key: string, flag: Flag): string {
  const name = flagName(key)
  if (flag.type === 'boolean') return flag.default === false ? `--${name}` : `--[no-]${name}`
  const value = placeholder(flag)
  return `--${name} ${flag.bare === undefined ? value : `[${value}]`}`
}

function placeholder(flag: Exclude<Flag, { type: 'boolean' }>): string {
  if (flag.placeholder !== undefined) return flag.placeholder
  const byType = { string: 'TEXT', path: 'PATH', number: 'NUMBER', integer: 'NUMBER', duration: 'TIME' }
  return flag.type === 'string' && flag.choices ? 'NAME' : byType[flag.type]
}

function facts(command: Command, key: string, flag: Flag): string {
  const [, besides] = envNames(command.name, key, flag)
  const choices = flag.type === 'string' && flag.choices ? `one of: ${flag.choices.join(', ')}` : undefined
  const standard = flag.secret || flag.default === undefined || flag.default === false ? undefined : defaultText(flag)
  const bare = flag.bare === undefined ? undefined : `without a value: ${flag.bare}`
  const env = besides === undefined ? undefined : `env: ${besides}`
  return [choices, standard, bare, env].flatMap((fact) => (fact === undefined ? [] : [` [${unbroken(fact)}]`])).join('')
}

const hardBlank = '\u00A0'

/** A short fact stays on one line. */
function unbroken(fact: string): string {
  return fact.length > 45 ? fact : fact.replaceAll(' ', hardBlank)
}

function defaultText(flag: Flag): string {
  const values: readonly unknown[] = [flag.default].flat()
  return `default: ${values.map(String).join(', ')}`
}

function configRows(flags: Readonly<Record<string, FlagEntry>>): readonly Row[] {
  return Object.entries(flags).flatMap(([key, entry]) =>
    entry.type === 'config' && !entry.hidden ? [{ left: key, right: entry.describe }] : [],
  )
}

function settingsNote(command: Command): string {
  const isConfigured = 'config' in command.flags && Object.values(command.flags).some(isConfigurable)
  const notes = isConfigured ? [...ownVariables(command), precedence] : []
  return [notes.join(' '), `Exit codes: ${exitCodes(command)}.`].filter((line) => line !== '').join('\n')
}

const precedence = 'A flag beats the environment, and the environment beats the config file.'

/** How the variables of this tool are made, shown by one of them. */
function ownVariables({ name, flags }: Command): readonly string[] {
  for (const [key, entry] of Object.entries(flags)) {
    if (entry.type === 'config' || entry.shared || entry.hidden) continue
    const [own, besides] = envNames(name, key, entry)
    if (own === undefined || besides !== undefined) continue
    return [`Settings have variables of this tool: ${own} is --${flagName(key)}; [env: …] is read besides.`]
  }
  return []
}

const meanings: Readonly<Record<ExitCode, string>> = {
  0: 'pass',
  1: 'findings or thresholds failed',
  2: 'wrong usage or configuration',
  3: 'target unreachable or run failed',
  4: 'measurement invalid',
  130: 'interrupted',
}

function exitCodes(command: Command): string {
  return command.exitCodes.map((code) => `${code} ${meanings[code]}`).join(', ')
}

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
