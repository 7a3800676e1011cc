import { basename, dirname, join, sep } from 'node:path'
import type { SourceText } from '../source-files.ts'
import type { Surroundings } from './surroundings.ts'

/** Folders whose exports Nuxt, and mostly unplugin-auto-import, bring into every file by their names. */
const folders = new Set(['composables', 'utils', 'stores', 'shared'])

/** Whether a project's build adds imports by itself (Nuxt, unplugin-auto-import): then a mere name is a use. */
export function hasAutoImports(around: Surroundings, root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (around.configs(folder).some((name) => name.startsWith('nuxt.config.'))) return true
    if (around.exists(manifest))
      return /"(?:nuxt|nuxt3|nuxt-edge|unplugin-auto-import)"\s*:/.test(around.readText(manifest) ?? '')
    if (folder === dirname(folder)) return false
  }
}

/** Where names that nobody imports come from: file and name of the export. */
export type AutoImports = ReadonlyMap<string, { path: string; imported: string }>

export function findAutoImports(files: Iterable<SourceText>): AutoImports {
  const found = new Map<string, { path: string; imported: string }>()
  const exported = /^export\s+(?:async\s+)?(?:const|let|function\*?|class)\s+([\w$]+)/gm
  for (const { path, text } of files) {
    if (/\.(?:vue|svelte)$/.test(path) || !path.split(sep).some((piece) => folders.has(piece))) continue
    for (const [, name = ''] of text.matchAll(exported)) if (!found.has(name)) found.set(name, { path, imported: name })
    const own = camelCase(basename(path).replace(/\.[^.]+$/, ''))
    if (/^export\s+default\b/m.test(text) && !found.has(own)) found.set(own, { path, imported: 'default' })
  }
  return found
}

function camelCase(name: string): string {
  return name.replace(/[-_.]+(\w)/g, (_, letter: string) => letter.toUpperCase())
}
