import { posix } from 'node:path'
import type { ApiCall, ExtractedCalls } from '../calls/api-call.ts'
import { say } from '../language/phrases.ts'
import type { Contract } from '../spec/operation.ts'
import { parseCallPath } from './call-path.ts'
import type { CallOutcome, Suggestion } from './call-outcome.ts'
import { groupByClient, pathBelowBase, wirePath, type ClientGroup, type PlacedCall } from './client-group.ts'
import { decideCall, type Decision } from './decide-call.ts'
import type { EndpointIndex } from './endpoint-index.ts'
import { backendPrefixes, findRoutes, schemaPaths, type ClientRoutes, type FixedPrefixes } from './find-routes.ts'
import type { IgnoreRules } from './ignore-rules.ts'
import { createNearest, type FindNearest } from './nearest-endpoint.ts'
import { findOwnHosts, type OwnHosts } from './own-hosts.ts'
import { isOwnFile, type HasPublicFile } from './own-file.ts'
import { isBelow, joinPaths } from './path-prefix.ts'
import { formatPath, type PathTemplate } from './path-template.ts'

export interface MatchInput {
  frontends: readonly ExtractedCalls[]
  contracts: readonly Contract[]
  index: EndpointIndex
  ignore: IgnoreRules
  fixed: FixedPrefixes
  /** Hosts that are the backend's beside those the schemas name. */
  ownHosts: readonly string[]
  hasPublicFile: HasPublicFile
}

export interface MatchedCalls {
  outcomes: CallOutcome[]
  groups: Map<ClientGroup, ClientRoutes>
  hosts: OwnHosts
}

/** Decides for every call what it reaches. */
export function matchCalls(input: MatchInput): MatchedCalls {
  const placed = inOrder(input.frontends)
  const hosts = findOwnHosts(placed, input.contracts, input.ownHosts, input.index)
  const comparable = placed.filter(({ call }) => isComparable(call, hosts))
  const groupOf = groupByClient(comparable)
  const groups = [...new Set(groupOf.values())]
  const routes = findRoutes(groups, { index: input.index, contracts: input.contracts, fixed: input.fixed })
  const matching = new CallMatching(input, groupOf, routes, hosts)
  const outcomes = onceEach(placed.map((one) => matching.outcome(one)))
  return { outcomes: outcomes.map((one, at) => ({ ...one, id: `c${at + 1}` })), groups: routes, hosts }
}

/** `DEV ? 'http://localhost:8000/api' : '/api'`: one request of the backend, wherever that runs. */
function onceEach(outcomes: readonly CallOutcome[]): CallOutcome[] {
  const seen = new Set<string>()
  return outcomes.filter(({ call, frontend, path, status }) => {
    if (path === null) return true
    const { file, line, column, method } = call
    const key = [frontend, file, line, column, method, formatPath(path), status].join('\0')
    return !seen.has(key) && seen.add(key)
  })
}

