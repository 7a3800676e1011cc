import type { ApiCall } from '../calls/api-call.ts'
import type { Contract } from '../spec/operation.ts'
import { pathBelowBase, wirePath, type ClientGroup } from './client-group.ts'
import { decideCall } from './decide-call.ts'
import type { EndpointIndex } from './endpoint-index.ts'
import { isBelow, joinPaths, normalizePrefix, prefixesOf, sharedPrefixes, withoutPrefix } from './path-prefix.ts'
import { parsePath } from './path-template.ts'

/** What lies below `frontend` on the wire is below `backend` in the schema. Both '' where the schema says it as it is sent. */
export interface Route {
  frontend: string
  backend: string
}

/** How the calls of one client find their way into the schema. */
export interface ClientRoutes {
  routes: Route[]
  /** The client does not put its base path before a path that has it already. */
  toleratesDoubledBase: boolean
  /** How many of its different paths the schema has on these ways, of how many. */
  found: number
  paths: number
}

/** Prefixes that the user fixed; `null` where they are to be found. */
export interface FixedPrefixes {
  frontend: string | null
  backend: string | null
}

export interface RouteSearch {
  index: EndpointIndex
  contracts: readonly Contract[]
  fixed: FixedPrefixes
}

/** A prefix of fewer calls is none that a proxy would know. */
const SHARE_OF_CALLS = 0.2

export const DIRECT: Route = { frontend: '', backend: '' }

/** So many paths tell which of many ways is the best; the best is then tried on all. */
const MOST_SAMPLES = 400
/** Fewer paths with a doubled base are mistakes; more are an interceptor that the extraction did not see. */
const FEWEST_DOUBLED = 3

/**
 * Finds for each client how its paths stand to those of the schema. What is sent is compared as it is sent first. Only
 * where that finds nothing is another way tried: the prefix that a proxy adds or takes, or that the schema leaves out. A
 * client with a known base path, in a frontend where another client is understood as it is, gets one only with good
 * evidence: a lone `fetch('/v1/x')` beside an axios below `/api` is a mistake, not a proxy.
 */
export function findRoutes(groups: readonly ClientGroup[], search: RouteSearch): Map<ClientGroup, ClientRoutes> {
  const found = new Map(groups.map((group) => [group, directRoutes(group, search)]))
  if (isFixed(search.fixed)) {
    for (const group of groups) found.set(group, fixedRoutes(group, search))
    return found
  }
  const understood = groups.filter((group) => group.basePath !== null && (found.get(group)?.found ?? 0) > 0)
  const bases = [...new Set(understood.map(({ basePath }) => basePath ?? ''))]
  for (const group of groups) {
    const direct = found.get(group)
    if (direct === undefined) continue
    const isUnderstood = understood.some((other) => other.frontend === group.frontend)
    found.set(group, withDetours(group, direct, { ...search, bases, isUnderstood }))
  }
  return found
}

/** The paths of the schema that a call may mean, the likeliest first. */
export function schemaPaths(
  call: ApiCall,
  group: ClientGroup,
  { routes, toleratesDoubledBase }: ClientRoutes,
  fixed: FixedPrefixes,
): string[] {
  const wires =
    fixed.frontend === null ? wiresOf(call, group, toleratesDoubledBase) : [fixedWire(call, group, fixed.frontend)]
  const paths = wires.flatMap((wire) => routes.map((route) => applyRoute(wire, route)).filter((path) => path !== null))
  return paths.length > 0 ? [...new Set(paths)] : wires
}

function wiresOf(call: ApiCall, group: ClientGroup, toleratesDoubledBase: boolean): string[] {
  const wire = wirePath(call, group)
  const own = pathBelowBase(call)
  return toleratesDoubledBase && hasDoubledBase(own, group) ? [own, wire] : [wire]
}

function hasDoubledBase(path: string, { basePath }: ClientGroup): boolean {
  return basePath !== null && basePath !== '' && isBelow(path, basePath)
}

function applyRoute(wire: string, { frontend, backend }: Route): string | null {
  return isBelow(wire, frontend) ? joinPaths(backend, withoutPrefix(wire, frontend)) : null
}

