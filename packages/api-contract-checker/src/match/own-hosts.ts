import type { Contract } from '../spec/operation.ts'
import type { PlacedCall } from './client-group.ts'
import { decideCall } from './decide-call.ts'
import type { EndpointIndex } from './endpoint-index.ts'
import { isPrefixWord, prefixesOf } from './path-prefix.ts'
import { parsePath } from './path-template.ts'
import { backendPrefixes } from './find-routes.ts'

/** Hosts whose absolute URLs are the backend's own, and those among them that were only concluded from their paths. */
export interface OwnHosts {
  has(host: string): boolean
  concluded: string[]
}

/**
 * The schemas' servers, what the user names, and hosts whose calls the schema plainly knows: a frontend that writes
 * `https://api.example.org/api/users/` everywhere, while its schema lies in a file without servers, means its backend.
 */
export function findOwnHosts(
  calls: readonly PlacedCall[],
  contracts: readonly Contract[],
  named: readonly string[],
  index: EndpointIndex,
): OwnHosts {
  const own = new Set([...named, ...contracts.flatMap(({ serverHosts }) => serverHosts)].map(normalizeHost))
  const concluded = [...pathsByHost(calls)]
    .filter(([host]) => !own.has(host))
    .filter(([, paths]) => isPlainlyKnown([...paths], contracts, index))
    .map(([host]) => host)
  for (const host of concluded) own.add(host)
  return { has: (host) => own.has(normalizeHost(host)), concluded }
}

function pathsByHost(calls: readonly PlacedCall[]): Map<string, Set<string>> {
  const paths = new Map<string, Set<string>>()
  for (const { call } of calls) {
    if (call.host === null || call.path === null) continue
    const host = normalizeHost(call.host)
    paths.set(host, (paths.get(host) ?? new Set()).add(call.path))
  }
  return paths
}

/** At least half of its paths. */
function isPlainlyKnown(paths: readonly string[], contracts: readonly Contract[], index: EndpointIndex): boolean {
  const prefixes = ['', ...new Set(contracts.flatMap(backendPrefixes))]
  const known = paths.filter((path) => candidatesFor(path, prefixes).some((one) => isKnown(one, index))).length
  return known > 0 && known * 2 >= paths.length
}

/** As it is, with a prefix of the schema in front, and without its own first words (`/backend/api/users/`). */
function candidatesFor(path: string, prefixes: readonly string[]): string[] {
  const tails = ['', ...prefixesOf(path, 2)].map((prefix) => path.slice(prefix.length))
  return tails.flatMap((tail) => prefixes.map((prefix) => `${prefix}${tail}`))
}

/** Two words that tell something must agree: `/users/`, or `/v1/users/`, is on every host. */
function isKnown(path: string, index: EndpointIndex): boolean {
  const { status, words, endpoints } = decideCall(null, parsePath(path), index)
  const [first] = endpoints
  if (status === 'frontend-only' || first === undefined) return false
  const prefixWords = first.template.segments.filter(
    (segment) => segment.kind === 'literal' && isPrefixWord(segment.text),
  )
  return words - prefixWords.length >= 2
}

/** One machine under its three names. Ports stay: another port is another service. */
export function normalizeHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^.*@/, '')
    .replace(/^(?:127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=:|$)/, 'localhost')
    .replace(/:(?:80|443)$/, '')
}
