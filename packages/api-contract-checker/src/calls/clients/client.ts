import type { Hole } from '../evaluate/value.ts'
import type { ts } from '../syntax/compiler.ts'

/** How a function that sends a request takes its parts. Positions count from 0; `null` for "not taken". */
export interface RequestShape {
  /** `GET`, … where the function's name fixes it; `null` where options or an argument say it. */
  method: string | null
  /** Used where nothing says the method. */
  defaultMethod: string
  methodAt: number | null
  urlAt: number | null
  bodyAt: number | null
  /** Options object; where `urlAt` is the same position, an object there is the whole request. */
  optionsAt: number | null
  /** `client[verb](…)` with a verb that is not known: what decides it. */
  methodHole?: Hole
  /** The URL, where the client was asked for by it: `client['/x'].GET()`. */
  url?: string
}

/** A kind of client: how a library names things. */
export interface ClientKind {
  /** As the report names it: `axios`, `fetch`, … */
  id: string
  /** Calling the client itself. */
  call: RequestShape | null
  members: Readonly<Record<string, RequestShape>>
  /** Members that make a new client, with the position of its options; `null` for none. */
  factories: Readonly<Record<string, number | null>>
  /** Options that hold a base URL, the query, the body, the method, the URL. */
  keys: {
    base: readonly string[]
    query: readonly string[]
    body: readonly string[]
    method: readonly string[]
    url: readonly string[]
  }
  /** Members of what lies under each path: `client['/x'].GET()`. */
  pathMembers?: Readonly<Record<string, RequestShape>>
  /** Members that lead to the same client again (`axios.default`). */
  same?: readonly string[]
  /** True of a client whose base stands in front even of paths that begin with `/` and replaces none. */
  newSends?: RequestShape
}

/** Where a library's client is found. */
export interface Library {
  kinds: Readonly<Record<string, ClientKind>>
  /** Package name → exported name → what it is: a kind's client, or a function that makes one. */
  packages: Readonly<Record<string, Readonly<Record<string, LibraryExport>>>>
  globals: Readonly<Record<string, LibraryExport>>
  /** Type names that say "this is a client". */
  types: Readonly<Record<string, string>>
}

export type LibraryExport =
  | { client: string }
  /** A function whose options (at the position) may hold the base URL. */
  | { makes: string; optionsAt: number | null }
  /** A member of a client, imported by itself. */
  | { sender: string; member: string | null }

/** One client of the frontend. */
export interface Client {
  kind: ClientKind
  /** Pathname of its base URL; '' for none, `null` for unknown. */
  basePath: string | null
  /** Host of its base URL, where that is absolute. */
  baseHost: string | null
  site: ts.Node | null
}

/** What a client is under a path; `null` where paths are no members of it. */
export function kindAtPath({ pathMembers, ...kind }: ClientKind, path: string): ClientKind | null {
  if (!pathMembers || !path.startsWith('/')) return null
  const members = Object.entries(pathMembers).map(([name, shape]) => [name, { ...shape, url: path }] as const)
  return { ...kind, members: Object.fromEntries(members) }
}

/** Names that most libraries give these. */
export const defaultKeys: ClientKind['keys'] = {
  base: ['baseURL', 'baseUrl', 'prefixUrl', 'prefix'],
  query: ['params', 'query', 'searchParams'],
  body: ['data', 'body', 'json'],
  method: ['method', 'type'],
  url: ['url', 'path', 'endpoint', 'uri'],
}

/** `get(url, options)`. */
export function readShape(method: string): RequestShape {
  return { method, defaultMethod: method, methodAt: null, urlAt: 0, bodyAt: null, optionsAt: 1 }
}

/** `post(url, body, options)`. */
export function writeShape(method: string): RequestShape {
  return { method, defaultMethod: method, methodAt: null, urlAt: 0, bodyAt: 1, optionsAt: 2 }
}

/** `request(url, { method })`. */
export function optionShape(method: string | null = null): RequestShape {
  return { method, defaultMethod: 'GET', methodAt: null, urlAt: 0, bodyAt: null, optionsAt: 1 }
}

/** `request({ url, method })`. */
export function configShape(method: string | null = null): RequestShape {
  return { method, defaultMethod: 'GET', methodAt: null, urlAt: null, bodyAt: null, optionsAt: 0 }
}

/** `request(method, url, options)`. */
export function methodFirstShape(): RequestShape {
  return { method: null, defaultMethod: 'GET', methodAt: 0, urlAt: 1, bodyAt: null, optionsAt: 2 }
}

/** One shape for each of the named methods. */
export function verbs(names: readonly string[], shape: (method: string) => RequestShape): Record<string, RequestShape> {
  return Object.fromEntries(names.map((name) => [name, shape(methodOfName(name))]))
}

function methodOfName(name: string): string {
  const bare = name
    .replace(/^\$/, '')
    .replace(/(?:Form|JSON)$/, '')
    .toUpperCase()
  return bare === 'DEL' ? 'DELETE' : bare
}
