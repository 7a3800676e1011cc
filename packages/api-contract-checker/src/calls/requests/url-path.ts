import { decodePercent } from '@m4sh/tools-core/values'
import type { GivenNames, PathHole } from '../api-call.ts'
import { mergeParts, type Hole, type Part } from '../evaluate/value.ts'
import { namesResource } from './path-words.ts'

/** A URL taken apart. */
export interface UrlPath {
  /** As the code gives it, query dropped, holes as `{name}`; '' where nothing of the path is known. */
  path: string
  holes: PathHole[]
  query: GivenNames | null
  /** Host of an absolute URL. */
  host: string | null
  /** True where a base that only the deployment knows stands in front. */
  hasOpenBase: boolean
  /** Holes that decide where the URL leads, so that it can not be told without knowing them. */
  deciding: Hole[]
  /** True where the very beginning is open: nothing can be said of the path then. */
  hasOpenHead: boolean
  /** Holes that fill one whole segment and do not look like an id: their few values may be worth knowing. */
  selecting: Hole[]
}

/** Names of values that are ids, tokens and the like: never one of a few words of a path. */
const idLike =
  /(?:^|[a-z\d_])(?:id|ids|uuid|guid|pk|slug|key|token|code|hash|date|day|week|month|year|page|index|number|email|username|filename|name|version|locale|lang)s?$/i
const idExact =
  /^(?:id|ids|uuid|guid|pk|slug|key|token|code|hash|date|page|index|n|i|x|v|value|item|param|params|user|lesson)$/i

/** Names of what is more than one segment, or a whole resource. */
const pathLike =
  /^(?:url|uri|path|pathname|endpoint|route|href|resource|subpath|basePath|baseUrl)$|(?:Url|Uri|Path|Endpoint|Route)$/

/** Names by which an object knows itself: of such a hole it is no more than the id. */
const ownId = /^_?(?:id|pk|uuid|guid|slug)$|(?:Id|_id)$/

/** Names of what is appended to a path as a query string. */
const queryLike = /quer(?:y|ies)|params?$|^qs$|search|filters?$|suffix|queryString/i
const wholeQuery = /^(?:query|queryString|queryParams|qs|params|searchParams|urlParams)$/i

export function readUrl(input: readonly Part[]): UrlPath | null {
  const { path: pathParts, query } = cutQuery(mergeParts(input))
  const base = cutBase(pathParts)
  if (base === null) return null
  const result: UrlPath = {
    path: '',
    holes: [],
    query,
    host: base.host,
    hasOpenBase: base.isOpen,
    deciding: [],
    hasOpenHead: base.deciding !== null,
    selecting: [],
  }
  if (base.deciding) result.deciding.push(base.deciding)
  appendParts(result, base.rest)
  return result
}

/** Splits at the first `?` or `#`; query strings that arrive whole end the path as well. */
function cutQuery(parts: readonly Part[]): { path: Part[]; query: GivenNames | null } {
  const path: Part[] = []
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') {
      const at = part.search(/[?#]/)
      if (at === -1) {
        path.push(part)
        continue
      }
      path.push(part.slice(0, at))
      if (part.charAt(at) === '#') return { path, query: null }
      return { path, query: readQuery([part.slice(at + 1), ...parts.slice(index + 1)]) }
    }
    if (part.kind === 'query') return { path, query: part.names ?? { names: [], complete: false } }
    if (isAppendedQuery(part, path, index === parts.length - 1)) return { path, query: { names: [], complete: false } }
    path.push(part)
  }
  return { path, query: null }
}

/** `/lessons${query}`: glued to a word at the very end, and named like a query string. */
function isAppendedQuery(hole: Hole, before: readonly Part[], isLast: boolean): boolean {
  const last = before.at(-1)
  if (!isLast || last === undefined) return false
  const isGlued = typeof last !== 'string' || !last.endsWith('/')
  if (queryLike.test(hole.name) && hole.kind !== 'self') return isGlued || wholeQuery.test(hole.name)
  // Behind a resource only: in `/api${path}` the hole is the path itself.
  const endsWord = typeof last === 'string' && /\w$/.test(last)
  return hole.kind === 'value' && endsWord && !pathLike.test(hole.name) && namesResource(literalOf(before))
}

/** A text with `{}` for what is not known of it. */
function literalOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : '{}')).join('')
}

