import type { GivenNames } from '../api-call.ts'
import type { Client } from '../clients/client.ts'
import { sourceOf } from '../evaluate/context.ts'
import { say } from '../../language/phrases.ts'
import type { ts } from '../syntax/compiler.ts'
import type { RequestRead } from './read-request.ts'
import { isBaseName, namesResource, withoutHoleNames } from './path-words.ts'
import { bracePlaceholders, readUrl, type UrlPath } from './url-path.ts'

/** A request that was found, where its URL is decided. */
export interface FoundRequest {
  at: ts.Node
  client: Client
  method: string | null
  url: UrlPath
  query: GivenNames | null
  body: GivenNames | null
  /** Why the URL or the method is not known; `null` where both are. */
  unresolved: string | null
  /** Set where a caller fills a segment with a word: key of the request that it makes more precise. */
  preciseOf?: string
  /** True where not even the client is known: worth following, not worth reporting. */
  isAssumed?: boolean
}

/** A request of which somebody else decides something. */
export interface OpenRequest {
  kind: 'open'
  /** Function or class that leaves it open. */
  owner: ts.Node
  decides: 'url' | 'method' | 'client' | 'segment'
  /** Member of the instance that is asked for, where `owner` is a class. */
  member: string | null
  request: FoundRequest
}

export type Reading = { kind: 'found'; request: FoundRequest } | OpenRequest

/** What one way of sending a call comes to: a request, a request that is open, or (of `blob:` and the like) nothing. */
export function judge(client: Client, read: RequestRead, at: ts.Node): Reading[] {
  const url = readUrl(read.url)
  if (!url) return []
  const query = unite(url.query, read.query)
  const request: FoundRequest = { at, client, method: read.method, url, query, body: read.body, unresolved: null }
  const [deciding] = url.deciding
  if (deciding) {
    const open = { ...request, unresolved: openReason(deciding.kind, deciding.name) }
    if (!deciding.owner) return [{ kind: 'found', request: open }]
    const member = deciding.kind === 'self' ? deciding.name : null
    return [{ kind: 'open', owner: deciding.owner, decides: 'url', member, request: open }]
  }
  if (read.method === null) return [withoutMethod(request, read)]
  const [selecting] = url.selecting
  if (!selecting?.owner) return [{ kind: 'found', request }]
  return [
    { kind: 'found', request },
    { kind: 'open', owner: selecting.owner, decides: 'segment', member: null, request },
  ]
}

function withoutMethod(request: FoundRequest, { methodHole }: RequestRead): Reading {
  const name = methodHole?.name ?? 'method'
  if (!methodHole?.owner)
    return {
      kind: 'found',
      request: { ...request, unresolved: say('the method is known only at run time (`{name}`)', { name }) },
    }
  return {
    kind: 'open',
    owner: methodHole.owner,
    decides: 'method',
    member: null,
    request: { ...request, unresolved: say('the method comes from `{name}`', { name }) },
  }
}

function unite(a: GivenNames | null, b: GivenNames | null): GivenNames | null {
  if (!a || !b) return a ?? b
  return { names: [...new Set([...a.names, ...b.names])], complete: a.complete && b.complete }
}

function openReason(kind: string, name: string): string {
  switch (kind) {
    case 'parameter':
      return say('the URL is decided by the callers (`{name}`), and none was found that gives it', { name })
    case 'self':
      return say('the URL is decided by a subclass or an instance (`{name}`), and none was found that gives it', {
        name,
      })
    default:
      return say('the URL is known only at run time (`{name}`)', { name })
  }
}

/** A call on a client that somebody else brings along: nothing of it is known yet. */
export function assumedRequest(client: Client, at: ts.Node): FoundRequest {
  const url: UrlPath = {
    path: '',
    holes: [],
    query: null,
    host: null,
    hasOpenBase: true,
    deciding: [],
    hasOpenHead: true,
    selecting: [],
  }
  const unresolved = say('the client is not known')
  return { at, client, method: null, url, query: null, body: null, unresolved, isAssumed: true }
}

/** A path whose beginning is known is a path, even where nobody says how it goes on, or on which host it is. */
export function asItStands(request: FoundRequest): FoundRequest {
  const { url, method } = request
  const [head] = url.deciding
  const isBegun = !url.hasOpenHead || (url.path.startsWith('/') && isBaseName(head?.name ?? ''))
  const isPath = head !== undefined && isBegun && namesResource(url.path)
  return isPath && method !== null ? { ...request, unresolved: null } : request
}

/** Tells rows apart: the same method and path at the same place are one. */
export function rowKey(request: FoundRequest): string {
  const { at, method, url, unresolved } = request
  const place = [sourceOf(at).fileName, at.pos, at.end]
  return [
    ...place,
    method,
    withoutHoleNames(bracePlaceholders(knownPath(request))),
    url.host,
    unresolved === null,
  ].join('\0')
}

/** What is known of a path: behind a piece that decides where it leads, nothing that follows tells one from another. */
function knownPath({ url, unresolved }: FoundRequest): string {
  const [deciding] = url.deciding
  const at = deciding && unresolved !== null ? url.path.indexOf(`{${deciding.name}}`) : -1
  return at === -1 ? url.path : url.path.slice(0, at)
}

/** What is sent, wherever it stands. */
export function sentKey({ method, url, unresolved }: FoundRequest): string {
  return [method, url.path, url.host, unresolved === null].join(' ')
}
