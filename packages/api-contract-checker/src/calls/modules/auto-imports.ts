import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Whether a project's build adds imports by itself (Nuxt, unplugin-auto-import): then a mere name is a use. */
export function hasAutoImports(root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest))
      return /"(?:nuxt|nuxt3|nuxt-edge|unplugin-auto-import)"\s*:/.test(readFileSync(manifest, 'utf8'))
    if (folder === dirname(folder)) return false
  }
}