/** Schemas that have a path, and not only because holes fit anything: a word behind `prefix` must agree. */
function schemasWith(path: string, prefix: string, index: EndpointIndex): number[] {
  const { status, words, endpoints } = decideCall(null, parsePath(path), index)
  const isEvidence = status !== 'frontend-only' && words > parsePath(prefix).segments.length
  return isEvidence ? endpoints.map(({ schema }) => schema) : []
}

function isKnown(path: string, prefix: string, index: EndpointIndex): boolean {
  return schemasWith(path, prefix, index).length > 0
}

function distinct(paths: readonly string[]): string[] {
  return [...new Set(paths)]
}

function directRoutes(group: ClientGroup, { index }: RouteSearch): ClientRoutes {
  const wires = distinct(group.calls.map((call) => wirePath(call, group)))
  const base = group.basePath ?? ''
  const found = wires.filter((wire) => isKnown(wire, base, index)).length
  const doubled = doubledPaths(group, index)
  // ofetch itself never doubles its base.
  const toleratesDoubledBase = doubled >= FEWEST_DOUBLED || (doubled > 0 && group.client === 'ofetch')
  const more = toleratesDoubledBase ? doubled : 0
  return { routes: found > 0 ? [DIRECT] : [], toleratesDoubledBase, found: found + more, paths: wires.length }
}

function doubledPaths(group: ClientGroup, index: EndpointIndex): number {
  const base = group.basePath ?? ''
  const doubled = distinct(group.calls.map(pathBelowBase).filter((path) => hasDoubledBase(path, group)))
  return doubled.filter((path) => isKnown(path, base, index) && !isKnown(joinPaths(base, path), base, index)).length
}

interface DetourSearch extends RouteSearch {
  /** Base paths of clients that are understood as they are. */
  bases: readonly string[]
  /** Whether the frontend has such a client. */
  isUnderstood: boolean
}

function withDetours(group: ClientGroup, direct: ClientRoutes, search: DetourSearch): ClientRoutes {
  if (direct.toleratesDoubledBase && direct.routes.length === 0) return { ...direct, routes: [DIRECT] }
  const isDirect = direct.routes.length > 0
  // With one schema, a client that is understood as it is needs no second way; a path not found is a finding.
  if (isDirect && group.basePath !== null && search.contracts.length === 1) return direct
  const wires = distinct(group.calls.map((call) => wirePath(call, group)))
  const base = group.basePath ?? ''
  const left = wires.filter((wire) => !isDirect || !isKnown(wire, base, search.index))
  const reached = new Set(isDirect ? wires.flatMap((wire) => schemasWith(wire, base, search.index)) : [])
  const best = bestRoute(left, candidates(group, wires, search), search.index, reached)
  if (best === null || best.found < leastEvidence(group, left.length, isDirect || search.isUnderstood)) return direct
  return { ...direct, routes: [...direct.routes, best.route], found: direct.found + best.found }
}

/** An unknown base path is no contradiction to any prefix; a known one is, the more so if its neighbours are understood. */
function leastEvidence({ basePath }: ClientGroup, paths: number, isUnderstood: boolean): number {
  if (basePath === null) return 1
  return isUnderstood ? Math.max(3, paths / 2) : Math.max(1, paths / 4)
}

function candidates(group: ClientGroup, wires: readonly string[], { contracts, bases }: DetourSearch): Route[] {
  const frontends = new Set(['', ...prefixesOf(group.basePath ?? ''), ...sharedPrefixes(wires, SHARE_OF_CALLS)])
  const backends = new Set(['', ...bases, ...contracts.flatMap(backendPrefixes)])
  return [...frontends].flatMap((frontend) => [...backends].map((backend) => ({ frontend, backend })))
}

/** Asked for every client. */
const backendPrefixesOf = new WeakMap<Contract, string[]>()

/** Prefixes that a schema's paths may have and calls lack, or the other way round. */
export function backendPrefixes(contract: Contract): string[] {
  const known = backendPrefixesOf.get(contract) ?? findBackendPrefixes(contract)
  backendPrefixesOf.set(contract, known)
  return known
}

