/** What the schema hands to the matching: the operations of a backend, whatever version of OpenAPI described them. */

export interface Parameter {
  name: string
  /** False where the server has a default for it. */
  required: boolean
  /** The simple facts of its schema; `null` where it has none. */
  schema: { type: string | null; format: string | null; enum: readonly unknown[] | null; pattern: string | null } | null
}

/** The JSON (or form) object that an operation takes. */
export interface BodyShape {
  required: boolean
  /**
   * False where the schema says that it takes properties which it does not name (`additionalProperties`, `patternProperties`),
   * could not be read, or is no plain object. A schema that is silent about further properties counts as closed: the
   * backend reads none of them.
   */
  closed: boolean
  /** `required` is false where the server has a default for it. */
  properties: ReadonlyMap<string, { required: boolean; readOnly: boolean }>
}

/** One method of one path of a schema, with what it takes. */
export interface Operation {
  /** Upper case. */
  method: string
  /** Path template as the schema writes it, the path of its `servers` (or `basePath`) in front: `/api/users/{id}/`. */
  path: string
  /** Of the schema's file, where it or its path stands; `null` where that is no file of this machine, or unknown. */
  line: number | null
  operationId: string | null
  tags: readonly string[]
  summary: string | null
  deprecated: boolean
  pathParameters: readonly Parameter[]
  queryParameters: readonly Parameter[]
  /** True where it takes query parameters that are not named here, or some of them could not be read. */
  openQuery: boolean
  /** `null` where it takes no body. */
  body: BodyShape | null
  /** True for the operation that answers with the schema itself. */
  servesSchema: boolean
}

/** A schema that was read. */
export interface Contract {
  /** Where it came from, credentials redacted. */
  source: string
  /** Absolute path, where it is a local file. */
  file: string | null
  title: string
  version: string
  /** `3.0.3`, `2.0`, … */
  openapi: string
  operations: Operation[]
  /** Paths of its servers, without trailing slash: `['/api']`; empty where it names none. */
  serverPaths: string[]
  /** Hosts of its servers, for telling the backend's own absolute URLs from external ones. */
  serverHosts: string[]
  /** Query parameters that carry credentials (`apiKey` in `query`); every operation takes them. */
  queryCredentials: string[]
  /** What was odd about it but not fatal. */
  warnings: string[]
}
