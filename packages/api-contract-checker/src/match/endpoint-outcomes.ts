import { append } from '../append.ts'
import type { CallOutcome, EndpointOutcome } from './call-outcome.ts'
import type { Endpoint } from './endpoint.ts'
import type { MatchedCalls } from './match-calls.ts'
import { meantEndpoints } from './meant-endpoint.ts'
import { createMayReach, knownPath } from './may-reach.ts'
import { normalizePrefix } from './path-prefix.ts'

/** What became of every endpoint: who reaches it, who may. */
export function endpointOutcomes(
  endpoints: readonly Endpoint[],
  { outcomes, groups }: MatchedCalls,
): EndpointOutcome[] {
  const callers = new Map<Endpoint, CallOutcome[]>()
  for (const outcome of outcomes) {
    if (!reaches(outcome)) continue
    for (const endpoint of outcome.endpoints) append(callers, endpoint, outcome)
  }
  const unreached = endpoints.filter((endpoint) => !callers.has(endpoint))
  const maybe = possibleCallers(unreached, outcomes, prefixesIn(groups))
  const meant = meantNames(unreached, outcomes)
  return endpoints.map((endpoint) => ({
    endpoint,
    calls: callers.get(endpoint) ?? [],
    maybeCalls: maybe.get(endpoint) ?? [],
    isMeant: meant.has(endpoint.name),
  }))
}

/** A call without the slash is answered, if by a detour: the endpoint is in use. A call that is ignored uses it as well. */
function reaches({ status, path }: CallOutcome): boolean {
  return status === 'matched' || status === 'trailing-slash' || (status === 'ignored' && path !== null)
}

function meantNames(unreached: readonly Endpoint[], outcomes: readonly CallOutcome[]): Set<string> {
  const calls = outcomes.map(({ status, call, endpoints }) => ({
    status,
    method: call.method,
    operations: [...new Set(endpoints.map(({ name }) => name))],
  }))
  return meantEndpoints(calls, new Set(unreached.flatMap(({ name, ignored }) => (ignored === null ? [name] : []))))
}

function possibleCallers(
  endpoints: readonly Endpoint[],
  outcomes: readonly CallOutcome[],
  prefixes: readonly string[],
): Map<Endpoint, CallOutcome[]> {
  const maybe = new Map<Endpoint, CallOutcome[]>()
  for (const outcome of outcomes) {
    const { call, status } = outcome
    const known = call.unresolved?.known ?? call.path
    if (status !== 'unresolved' || known === null) continue
    const base = call.basePath === null ? null : normalizePrefix(call.basePath)
    const { path, isOpenInFront } = knownPath(known, call.host === null ? base : '')
    const mayReach = createMayReach(path, isOpenInFront, prefixes)
    for (const endpoint of endpoints) {
      const fitsMethod = call.method === null || call.method === endpoint.operation.method
      if (fitsMethod && mayReach(endpoint)) append(maybe, endpoint, outcome)
    }
  }
  return maybe
}

function prefixesIn(groups: MatchedCalls['groups']): string[] {
  const bases = [...groups.keys()].map(({ basePath }) => basePath ?? '')
  const routes = [...groups.values()].flatMap((client) => client.routes)
  return [...new Set(bases.concat(routes.flatMap(({ frontend, backend }) => [frontend, backend])))].filter(
    (prefix) => prefix !== '',
  )
}