function readQuery(parts: readonly Part[]): GivenNames {
  let textOnly = ''
  let complete = true
  for (const part of parts) {
    if (typeof part === 'string') textOnly += part.replace(/#.*$/, '')
    else if (part.kind === 'query' && part.names) {
      textOnly += part.names.names.map((name) => `&${name}=`).join('')
      complete &&= part.names.complete
    } else if (textOnly === '' || textOnly.endsWith('&')) complete = false
    else textOnly += '_'
  }
  const names = textOnly
    .split('&')
    .map((pair) => /^([^=]+)=?/.exec(pair)?.[1] ?? '')
    .filter((name) => name !== '')
  return { names: [...new Set(names.map(decodePercent))], complete }
}

interface Base {
  host: string | null
  isOpen: boolean
  rest: Part[]
  deciding: Hole | null
}

/** Takes scheme and host, the page's origin or a base from the environment off the front. `null`: no HTTP URL at all. */
function cutBase(parts: readonly Part[]): Base | null {
  const [head, ...tail] = parts
  if (head === undefined) return { host: null, isOpen: false, rest: [], deciding: null }
  if (typeof head === 'string') return cutLiteralBase(head, tail)
  if (head.kind === 'origin') return { host: null, isOpen: false, rest: afterOrigin(tail), deciding: null }
  if (head.kind === 'environment') return { host: null, isOpen: true, rest: tail, deciding: null }
  if (head.kind === 'parameter' || head.kind === 'self') return { host: null, isOpen: true, rest: tail, deciding: head }
  // A run-time value in front of a known path is a base; alone it is the URL itself.
  const [next] = tail
  if (typeof next === 'string' && /^\/?[\w-]/.test(next) && /[\w-]/.test(next))
    return { host: null, isOpen: true, rest: tail, deciding: null }
  return { host: null, isOpen: true, rest: tail, deciding: head }
}

function cutLiteralBase(head: string, tail: readonly Part[]): Base | null {
  const scheme = /^([a-z][a-z\d+.-]*):(?!\d)/i.exec(head)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return null
  const absolute = /^(?:https?:)?\/\/([^/]*)(\/.*)?$/is.exec(head)
  if (!absolute)
    return cutSlashedBase(head, tail) ?? { host: null, isOpen: false, rest: [head, ...tail], deciding: null }
  if (absolute[2] === undefined && tail.length > 0) {
    // `https://${host}:8000/x`: the host goes on until the next slash.
    const rest = afterOrigin(tail)
    const host = tail.every((part) => typeof part === 'string') ? (absolute[1] ?? null) : absolute[1] || null
    return { host: host?.includes('.') === true ? host : null, isOpen: true, rest, deciding: null }
  }
  return {
    host: withoutUser(absolute[1]),
    isOpen: false,
    rest: mergeParts([absolute[2] ?? '/', ...tail]),
    deciding: null,
  }
}

/** `/${BASE_URL}/users/`: a base of which only the deployment knows, written with a slash of its own. */
function cutSlashedBase(head: string, tail: readonly Part[]): Base | null {
  const [hole, next] = tail
  const isBase = typeof hole === 'object' && (hole.kind === 'environment' || /base|origin|host|prefix/i.test(hole.name))
  const isFollowed = typeof next === 'string' && /^\/[\w-]/.test(next)
  return head === '/' && isBase && isFollowed ? { host: null, isOpen: true, rest: tail.slice(1), deciding: null } : null
}

/** A host never shows the name and password that a URL gives with it. */
function withoutUser(host: string | undefined): string | null {
  return host?.replace(/^.*@/, '') ?? null
}

/** What stands behind `${location.protocol}//${location.host}`. */
function afterOrigin(parts: readonly Part[]): Part[] {
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') continue
    const at = part.replace('//', '  ').indexOf('/')
    if (at !== -1) return [part.slice(at), ...parts.slice(index + 1)]
  }
  const last = parts.at(-1)
  return parts.length === 1 && typeof last !== 'string' && last !== undefined ? [last] : []
}

function appendParts(result: UrlPath, parts: readonly Part[]): void {
  const isAnonymous = !namesResource(literalOf(parts))
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') {
      result.path += part
      for (const match of part.matchAll(/\{([^{}/]+)\}|:([A-Za-z_]\w*)/g))
        result.holes.push({ name: match[1] ?? match[2] ?? 'value', type: null })
      continue
    }
    const next = parts[index + 1]
    const fillsSegment =
      result.path.endsWith('/') && (next === undefined || (typeof next === 'string' && next.startsWith('/')))
    const weight = weightOf(part, {
      fillsSegment,
      isGlued: /(?:^|[\w}])$/.test(result.path),
      isAnonymous,
      isFirst: !namesResource(result.path),
    })
    if (weight !== null) result[weight].push(part)
    const name = part.name.replace(/[{}/]/g, '') || 'value'
    result.path += `{${name}}`
    result.holes.push({ name, type: part.type })
  }
  result.path = result.path.replace(/\/{2,}/g, '/')
}

interface HolePlace {
  fillsSegment: boolean
  /** Whether it continues a word, or stands at the very beginning. */
  isGlued: boolean
  /** Whether the rest of the URL names nothing. */
  isAnonymous: boolean
  /** Whether nothing in front of it names a resource. */
  isFirst: boolean
}

/** What a hole means for the path around it; `null` for an ordinary path parameter. */
function weightOf(
  hole: Hole,
  { fillsSegment, isGlued, isAnonymous, isFirst }: HolePlace,
): 'deciding' | 'selecting' | null {
  const { kind, name } = hole
  if (kind === 'value') return isAnonymous && (isGlued || pathLike.test(name)) ? 'deciding' : null
  if (kind === 'self') return fillsSegment && ownId.test(name) ? null : 'deciding'
  if (kind !== 'parameter') return null
  if (isGlued || pathLike.test(name)) return 'deciding'
  // `/${name}/` names a resource where nothing in front of it does.
  return fillsSegment && (!isId(hole) || (isFirst && hole.type !== 'number')) ? 'selecting' : null
}

/** Whether a hole is called like somebody's id, or is a number: which one it is decides nothing. */
export function isId({ name, type }: Hole): boolean {
  return type === 'number' || idLike.test(name) || idExact.test(name)
}

/** `:id` placeholders, which some clients fill in themselves, written like all others. */
export function bracePlaceholders(path: string): string {
  return path.replace(/(^|\/):([A-Za-z_]\w*)/g, '$1{$2}')
}