function findBackendPrefixes({ operations, serverPaths }: Contract): string[] {
  const paths = [...new Set(operations.map(({ path }) => path))]
  return [...new Set([...serverPaths.flatMap((path) => prefixesOf(path)), ...sharedPrefixes(paths, 1 / 3)])]
}

function bestRoute(
  wires: readonly string[],
  routes: readonly Route[],
  index: EndpointIndex,
  reached: ReadonlySet<number>,
): { route: Route; found: number } | null {
  const samples = wires.slice(0, MOST_SAMPLES)
  let best: { route: Route; found: number } | null = null
  for (const route of routes) {
    if (route.frontend === route.backend) continue
    const found = samples.filter((wire) => leadsSomewhere(wire, route, index, reached)).length
    if (found === 0) continue
    const isBetter =
      best === null || found > best.found || (found === best.found && lengthOf(route) < lengthOf(best.route))
    if (isBetter) best = { route, found }
  }
  if (best === null || samples.length === wires.length) return best
  const { route } = best
  return { route, found: wires.filter((wire) => leadsSomewhere(wire, route, index, reached)).length }
}

/** To a schema that the client does not reach directly: where it does, the direct way is the only one. */
function leadsSomewhere(wire: string, route: Route, index: EndpointIndex, reached: ReadonlySet<number>): boolean {
  const path = applyRoute(wire, route)
  if (path === null) return false
  return schemasWith(path, route.backend, index).some((schema) => !reached.has(schema))
}

function lengthOf({ frontend, backend }: Route): number {
  return frontend.length + backend.length
}

function isFixed({ frontend, backend }: FixedPrefixes): boolean {
  return frontend !== null || backend !== null
}

/** With one prefix fixed, the other is the one that finds most; that of the fixed one, if nothing finds anything. */
function fixedRoutes(group: ClientGroup, search: RouteSearch): ClientRoutes {
  const { fixed, index, contracts } = search
  const wires = distinct(
    group.calls.map((call) =>
      fixed.frontend === null ? wirePath(call, group) : fixedWire(call, group, fixed.frontend),
    ),
  )
  const frontends =
    fixed.frontend === null
      ? ['', ...prefixesOf(group.basePath ?? ''), ...sharedPrefixes(wires, SHARE_OF_CALLS)]
      : [fixed.frontend]
  const backends = fixed.backend === null ? ['', ...contracts.flatMap(backendPrefixes)] : [fixed.backend]
  const same = fixed.frontend ?? fixed.backend ?? ''
  // The plainest first: with equal evidence it stays.
  const routes = [{ frontend: same, backend: same }]
    .filter(
      (route) =>
        (fixed.frontend ?? route.frontend) === route.frontend && (fixed.backend ?? route.backend) === route.backend,
    )
    .concat(frontends.flatMap((frontend) => backends.map((backend) => ({ frontend, backend }))))
  let best = { route: routes[0] ?? DIRECT, found: -1 }
  for (const route of routes) {
    const found = wires.filter((wire) => leadsSomewhere(wire, route, index, new Set())).length
    if (found > best.found) best = { route, found }
  }
  return { routes: [best.route], toleratesDoubledBase: false, found: best.found, paths: wires.length }
}

/** The frontend's paths lack the fixed prefix; those that have it are taken as they are. */
function fixedWire(call: ApiCall, group: ClientGroup, prefix: string): string {
  const own = pathBelowBase(call)
  const wire = wirePath(call, group)
  if (call.host !== null || isBelow(own, prefix)) return own
  return isBelow(wire, prefix) ? wire : joinPaths(prefix, own)
}

export function toFixedPrefixes(
  frontend: string | null | undefined,
  backend: string | null | undefined,
): FixedPrefixes {
  return {
    frontend: frontend === null || frontend === undefined ? null : normalizePrefix(frontend),
    backend: backend === null || backend === undefined ? null : normalizePrefix(backend),
  }
}
