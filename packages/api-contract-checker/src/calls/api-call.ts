/** What the extraction hands to the matching: one request that the frontend can send. */

/** An upper-case HTTP method (`GET`, `POST`, …). */
export type HttpMethod = string

/** Where something stands in the frontend's source. Lines and columns count from 1. */
export interface SourceLocation {
  /** Path relative to the frontend root's repository or to the given path, always with `/`. */
  file: string
  line: number
  column: number
}

/** One dynamic piece `{name}` of a path, in the order of the path. */
export interface PathHole {
  name: string
  /** The type as the source declares it, where it does (`number` of `(id: number) =>`); otherwise `null`. */
  type: 'string' | 'number' | 'boolean' | null
}

/** The names that a call gives to a query string or a JSON body. */
export interface GivenNames {
  names: string[]
  /** False where a spread, a variable or a computed key may add names that cannot be seen. */
  complete: boolean
}

/** One (call site, method, path). A call that can go to two paths is two of these. */
export interface ApiCall extends SourceLocation {
  /** `null` where the method cannot be known. */
  method: HttpMethod | null
  /**
   * The path as the code gives it to the client, constants resolved, query string dropped, dynamic pieces as `{name}`.
   * `null` where nothing of it is known. Of an absolute URL it is the path behind the host.
   */
  path: string | null
  holes: PathHole[]
  /** The library that sends it: `axios`, `fetch`, `ofetch`, `ky`, `superagent`, `jquery`, `angular`, `xhr`, `beacon`, … */
  client: string
  /** Pathname of the client's own base URL (`/api` of `axios.create({baseURL: 'https://host/api'})`); '' for none, `null` for unknown. */
  basePath: string | null
  /** Leading paths which the client's interceptors take off before sending (`config.url.replace(/^\/api/, '')`). */
  strippedPrefixes: string[]
  /** Query parameters; `null` where the call gives none. */
  query: GivenNames | null
  /** Properties of a JSON body; `null` where there is no body or it is no object literal. */
  body: GivenNames | null
  /** Host of an absolute URL (`api.example.org`), else `null`. Whether it is external the matching decides. */
  host: string | null
  /** Host of the client's base URL, where that is absolute whatever the environment says; else `null`. */
  baseHost: string | null
  /** Set where the path or the method could not be resolved: why, and the part that is known. */
  unresolved: { reason: string; known: string | null } | null
  /** Innermost named function around the call, `Class.method` for methods; `null` at the top level. */
  function: string | null
  /** True where the call is inside an exported function (or object, or class) that nothing imports or calls. */
  uncalled: boolean
}

/** A file that was not read, and why; never fatal. */
export interface SkippedFile {
  file: string
  reason: string
}

/** All that one frontend asks of its backend. */
export interface ExtractedCalls {
  /** The folder as it was given, absolute. */
  root: string
  /** The folder as its files are named: what they begin with (`frontend/src`); '' where they are named from it. */
  folder: string
  /** Files that belong to the frontend (skipped ones not counted). */
  files: number
  skipped: SkippedFile[]
  calls: ApiCall[]
}
