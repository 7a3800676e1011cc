import { basename, dirname, resolve } from 'node:path'

/** The word by which imports name a module: its file, or of an index file its folder. */
export function moduleWord(path: string): string {
  const name = basename(path).replace(/\.[^.]+$/, '')
  return name === 'index' ? basename(dirname(path)) : name
}

/** The word by which a specifier names its module; `null` where it may be an alias of any. */
export function specifierWord(importer: string, specifier: string): string | null {
  if (!specifier.includes('/') && !specifier.startsWith('.')) return null
  const clean = specifier.replace(/(?<=.)[?#].*$/, '').replace(/\/$/, '')
  // `.`, `..` and `./index` name no word of their own.
  return moduleWord(clean.startsWith('.') ? resolve(dirname(importer), clean) : clean)
}
