import { kindAtPath } from '../clients/client.ts'
import { kindOf, plainClient } from '../clients/registry.ts'
import type { Context } from './context.ts'
import { evaluate } from './evaluate.ts'
import { isBuiltinGlobal } from './names.ts'
import { libraryValue } from './module-values.ts'
import { originParts } from './url-origin.ts'
import { mergeParts, text, unknown, type Hole, type Outcome, type Part, type UrlValue, type Value } from './value.ts'

/** Members that hold a client wherever a framework put them. */
const injectedClients: ReadonlyMap<string, string> = new Map([
  ['$axios', 'axios'],
  ['$http', 'axios'],
  ['$fetch', 'ofetch'],
  ['$ky', 'ky'],
])

export function openMember(owner: string, name: string): Value {
  const kind = injectedClients.get(name)
  if (kind !== undefined) return { kind: 'client', client: { ...plainClient(kindOf(kind)), basePath: null } }
  return unknown({ name: name === 'value' ? owner : name })
}

/** `this.$api`, `useNuxtApp().$api`: what a plugin injected under that name. */
export function injected(context: Context, hole: Hole, name: string): Outcome[] | null {
  const provided = hole.kind === 'value' ? context.injections.get(name) : undefined
  if (!provided || !name.startsWith('$')) return null
  const outcomes = evaluate(context, provided, null)
  return outcomes.every(({ value }) => value.kind === 'unknown') ? null : outcomes
}

export function unknownMember(value: Value & { kind: 'unknown' }, name: string): Value {
  const { hole } = value
  if (injectedClients.has(name)) return openMember(hole.name, name)
  if (hole.kind === 'environment' || hole.kind === 'parameter' || hole.kind === 'self')
    return { kind: 'unknown', hole: { ...hole, name: name === 'value' ? hole.name : name, type: null } }
  return unknown({ name: name === 'value' ? hole.name : name })
}

export function urlMember(value: UrlValue, name: string): Value {
  switch (name) {
    case 'href':
      return { kind: 'text', parts: value.text }
    case 'pathname':
      return { kind: 'text', parts: pathOf(value.text) }
    case 'search':
      return { kind: 'query', names: { names: [], complete: false } }
    case 'hash':
      return text()
    default:
      return originNames.has(name)
        ? unknown({ kind: 'origin', name })
        : { kind: 'builtin', name: `url.${name}`, receiver: value }
  }
}

/** Without the origin in front and the query behind. */
function pathOf(parts: readonly Part[]): Part[] {
  const [origin = ''] = originParts(parts)
  const path: Part[] = []
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') {
      path.push(part)
      continue
    }
    const rest = index === 0 ? part.slice(origin.length) : part
    const end = rest.search(/[?#]/)
    path.push(end === -1 ? rest : rest.slice(0, end))
    if (end !== -1) break
  }
  return mergeParts(path)
}

const originNames = new Set(['origin', 'host', 'hostname', 'protocol', 'port'])

export function builtinMember(name: string, receiver: Value | null, member: string): Value {
  const path = `${name}.${member}`
  if (name === 'client.own' && receiver?.kind === 'client') return clientMember(receiver, member)
  if (name === 'window' || name === 'globalThis' || name === 'self' || name === 'document') {
    if (member === 'location' || member === 'defaultView')
      return { kind: 'builtin', name: member === 'location' ? member : 'window', receiver: null }
    const exported = globalMember(member)
    if (exported) return exported
    // What the page or its server puts there: `window.__CONFIG__`.
    return isBuiltinGlobal(member)
      ? { kind: 'builtin', name: member, receiver: null }
      : unknown({ kind: name === 'document' ? 'value' : 'environment', name: member })
  }
  if (name === 'location' && originNames.has(member)) return unknown({ kind: 'origin', name: member })
  if (path === 'import.meta.env' || path === 'process.env') return unknown({ kind: 'environment', name: 'env' })
  if (path === 'import.meta.url') return unknown({ kind: 'origin', name: 'url' })
  if (name.startsWith('import.meta')) return unknown({ kind: 'environment', name: member })
  return { kind: 'builtin', name: path, receiver }
}

function globalMember(name: string): Value | null {
  if (name === 'fetch') return { kind: 'client', client: plainClient(kindOf('fetch')) }
  if (name === 'navigator') return { kind: 'client', client: plainClient(kindOf('beacon')) }
  if (name === 'axios' || name === '$http') return { kind: 'client', client: plainClient(kindOf('axios')) }
  if (name === '$' || name === 'jQuery') return { kind: 'client', client: plainClient(kindOf('jquery')) }
  if (name === 'EventSource') return { kind: 'client', client: plainClient(kindOf('event-source')) }
  if (name === 'XMLHttpRequest') return libraryValue({ makes: 'xhr', optionsAt: null })
  return null
}

export function clientMember(value: Value & { kind: 'client' }, name: string): Value {
  const { kind } = value.client
  const shape = Object.hasOwn(kind.members, name) ? kind.members[name] : undefined
  if (shape) return { kind: 'sender', client: value.client, shape }
  const atPath = kindAtPath(kind, name)
  if (atPath) return { kind: 'client', client: { ...value.client, kind: atPath } }
  if (Object.hasOwn(kind.factories, name))
    return { kind: 'builtin', name: `make:${kind.id}:${kind.factories[name] ?? ''}`, receiver: value }
  if (kind.same?.includes(name) || name === 'value' || name === 'bind') return value
  if (name === 'defaults' || name === 'interceptors')
    return { kind: 'builtin', name: `client.${name}`, receiver: value }
  // `http.skipErrorHandler().get(…)`: a method that a client does not have by itself mostly gives the client back.
  return { kind: 'builtin', name: 'client.own', receiver: value }
}
