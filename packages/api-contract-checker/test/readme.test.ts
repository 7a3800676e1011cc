import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { flagName, type FlagEntry } from '@m4sh/tools-core/cli'
import { command } from '../src/command.ts'

/** The table of the README, as the flag table has it. */
function flagTable(): string {
  const rows = Object.entries(command.flags)
    .filter(([, entry]) => !entry.hidden)
    .map(([key, entry]) => [`\`${spelling(key, entry)}\``, defaultOf(entry), entry.describe])
  return [['flag', 'default', ''], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`)
    .join('\n')
}

function spelling(key: string, entry: FlagEntry): string {
  if (entry.type === 'config') return key
  const name = `${entry.short === undefined ? '' : `-${entry.short}, `}--${flagName(key)}`
  if (entry.type === 'boolean') return entry.default === false ? name : name.replace('--', '--[no-]')
  return `${name} ${entry.placeholder ?? (entry.type === 'duration' ? 'TIME' : 'NAME')}`
}

function defaultOf(entry: FlagEntry): string {
  if (entry.type === 'config') return 'in the config file only'
  const values: readonly unknown[] = [entry.default ?? []].flat()
  return entry.default === false ? '' : values.map((value) => `\`${String(value)}\``).join(', ')
}

test('the README lists every flag with its default and its meaning', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const [, shown] = /<!-- flags -->\n([^]*?)\n<!-- \/flags -->/.exec(readme) ?? []
  expect(shown).toBe(flagTable())
})