/** By frontend, file and line; `c1`, `c2`, … follow this order. */
function inOrder(frontends: readonly ExtractedCalls[]): PlacedCall[] {
  const placed = frontends.flatMap(({ calls }, frontend) => calls.map((call) => ({ call, frontend })))
  return placed.sort(
    (a, b) =>
      a.frontend - b.frontend ||
      compare(a.call.file, b.call.file) ||
      a.call.line - b.call.line ||
      a.call.column - b.call.column ||
      compare(a.call.method ?? '', b.call.method ?? '') ||
      compare(a.call.path ?? '', b.call.path ?? ''),
  )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** A path without its method can still be looked for. */
function isComparable(call: ApiCall, hosts: OwnHosts): boolean {
  if (call.path === null || (call.unresolved !== null && call.method !== null)) return false
  return hosts.foreignHostOf(call) === null
}

interface Candidate {
  path: PathTemplate
  decision: Decision
}

const RANK: Readonly<Record<Decision['status'], number>> = {
  matched: 0,
  'trailing-slash': 1,
  'method-mismatch': 2,
  'frontend-only': 3,
}

class CallMatching {
  readonly #input: MatchInput
  readonly #groupOf: ReadonlyMap<ApiCall, ClientGroup>
  readonly #routes: ReadonlyMap<ClientGroup, ClientRoutes>
  readonly #hosts: OwnHosts
  readonly #nearest: FindNearest
  /** What may be missing in front of a path: bases of clients that are understood, and what the schema's paths share. */
  readonly #prefixes: readonly string[]

  constructor(
    input: MatchInput,
    groupOf: ReadonlyMap<ApiCall, ClientGroup>,
    routes: ReadonlyMap<ClientGroup, ClientRoutes>,
    hosts: OwnHosts,
  ) {
    this.#input = input
    this.#groupOf = groupOf
    this.#routes = routes
    this.#hosts = hosts
    this.#nearest = createNearest(input.index.endpoints)
    const bases = [...routes].flatMap(([{ basePath }, { found }]) => (found > 0 && basePath ? [basePath] : []))
    const shared = input.contracts.flatMap(backendPrefixes)
    this.#prefixes = [...new Set([...bases, ...shared])].filter((prefix) => prefix !== '')
  }

  /** Without the number that its place among all gives it. */
  outcome({ call, frontend }: PlacedCall): CallOutcome {
    const ignored = this.#reasonToIgnore(call, null)
    const blank: CallOutcome = {
      id: '',
      call,
      frontend,
      ownFile: posix.relative(this.#input.frontends[frontend]?.folder ?? '', call.file),
      status: 'ignored',
      path: null,
      endpoints: [],
      suggestion: null,
      reason: ignored,
    }
    const group = this.#groupOf.get(call)
    if (group !== undefined) return this.#compared(call, group, blank)
    if (ignored !== null) return blank
    const foreign = this.#hosts.foreignHostOf(call)
    if (foreign !== null)
      return { ...blank, status: 'external', reason: say('another host: {host}', { host: foreign }) }
    return {
      ...blank,
      status: 'unresolved',
      reason: call.unresolved?.reason ?? say('the path is known only at run time'),
    }
  }

  #compared(call: ApiCall, group: ClientGroup, blank: CallOutcome): CallOutcome {
    const { path, decision } = this.#best(call, group)
    const compared = { ...blank, path, endpoints: decision.endpoints }
    const ignored = blank.reason ?? this.#reasonToIgnore(call, { path, decision })
    if (ignored !== null) return { ...compared, reason: ignored }
    const unresolved = reasonForDoubt(call, decision)
    if (unresolved !== null) return { ...compared, endpoints: [], status: 'unresolved', reason: unresolved }
    if (call.method === 'OPTIONS' && decision.status !== 'matched')
      return { ...compared, endpoints: [], reason: say('OPTIONS asks what is allowed; schemas do not list it') }
    if (decision.status === 'frontend-only' && isOwnFile(call, group.frontend, this.#input.hasPublicFile))
      return { ...compared, status: 'external', reason: say('a file of the frontend itself') }
    const suggestion = decision.status === 'frontend-only' ? this.#suggestion(call, group, path) : null
    return { ...compared, status: decision.status, suggestion }
  }

  #best(call: ApiCall, group: ClientGroup): Candidate {
    const routes = this.#routes.get(group) ?? { routes: [], toleratesDoubledBase: false, found: 0, paths: 0 }
    const candidates = schemaPaths(call, group, routes, this.#input.fixed).map((text): Candidate => {
      const path = parseCallPath(text, call.holes)
      return { path, decision: decideCall(call.method, path, this.#input.index) }
    })
    const [first, ...others] = candidates
    if (first === undefined) throw new RangeError('a call without a path has no candidates')
    return others.reduce((best, one) => (isBetter(one.decision, best.decision) ? one : best), first)
  }

  /** Rules are written with paths of the schema or of the source: either will do. */
  #reasonToIgnore(call: ApiCall, found: Candidate | null): string | null {
    const own = [call.path, call.unresolved?.known ?? null].filter((path) => path !== null)
    const reached =
      found === null ? [] : [formatPath(found.path), ...found.decision.endpoints.map(({ operation }) => operation.path)]
    return this.#input.ignore.reasonFor(call.method, [...own, ...reached])
  }

  #suggestion(call: ApiCall, group: ClientGroup, path: PathTemplate): Suggestion | null {
    return this.#doubledPrefix(call, group) ?? this.#missingPrefix(call, group) ?? this.#near(call, path)
  }

  #doubledPrefix(call: ApiCall, group: ClientGroup): Suggestion | null {
    const own = pathBelowBase(call)
    const prefix = group.basePath
    if (prefix === null || prefix === '' || !isBelow(own, prefix)) return null
    return this.#exact(call, own, 'prefix-doubled', prefix)
  }

  #missingPrefix(call: ApiCall, group: ClientGroup): Suggestion | null {
    const wire = wirePath(call, group)
    for (const prefix of this.#prefixes) {
      const found = isBelow(wire, prefix) ? null : this.#exact(call, joinPaths(prefix, wire), 'prefix-missing', prefix)
      if (found !== null) return found
    }
    return null
  }

  #exact(call: ApiCall, text: string, why: Suggestion['why'], prefix: string): Suggestion | null {
    const { status, endpoints, words } = decideCall(call.method, parseCallPath(text, call.holes), this.#input.index)
    const [endpoint] = endpoints
    // The prefix itself is a word as well.
    const own = words - prefix.split('/').filter((word) => word !== '').length
    return status === 'matched' && endpoint !== undefined && own > 0 ? { endpoint, why, prefix } : null
  }

  #near(call: ApiCall, path: PathTemplate): Suggestion | null {
    const endpoint = this.#nearest(call.method, path)
    return endpoint === null ? null : { endpoint, why: 'near', prefix: '' }
  }
}

function isBetter(one: Decision, best: Decision): boolean {
  if (RANK[one.status] !== RANK[best.status]) return RANK[one.status] < RANK[best.status]
  return one.words > best.words
}

/** Why a call with a path can still not be judged. */
function reasonForDoubt(call: ApiCall, { status, byValue }: Decision): string | null {
  const isFound = status === 'matched' && !byValue
  if (call.method === null)
    return status === 'matched' ? null : (call.unresolved?.reason ?? say('the method is known only at run time'))
  const hasWord = /(?:^|\/)[^/{}]+/.test(call.path ?? '')
  return hasWord || isFound || call.path === '/' ? null : say('no word of the path is known')
}
