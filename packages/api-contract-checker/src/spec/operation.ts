/** What the schema hands to the matching: the operations of a backend, whatever version of OpenAPI described them. */

export interface Parameter {
  name: string
  required: boolean
  /** The simple facts of its schema; `null` where it has none. */
  schema: { type: string | null; format: string | null; enum: readonly unknown[] | null; pattern: string | null } | null
}

/** The JSON (or form) object that an operation takes. */
export interface BodyShape {
  required: boolean
  /** False where the schema allows properties that it does not name, or is no plain object. */
  closed: boolean
  properties: ReadonlyMap<string, { required: boolean; readOnly: boolean }>
}

export interface Operation {
  /** Upper case. */
  method: string
  /** Path template as the schema writes it, the path of its `servers` (or `basePath`) in front: `/api/users/{id}/`. */
  path: string
  operationId: string | null
  tags: readonly string[]
  summary: string | null
  deprecated: boolean
  pathParameters: readonly Parameter[]
  queryParameters: readonly Parameter[]
  /** `null` where it takes no body. */
  body: BodyShape | null
}

/** A schema that was read. */
export interface Contract {
  /** Where it came from, credentials redacted. */
  source: string
  title: string
  version: string
  /** `3.0.3`, `2.0`, … */
  openapi: string
  operations: Operation[]
  /** Paths of its servers, without trailing slash: `['/api']`; empty where it names none. */
  serverPaths: string[]
  /** Hosts of its servers, for telling the backend's own absolute URLs from external ones. */
  serverHosts: string[]
  /** What was odd about it but not fatal. */
  warnings: string[]
}
