import { ts } from '../syntax/compiler.ts'
import { calleeName, enclosingFunction, type InvocationNode, type SourceIndex } from '../syntax/source-index.ts'

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

/** Whether a call stands in an interceptor, where clients send again what they were sending: `return http(error.config)`. */
export function isInInterceptor(call: InvocationNode, index: SourceIndex): boolean {
  for (let fn = enclosingFunction(call); fn; fn = enclosingFunction(fn)) {
    const holder = ts.isVariableDeclaration(fn.parent) ? fn.parent : fn
    const name = holder.name && ts.isIdentifier(holder.name) ? holder.name.text : null
    const handedTo = name === null ? [fn.parent] : (index.callsByArgument.get(name) ?? [])
    if (handedTo.some(isInterception)) return true
  }
  return false
}

/** `http.interceptors.response.use(…)`. */
function isInterception(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false
  const { name, expression: phase } = node.expression
  const registry = ts.isPropertyAccessExpression(phase) ? phase.expression : null
  return name.text === 'use' && registry !== null && calleeName(registry) === 'interceptors'
}
