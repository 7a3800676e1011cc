/** An answer that came over HTTP, whatever its status. */
export interface TextResponse {
  status: number
  /** The `Content-Type` header; `null` for none. */
  contentType: string | null
  body: string
  /** Where the answer came from, after redirects. */
  url: string
}

export interface FetchTextOptions {
  accept: string
  /** Whether the user's token and headers may go along. False for addresses that a schema names on another origin. */
  credentials: boolean
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
  /** Aborts what is under way; what `fetchText` rejects with is then passed on as it is. */
  signal?: AbortSignal
}

/** A schema as text, with what is needed to follow its references and to name it. */
export interface SchemaText {
  text: string
  /** For messages and reports: a redacted URL, the file as it was given, `standard input`. */
  shown: string
  /** Absolute `http(s):` or `file:` address which its relative references count from. */
  location: string
}

/** JSON first: it parses ten times as fast as YAML, which drf-spectacular sends unasked. */
export const SCHEMA_ACCEPT =
  'application/vnd.oai.openapi+json, application/json, application/vnd.oai.openapi, application/yaml, */*;q=0.1'
