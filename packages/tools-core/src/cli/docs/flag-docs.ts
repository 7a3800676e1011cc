import type { Command } from '../command.ts'
import { defaultText, groupFlags, ownSetting, spellFlag } from '../flag-text.ts'
import { envNames, type Flag, flagName } from '../flags.ts'
import { builtinFlags } from '../shared-flags.ts'

/** Gives an English text of the tables in the language of a README. */
export type Translate = (english: string) => string

const inEnglish: Translate = (english) => english

/** The flags of a command as a README shows them: a sentence on environment and config file, and one table in Markdown. */
export function flagDocs(command: Command, translate: Translate = inEnglish): string {
  const groups = groupFlags(command).flatMap(({ title, flags }) => [
    groupRow(translate(title)),
    ...flags.map(([key, flag]) => flagRow(command, key, flag, translate)),
  ])
  const configOnly = Object.entries(command.flags).flatMap(([key, entry]) =>
    entry.type === 'config' && !entry.hidden ? [[code(key), '', cell(translate(entry.describe))]] : [],
  )
  const rows = [...groups, ...(configOnly.length > 0 ? [groupRow(translate('Config file only')), ...configOnly] : [])]
  const table = markdownTable([translate('flag'), translate('default'), translate('what it does')], rows)
  return [...settingsNote(command, translate), table].join('\n\n')
}

/** The exit codes of a command as a README shows them: one table in Markdown. */
export function exitCodeDocs({ exitCodes }: Command, translate: Translate = inEnglish): string {
  return markdownTable(
    [translate('exit code'), translate('meaning')],
    exitCodes.map(({ code: number, meaning }) => [String(number), cell(translate(meaning))]),
  )
}

function groupRow(title: string): readonly string[] {
  return [`**${title}**`, '', '']
}

function flagRow(command: Command, key: string, flag: Flag, translate: Translate): readonly string[] {
  const short = flag.short === undefined ? '' : `-${flag.short}, `
  const standard = defaultText(flag)
  const facts = [cell(translate(flag.describe)), ...factsOf(command, key, flag, translate)]
  return [code(`${short}${spellFlag(key, flag)}`), defaultCell(standard, translate), facts.join(' · ')]
}

/** The value itself, unless it is told in words: `5000; 1 with --rate`. */
function defaultCell(standard: string | undefined, translate: Translate): string {
  if (standard === undefined) return ''
  return /(?<!,) [a-z]/i.test(standard) ? cell(translate(standard)) : code(standard)
}

function factsOf({ name }: Command, key: string, flag: Flag, translate: Translate): readonly string[] {
  const choices = flag.type === 'string' && flag.choices ? [flag.choices.map(code).join(', ')] : []
  const bare = flag.bare === undefined ? [] : [`${translate('without a value')} ${code(flag.bare)}`]
  const [own, besides] = envNames(name, key, flag)
  const variable = besides === undefined ? [] : [code(besides)]
  // What a command answers by itself is asked there, which goes without saying.
  const isOnLine = own === undefined && !(key in builtinFlags)
  return [...choices, ...bare, ...variable, ...(isOnLine ? [translate('command line only')] : [])]
}

/** Said once: how the environment and the config file say the same. */
function settingsNote(command: Command, translate: Translate): readonly string[] {
  const own = ownSetting(command)
  if (own === undefined) return []
  return [
    translate(settingsText)
      .replaceAll('{flag}', code(`--${flagName(own.key)}`))
      .replaceAll('{variable}', code(own.variable))
      .replaceAll('{key}', code(own.key))
      .replaceAll('{section}', code(command.name)),
  ]
}

const settingsText =
  'Flags have a variable each (that of {flag} is {variable}) and a key in `m4sh.config.{json,yaml,yml,js,mjs,ts}` ({key} in the section {section}), but for those of the command line only. The file is looked for from the working directory upward; a flag beats the environment, and the environment beats the file. A variable that stands in the table is read as well.'

/** @param rows cells in Markdown, `|` escaped */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`.replaceAll(/ {2,}/g, ' ')
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text.replaceAll('|', String.raw`\|`)}\``
}

/** Plain text in a cell; what is code in it already stays so. */
function cell(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((piece) => (piece.startsWith('`') ? piece : piece.replaceAll(/\*|<(?=[a-z/!?])/gi, String.raw`\$&`)))
    .join('')
    .replaceAll('|', String.raw`\|`)
}
