import { basename, dirname, resolve } from 'node:path'

/** The word by which imports name a module: its file, or of an index file its folder. */
export function moduleWord(path: string): string {
  const name = basename(path).replace(/\.(?:[cm]?[jt]sx?|vue|svelte|json)$/, '')
  return name === 'index' ? basename(dirname(path)) : name
}

/** The word by which a specifier names its module. */
export function specifierWord(importer: string, specifier: string): string {
  const clean = specifier.replace(/(?<=.)[?#].*$/, '').replace(/\/$/, '')
  // `.`, `..` and `./index` name no word of their own.
  return moduleWord(clean.startsWith('.') ? resolve(dirname(importer), clean) : clean)
}

/** Whether a specifier may be an alias of a module of any name. */
export function mayBeAlias(specifier: string): boolean {
  return !specifier.includes('/') && !specifier.startsWith('.')
}
