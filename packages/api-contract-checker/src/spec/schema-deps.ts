/** Why the user's token and headers did not come to where an answer is from. */
export type Withheld =
  /** A redirect led to another origin. */
  | 'redirect'
  /** They belong to the base URL, and the address has another origin. */
  | 'other-origin'

/** An answer that came over HTTP, whatever its status. */
export interface TextResponse {
  status: number
  /** The `Content-Type` header; `null` for none. */
  contentType: string | null
  body: string
  /** Where the answer came from, after redirects. */
  url: string
  /** `null` where they came along, or there are none. */
  withheld: Withheld | null
}

/** How one document of a schema is asked for. */
export interface FetchTextOptions {
  accept: string
  /**
   * Whether the user's token and headers may go along, to the origin of this address and no other. Only for an address
   * that the user gave, or one of the same origin.
   */
  credentials: boolean
  /** Aborts the request; what it was aborted with is then thrown. */
  signal: AbortSignal
}

/** Follows redirects; rejects only where there was no answer at all. */
export type FetchText = (url: string, options: FetchTextOptions) => Promise<TextResponse>

/** The outside world, as reading a schema needs it. */
export interface SchemaDeps {
  fetchText: FetchText
  /** All of standard input. */
  readStdin: () => Promise<string>
  /** Folder that relative files count from, absolute. */
  cwd: string
  /** Origin of the platform, with or without `/api`: `http://localhost:8000`. */
  baseUrl: string
  /** Takes secrets out of an address before it is shown. */
  redactUrl: (url: string) => string
  /** For the whole schema, all documents that it refers to included; 30 s if left out. Milliseconds. */
  timeoutMs?: number | undefined
  /** Told of each local file before it is read, for whoever watches them. Absolute path. */
  onFile?: ((path: string) => void) | undefined
  /** Aborts what is under way; the caller gets the signal's reason. */
  signal?: AbortSignal | undefined
}

/** A schema as text, with what is needed to follow its references and to name it. */
export interface SchemaText {
  text: string
  /** For messages and reports: a redacted URL, the file as it was given, `standard input`. */
  shown: string
  /** Absolute `http(s):` or `file:` address which its relative references count from. */
  location: string
  /** The only origin whose documents may be asked for with the user's token and headers: that of the address that was given. */
  trustedOrigin: string
  /** Absolute path, where it is a local file. */
  file: string | null
}

/** JSON first: it parses ten times as fast as YAML, which drf-spectacular sends unasked. */
export const SCHEMA_ACCEPT =
  'application/vnd.oai.openapi+json, application/json, application/vnd.oai.openapi, application/yaml, */*;q=0.1'
