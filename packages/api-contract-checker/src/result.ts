import type { ApiCall, SkippedFile } from './calls/api-call.ts'
import type { RuleId } from './rules/rule-ids.ts'

/** `result` of the report: a promise to users; fields are added, never renamed or dropped. */
export interface ContractResult {
  /** The first (usually only) schema; `operations` counts those of all schemas. `null` where the run was stopped before it was read. */
  schema: SchemaFacts | null
  /** The first (usually only) frontend; `null` where the run was stopped before it was read. */
  frontend: FrontendFacts | null
  schemas: SchemaFacts[]
  frontends: FrontendFacts[]
  prefixes: {
    /** Path that the frontend's own paths lack in front, as found or as given (`/api`). */
    frontend: string
    /** Path in front of the schema's operations, as found or as given. */
    backend: string
    /** How each was decided: by flag, from the client's base URL, from the schema's servers, or by trying. */
    reason: string
  }
  summary: ContractSummary
  calls: CallRow[]
  operations: OperationRow[]
  findings: Finding[]
  /** Present only with a baseline. */
  baseline: { file: string; known: number; fresh: number; stale: { fingerprint: string; description: string }[] } | null
}

/** A schema that was read. */
export interface SchemaFacts {
  source: string
  /** Absolute path, where it is a local file. */
  file: string | null
  title: string
  version: string
  openapi: string
  operations: number
}

/** A frontend that was read. `files` counts those that were read, `skipped` names the others. */
export interface FrontendFacts {
  root: string
  files: number
  skipped: SkippedFile[]
}

/** Counts. Ignored rows count in `ignored` alone, so that no percentage moves with them. */
export interface ContractSummary {
  calls: number
  matched: number
  frontendOnly: number
  methodMismatch: number
  trailingSlash: number
  backendOnly: number
  unresolved: number
  external: number
  ignored: number
  /** Calls inside exported code that nothing uses. They count above as well. */
  uncalled: number
  operations: number
  operationsMatched: number
  operationsIgnored: number
  /** matched ÷ (matched + frontendOnly + methodMismatch + trailingSlash), 0–100; `null` with nothing to divide by. */
  matchedPercent: number | null
  /** operationsMatched ÷ (operations − operationsIgnored), 0–100; `null` with nothing to divide by. */
  usedPercent: number | null
}

/**
 * What became of a call: `matched` by an operation, nearly so (`trailing-slash`, `method-mismatch`), by none
 * (`frontend-only`), or not compared.
 */
export type CallStatus =
  | 'matched'
  | 'frontend-only'
  | 'method-mismatch'
  | 'trailing-slash'
  | 'unresolved'
  | 'external'
  | 'ignored'

/** A call with what became of it. `file`, `line`, `column`, `method`, `path`, `client`, `uncalled`, … are those of {@link ApiCall}. */
export interface CallRow extends Omit<ApiCall, 'unresolved' | 'holes' | 'baseHost' | 'strippedPrefixes'> {
  /** `c1`, `c2`, … in the order of file and line. */
  id: string
  /** Index into `frontends`. */
  frontend: number
  status: CallStatus
  /** `POST /api/relations/{id}/accept/` of the operation it reaches (or nearly reaches); `null` for none. */
  operation: string | null
  /** Index into `schemas` of `operation`. */
  schema: number | null
  /**
   * All that it reaches, `operation` first: several where a dynamic piece may hold several words of the schema, or the method is
   * not known. Of a method mismatch, what the path has instead. What several schemas have stands once.
   */
  operations: string[]
  /** The nearest operation where none fits. */
  suggestion: string | null
  /** Why it is unresolved, external or ignored; `null` otherwise. */
  reason: string | null
  /** Of an unresolved path: the part that is known, dynamic pieces as `{name}`. */
  known: string | null
  /** Stable over line moves: for baselines. */
  fingerprint: string
  /** The line of the call with its neighbours, for the report; `null` where the source could not be read again. */
  code: { startLine: number; lines: string[] } | null
}

/** An operation of a schema with what became of it. Lines count from 1. */
export interface OperationRow {
  method: string
  path: string
  /** Of its schema's file; `null` where that is no local file, or unknown. */
  line: number | null
  operationId: string | null
  tags: string[]
  deprecated: boolean
  summary: string | null
  status: 'matched' | 'backend-only' | 'ignored'
  /** Ids of the calls that reach it; those that only miss its slash as well, since the server answers them. */
  calls: string[]
  /** Index into `schemas`. */
  schema: number
  /** Ids of unresolved calls that may reach it, where no other call does. */
  maybeCalls: string[]
  /** Why it is ignored. */
  reason: string | null
}

/** How bad a finding is, the worst first. */
export type Severity = 'error' | 'warning' | 'info'

/** One way in which frontend and schema disagree, in one place. */
export interface Finding {
  /** Id of a rule, kebab-case, stable. */
  rule: RuleId
  severity: Severity
  message: string
  /** Id of the call, where there is one. */
  call: string | null
  /** `METHOD /path` of the operation, where there is one. */
  operation: string | null
  /** Index into `schemas` of `operation`. */
  schema: number | null
  fingerprint: string
  /** True where the baseline knows it already: shown, but it fails nothing. */
  known: boolean
  /** True where `--fail-on` makes the run fail for it. */
  fails: boolean
}
