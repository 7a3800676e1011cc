import type { ApiCall } from '../calls/api-call.ts'
import { isBelow, joinPaths, normalizePrefix, withoutPrefix } from './path-prefix.ts'

/** A call of one of the frontends. */
export interface PlacedCall {
  call: ApiCall
  frontend: number
}

/** Calls that go through one client: what is found out about its base path holds for all of them. */
export interface ClientGroup {
  frontend: number
  client: string
  /** As the client has it; '' for none, `null` for unknown. */
  basePath: string | null
  /** Set where the calls give whole URLs. */
  host: string | null
  calls: ApiCall[]
}

export function groupByClient(calls: readonly PlacedCall[]): Map<ApiCall, ClientGroup> {
  const groups = new Map<string, ClientGroup>()
  const groupOf = new Map<ApiCall, ClientGroup>()
  for (const { call, frontend } of calls) {
    const basePath = call.host === null ? baseOf(call) : ''
    const key = [frontend, call.client, basePath ?? '?', call.host ?? '', ...call.strippedPrefixes].join('\0')
    const group = groups.get(key) ?? { frontend, client: call.client, basePath, host: call.host, calls: [] }
    groups.set(key, group)
    group.calls.push(call)
    groupOf.set(call, group)
  }
  return groupOf
}

function baseOf({ basePath }: ApiCall): string | null {
  return basePath === null ? null : normalizePrefix(basePath)
}

/** The path that the client is given, below its base path: interceptors have taken off what they take off. */
export function pathBelowBase(call: ApiCall): string {
  const path = asPath(call)
  if (call.host !== null) return path
  const stripped = call.strippedPrefixes.map(normalizePrefix).find((prefix) => prefix !== '' && isBelow(path, prefix))
  return stripped === undefined ? path : withoutPrefix(path, stripped)
}

/** The path that the browser sends; of a client with an unknown base path, what is known of it. */
export function wirePath(call: ApiCall, group: ClientGroup): string {
  return joinPaths(group.basePath ?? '', pathBelowBase(call))
}

function asPath({ path, basePath }: ApiCall): string {
  const given = (path ?? '').replaceAll(/\/{2,}/g, '/')
  // `{apiUrl}/users/`: the hole is a base of which nothing is known.
  const behindBase = basePath === null ? /^\{[^{}]*\}(\/.+)$/s.exec(given)?.[1] : undefined
  return behindBase ?? (given.startsWith('/') ? given : `/${given}`)
}
