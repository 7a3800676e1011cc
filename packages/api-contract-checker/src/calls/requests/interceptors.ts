import { ts } from '../syntax/compiler.ts'
import type { InvocationNode } from '../syntax/source-index.ts'

/** `url.replace(/^\/api/, '')`, `url.replace('/api', '')`; `startsWith('/api/')` with a `slice`. */
const regexStrip = /\.replace\(\s*\/\^((?:\\\/[\w-]+)+)(?:\\\/|\$|\(|\?|\/)/g
const textStrip = /\.replace\(\s*['"`](\/[\w/-]+)['"`]\s*,\s*['"`]\/?['"`]\s*\)/g
const sliceStrip = /startsWith\(\s*['"`](\/[\w/-]+?)\/?['"`]\s*\)[\s\S]{0,200}?\.(?:slice|substring|substr)\(/g

/** Leading paths that a request interceptor takes off the URL before it is sent. */
export function strippedPrefixes(call: InvocationNode, source: ts.SourceFile): string[] {
  const [handler] = call.arguments ?? []
  if (!handler) return []
  const text = handler.getText(source)
  if (!/\burl\b/.test(text)) return []
  const found = [
    ...[...text.matchAll(regexStrip)].map((match) => (match[1] ?? '').replaceAll('\\/', '/')),
    ...[...text.matchAll(textStrip)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(sliceStrip)].map((match) => match[1] ?? ''),
  ]
  return [...new Set(found.map((prefix) => prefix.replace(/\/$/, '')).filter((prefix) => prefix !== ''))]
}
