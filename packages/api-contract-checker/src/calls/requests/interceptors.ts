import type { Client, ClientKind } from '../clients/client.ts'
import { maxSteps, type Context } from '../evaluate/context.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { ts } from '../syntax/compiler.ts'
import type { ParsedSource } from '../syntax/parse-source.ts'
import { calleeName, enclosingFunction, type InvocationNode, type SourceIndex } from '../syntax/source-index.ts'

/** `url.replace(/^\/api/, '')`, `url.replace('/api', '')`; `startsWith('/api/')` with a `slice`. */
const regexStrip = /\.replace\(\s*\/\^((?:\\\/[\w-]+)+)(?:\\\/|\$|\(|\?|\/)/g
const textStrip = /\.replace\(\s*['"`](\/[\w/-]+)['"`]\s*,\s*['"`]\/?['"`]\s*\)/g
const sliceStrip = /startsWith\(\s*['"`](\/[\w/-]+?)\/?['"`]\s*\)[\s\S]{0,200}?\.(?:slice|substring|substr)\(/g

/** Prefixes that interceptors take off, by the client that sends. */
export class Interceptors {
  /** By where the client was made; the library's own client is made nowhere. */
  readonly #stripped = new Map<ts.Node | ClientKind, string[]>()

  note(context: Context, { index, source }: ParsedSource): void {
    for (const call of index.callsByName.get('use') ?? []) {
      context.budget = maxSteps
      for (const { value } of evaluate(context, call.expression, null)) {
        if (value.kind !== 'builtin' || value.name !== 'client.interceptors.request.use') continue
        if (value.receiver?.kind !== 'client') continue
        const key = keyOf(value.receiver.client)
        this.#stripped.set(key, [...new Set([...(this.#stripped.get(key) ?? []), ...strippedPrefixes(call, source)])])
      }
    }
  }

  strippedBy(client: Client): readonly string[] {
    return this.#stripped.get(keyOf(client)) ?? []
  }
}

function keyOf({ site, kind }: Client): ts.Node | ClientKind {
  return site ?? kind
}

/** Leading paths that a request interceptor takes off the URL before it is sent. */
function strippedPrefixes(call: InvocationNode, source: ts.SourceFile): string[] {
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
