import type { ApiCall } from '../calls/api-call.ts'
import type { Contract } from '../spec/operation.ts'
import type { PlacedCall } from './client-group.ts'
import { decideCall } from './decide-call.ts'
import type { EndpointIndex } from './endpoint-index.ts'
import { backendPrefixes } from './find-routes.ts'
import { isPrefixWord, joinPaths, prefixesOf } from './path-prefix.ts'
import { parsePath } from './path-template.ts'

/** Which hosts are the backend's own. */
export interface OwnHosts {
  /** The other host that a call goes to; `null` where it goes to the backend. */
  foreignHostOf(call: ApiCall): string | null
  /** Hosts that count as the backend for a reason that the report has to give. */
  concluded: ConcludedHost[]
}

export interface ConcludedHost {
  host: string
  /** The schema knows its paths; or most of the frontend's calls go there. */
  why: 'paths' | 'most-calls'
}

/**
 * Own are the hosts of the schemas' servers and those that the user names. Of the others, the evidence decides:
 *
 * - A whole URL in a call (`https://api.example.org/users/`) is another host's, unless the schema plainly knows the
 *   paths that are sent there, or most of the frontend's calls go there.
 * - The base URL of a client, and a machine of the developer's (`http://localhost:5000`), is the backend, unless the
 *   schema knows nothing of what is sent there while it knows other calls of the frontend.
 */
export function findOwnHosts(
  calls: readonly PlacedCall[],
  contracts: readonly Contract[],
  named: readonly string[],
  index: EndpointIndex,
): OwnHosts {
  const own = new Set([...named, ...contracts.flatMap(({ serverHosts }) => serverHosts)].map(normalizeHost))
  const sent = pathsByHost(calls)
  const evidence = new Evidence(sent, ['', ...new Set(contracts.flatMap(backendPrefixes))], index)
  const concluded = [...sent].flatMap(([host, { isPresumed }]): ConcludedHost[] => {
    if (host === '' || own.has(host)) return []
    if (isPresumed) return evidence.isAnotherService(host) ? [] : [{ host, why: 'paths' }]
    if (evidence.isPlainlyKnown(host)) return [{ host, why: 'paths' }]
    return evidence.takesMostCalls(host) ? [{ host, why: 'most-calls' }] : []
  })
  for (const { host } of concluded) own.add(host)
  return {
    foreignHostOf: (call) => {
      const host = hostOf(call)
      return host === null || own.has(normalizeHost(host)) ? null : host
    },
    // That a base URL leads to the backend is what everybody expects.
    concluded: concluded.filter(({ host }) => sent.get(host)?.isPresumed === false),
  }
}

/** Where a call goes: its own host, or that of its client's base URL. */
function hostOf({ host, baseHost }: ApiCall): string | null {
  return host ?? baseHost
}

interface SentPaths {
  paths: Set<string>
  /** True of base URLs and of machines of the developer's. */
  isPresumed: boolean
}

/** Paths as they are sent, by host; '' for those without one. */
function pathsByHost(calls: readonly PlacedCall[]): Map<string, SentPaths> {
  const sent = new Map<string, SentPaths>()
  for (const { call } of calls) {
    if (call.path === null) continue
    const host = normalizeHost(hostOf(call) ?? '')
    const isPresumed = call.host === null || isDeveloperMachine(host)
    const known = sent.get(host) ?? { paths: new Set(), isPresumed }
    known.paths.add(
      call.host === null ? joinPaths(call.basePath ?? '', `/${call.path.replace(/^\/+/, '')}`) : call.path,
    )
    known.isPresumed ||= isPresumed
    sent.set(host, known)
  }
  return sent
}

function isDeveloperMachine(host: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return (
    !name.includes('.') ||
    /^(?:127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+)$|\.(?:localhost|local|test|internal)$/.test(
      name,
    )
  )
}

/** What the paths that are sent to a host say about it. */
class Evidence {
  readonly #sent: ReadonlyMap<string, SentPaths>
  readonly #prefixes: readonly string[]
  readonly #index: EndpointIndex

  constructor(sent: ReadonlyMap<string, SentPaths>, prefixes: readonly string[], index: EndpointIndex) {
    this.#sent = sent
    this.#prefixes = prefixes
    this.#index = index
  }

  /** The schema knows at least half of its paths by words that are not on every host. */
  isPlainlyKnown(host: string): boolean {
    const paths = this.#pathsOf(host)
    const telling = paths.filter((path) => this.#wordsKnownOf(path) >= 2).length
    // `/users/` alone is on every host; `/users/`, `/posts/` and `/tags/` together are not.
    const isFamiliar = paths.length >= 3 && paths.every((path) => this.#wordsKnownOf(path) >= 1)
    return isFamiliar || (telling > 0 && telling * 2 >= paths.length)
  }

  /** Whoever writes the whole address everywhere means the backend by it. */
  takesMostCalls(host: string): boolean {
    const all = [...this.#sent.values()].reduce((sum, { paths }) => sum + paths.size, 0)
    const own = this.#pathsOf(host).length
    return own >= 3 && own * 2 > all
  }

  /** Nothing of it is in the schema, while calls that go elsewhere are. */
  isAnotherService(host: string): boolean {
    if (this.#pathsOf(host).some((path) => this.#wordsKnownOf(path) >= 1)) return false
    return [...this.#sent.keys()].some((other) => other !== host && this.#isKnownInPart(other))
  }

  #isKnownInPart(host: string): boolean {
    return this.#pathsOf(host).some((path) => this.#wordsKnownOf(path) >= 1)
  }

  #pathsOf(host: string): string[] {
    return [...(this.#sent.get(host)?.paths ?? [])]
  }

  #wordsKnownOf(path: string): number {
    return Math.max(...candidatesFor(path, this.#prefixes).map((one) => wordsKnown(one, this.#index)))
  }
}

/** As it is, with a prefix of the schema in front, and without its own first words (`/backend/api/users/`). */
function candidatesFor(path: string, prefixes: readonly string[]): string[] {
  const tails = ['', ...prefixesOf(path, 2)].map((prefix) => path.slice(prefix.length))
  return tails.flatMap((tail) => prefixes.map((prefix) => `${prefix}${tail}`))
}

/** How many words of a path the schema has at the same place, `/api` and `/v1` not counted. */
function wordsKnown(path: string, index: EndpointIndex): number {
  const { status, words, endpoints } = decideCall(null, parsePath(path), index)
  const [first] = endpoints
  if (status === 'frontend-only' || first === undefined) return 0
  const prefixWords = first.template.segments.filter(
    (segment) => segment.kind === 'literal' && isPrefixWord(segment.text),
  )
  return words - prefixWords.length
}

/** One machine under its three names. Ports stay: another port is another service. */
export function normalizeHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^.*@/, '')
    .replace(/^(?:127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=:|$)/, 'localhost')
    .replace(/:(?:80|443)$/, '')
}
