import { readFileSync } from 'node:fs'
import { isRecord } from '../values/is-record.ts'
import { parseJson } from '../values/json.ts'

/**
 * The version in the package.json one folder above a file of `src/` or `dist/`.
 * @param moduleUrl `import.meta.url` of the caller
 */
export function packageVersion(moduleUrl: string): string {
  const manifest = parseJson(readFileSync(new URL('../package.json', moduleUrl), 'utf8'))
  if (isRecord(manifest) && typeof manifest['version'] === 'string') return manifest['version']
  throw new TypeError(`the package.json above ${moduleUrl} has no version`)
}
