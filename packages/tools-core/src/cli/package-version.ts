import { readFileSync } from 'node:fs'

/**
 * The version in the package.json one folder above a file of `src/` or `dist/`.
 * @param moduleUrl `import.meta.url` of the caller
 */
export function packageVersion(moduleUrl: string): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', moduleUrl), 'utf8')) as { version: string }
  return version
}
