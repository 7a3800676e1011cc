import type { Command } from './command.ts'
import { envNames, type Flag, flagName } from './flags.ts'

/** Flags that stand together in `--help` and in the docs. */
export interface FlagGroup {
  readonly title: string
  readonly flags: readonly (readonly [key: string, flag: Flag])[]
}

/** All flags that are shown, group by group. */
export function groupFlags({ flags }: Pick<Command, 'flags'>): readonly FlagGroup[] {
  const byTitle = new Map<string, (readonly [string, Flag])[]>()
  for (const [key, entry] of Object.entries(flags)) {
    if (entry.type === 'config' || entry.hidden) continue
    const title = entry.group ?? 'Options'
    byTitle.set(title, [...(byTitle.get(title) ?? []), [key, entry]])
  }
  const groups = [...byTitle].map(([title, members]) => ({ title, flags: members }))
  // What every tool has comes last: the reader looks for what this one is about.
  return groups.sort((a, b) => Number(a.title === 'General') - Number(b.title === 'General'))
}

/** As it is typed, without its short form: `--clients N`, `--[no-]color`, `--corrupt [N]`. */
export function spellFlag(key: string, flag: Flag): string {
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

/** What holds where nothing is said; `undefined` where that is nothing, or goes without saying. */
export function defaultText(flag: Flag): string | undefined {
  if (flag.defaultText !== undefined) return flag.defaultText
  if (flag.secret || flag.default === undefined || flag.default === false) return undefined
  const values: readonly unknown[] = [flag.default].flat()
  return values.map(String).join(', ')
}

/**
 * One setting that is this tool's alone, to show how its variable and its key in the config file are made; `undefined` for
 * a command that reads neither.
 */
export function ownSetting({
  name,
  flags,
}: Pick<Command, 'name' | 'flags'>): { readonly key: string; readonly variable: string } | undefined {
  if (!('config' in flags)) return undefined
  for (const [key, entry] of Object.entries(flags)) {
    if (entry.type === 'config' || entry.shared || entry.hidden) continue
    const [variable, besides] = envNames(name, key, entry)
    if (variable !== undefined && besides === undefined) return { key, variable }
  }
  return undefined
}
