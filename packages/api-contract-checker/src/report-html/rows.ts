import { append } from '../append.ts'
import type { GivenNames } from '../calls/api-call.ts'
import { joinPaths } from '../match/path-prefix.ts'
import type { ContractLocalization } from '../language/index.ts'
import { say } from '../language/phrases.ts'
import type { CallRow, ContractResult, Finding, OperationRow, Severity } from '../result.ts'
import { RULES_WITH_TABLE, type SectionId } from './sections.ts'
import type { SourceFiles } from './source-files.ts'

/** A finding, as a row's details list it. */
export interface RowFinding {
  rule: string
  severity: Severity
  message: string
  known?: true
  /** It makes the run fail. */
  fails?: true
  /** It has a row of its own among the other findings: filters that count findings pass this one over. */
  elsewhere?: true
}

/** One row of a table. What is unknown, empty or the usual is left out, which halves the file. */
export interface Row {
  /** `c12` a call, `o3` an operation, `f4` a finding, `s1` a skipped file: unique, and part of deep links. */
  id: string
  section: SectionId
  method?: string
  /** The path as shown: of an external call with its host, of an unresolved one what is known. */
  path?: string
  /** `METHOD /path` of the operation that is reached, nearly reached or nearest. */
  endpoint?: string
  /** Further endpoints that it may reach. */
  also?: string[]
  /** Of a method mismatch: the methods that the path has in the schema. */
  allowed?: string[]
  /** Index into the page's `files`. */
  file?: number
  line?: number
  column?: number
  /** Lines shown of the file: `[first, count]`. */
  code?: [number, number]
  /** `Call` or `Endpoint`, for tables that hold both. */
  what?: string
  reason?: string
  /** The gravest of `findings`. */
  severity?: Severity
  rule?: string
  message?: string
  findings?: RowFinding[]
  tags?: string[]
  summary?: string
  operationId?: string
  deprecated?: true
  uncalled?: true
  /** The baseline knows all findings of the row. */
  known?: true
  client?: string
  function?: string
  base?: string
  query?: string
  body?: string
  /** Ids of calls that may reach the operation. */
  callers?: string[]
  /** Index into `frontends`, where there are several. */
  frontend?: number
  /** Index into `schemas`, where there are several. */
  schema?: number
}

/** Every row of the page, each table in the order of its calls (file, line) or endpoints. */
export function toRows(t: ContractLocalization, result: ContractResult, files: SourceFiles): Row[] {
  const index = indexOf(t, result)
  const calls = result.calls.map((call) => callRow(call, index, files))
  const rowOfCall = new Map(calls.map((row) => [row.id, row]))
  return [
    ...calls,
    ...result.operations.flatMap((operation, at) => operationRow(operation, at, index) ?? []),
    ...result.findings.flatMap((finding, at) => findingRow(finding, at, rowOfCall, index) ?? []),
    ...skippedRows(t, result, files),
  ]
}

interface Index {
  t: ContractLocalization
  /** By name. */
  operations: ReadonlyMap<string, OperationRow[]>
  findingsOfCall: ReadonlyMap<string, Finding[]>
  findingsOfOperation: ReadonlyMap<string, Finding[]>
  severalFrontends: boolean
  severalSchemas: boolean
}

/** Several schemas may have an operation of the same name. */
function indexOf(t: ContractLocalization, { operations, findings, frontends, schemas }: ContractResult): Index {
  return {
    t,
    operations: groupBy(operations, nameOf),
    findingsOfCall: groupBy(findings, ({ call }) => call),
    findingsOfOperation: groupBy(findings, ({ call, operation, schema }) =>
      call === null && operation !== null ? `${schema} ${operation}` : null,
    ),
    severalFrontends: frontends.length > 1,
    severalSchemas: schemas.length > 1,
  }
}

function callRow(call: CallRow, index: Index, files: SourceFiles): Row {
  const reached = call.operations.flatMap((name) => index.operations.get(name) ?? [])
  const operation = operationOf(call, index)
  const isMismatch = call.status === 'method-mismatch'
  const texts = index.t.messages.rows
  const file = files.add(call.file, call.frontend)
  return present<Row>({
    id: call.id,
    section: call.status,
    what: call.status === 'ignored' ? texts.call : undefined,
    method: call.method,
    path: shownPath(call),
    endpoint: call.status === 'frontend-only' ? call.suggestion : call.operation,
    also: isMismatch ? undefined : call.operations.slice(1),
    allowed: isMismatch ? [...new Set(reached.map(({ method }) => method))] : undefined,
    file,
    line: call.line,
    column: call.column,
    code: files.addCode(file, call),
    reason: reasonOf(index.t, call),
    ...findingFields(index.t, index.findingsOfCall.get(call.id) ?? []),
    tags: [...new Set(reached.flatMap(({ tags }) => tags))],
    summary: operation?.summary,
    operationId: operation?.operationId,
    deprecated: operation?.deprecated === true ? true : undefined,
    uncalled: call.uncalled ? true : undefined,
    client: call.client,
    function: call.function,
    base: call.basePath,
    query: namesOf(call.query),
    body: namesOf(call.body),
    frontend: index.severalFrontends ? call.frontend : undefined,
    schema: index.severalSchemas ? operation?.schema : undefined,
  })
}

/** Operations that calls reach are seen in those calls' rows. */
function operationRow(operation: OperationRow, at: number, index: Index): Row | undefined {
  if (operation.status === 'matched') return undefined
  const texts = index.t.messages.rows
  return present<Row>({
    id: `o${at + 1}`,
    section: operation.status,
    what: operation.status === 'ignored' ? texts.endpoint : undefined,
    method: operation.method,
    path: operation.path,
    reason: reasonOf(index.t, operation),
    ...findingFields(index.t, index.findingsOfOperation.get(`${operation.schema} ${nameOf(operation)}`) ?? []),
    tags: operation.tags,
    summary: operation.summary,
    operationId: operation.operationId,
    deprecated: operation.deprecated ? true : undefined,
    callers: operation.maybeCalls,
    schema: index.severalSchemas ? operation.schema : undefined,
  })
}

function findingRow(finding: Finding, at: number, rowOfCall: ReadonlyMap<string, Row>, index: Index): Row | undefined {
  const call = finding.call === null ? undefined : rowOfCall.get(finding.call)
  const operation = operationOf(finding, index)
  if (RULES_WITH_TABLE.has(finding.rule) && (call !== undefined || operation !== undefined)) return undefined
  const { method, path } = call ?? operation ?? {}
  return present<Row>({
    ...call,
    id: `f${at + 1}`,
    section: 'findings',
    method,
    path,
    endpoint: finding.operation ?? call?.endpoint,
    ...findingFields(index.t, [finding], 'findings'),
    rule: finding.rule,
    message: index.t.translate(finding.message),
    tags: operation?.tags ?? call?.tags,
    schema: index.severalSchemas ? operation?.schema : undefined,
  })
}

function skippedRows({ translate }: ContractLocalization, { frontends }: ContractResult, files: SourceFiles): Row[] {
  const rows: Row[] = []
  for (const [frontend, { skipped }] of frontends.entries()) {
    for (const { file, reason } of skipped) {
      const row: Row = {
        id: `s${rows.length + 1}`,
        section: 'skipped',
        file: files.add(file, frontend),
        reason: translate(reason),
      }
      rows.push(frontends.length > 1 ? { ...row, frontend } : row)
    }
  }
  return rows
}

/** Users write the reasons of their ignore rules, and read them as they wrote them. */
const ownReasons: ReadonlySet<string | null> = new Set([
  say('OPTIONS asks what is allowed; schemas do not list it'),
  say('serves the schema itself'),
])

function reasonOf(
  { translate }: ContractLocalization,
  { reason, status }: Pick<CallRow | OperationRow, 'reason' | 'status'>,
): string | null {
  return reason === null || (status === 'ignored' && !ownReasons.has(reason)) ? reason : translate(reason)
}

function shownPath(call: CallRow): string | null {
  if (call.status === 'unresolved') return call.known ?? call.path
  if (call.status === 'external') return `${call.host ?? ''}${joinPaths(call.basePath ?? '', call.path ?? '')}`
  return call.path
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

function findingFields(
  { translate }: ContractLocalization,
  findings: readonly Finding[],
  section?: 'findings',
): Pick<Row, 'findings' | 'severity' | 'known'> {
  const [gravest] = findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
  if (gravest === undefined) return {}
  return {
    findings: findings.map(({ rule, severity, message, known, fails }) => ({
      rule,
      severity,
      message: translate(message),
      ...(known ? { known } : {}),
      ...(fails ? { fails } : {}),
      ...(section === 'findings' || RULES_WITH_TABLE.has(rule) ? {} : { elsewhere: true as const }),
    })),
    severity: gravest.severity,
    ...(findings.every(({ known }) => known) ? { known: true } : {}),
  }
}

function namesOf(given: GivenNames | null): string | undefined {
  if (given === null) return undefined
  return [...given.names, ...(given.complete ? [] : ['…'])].join(', ')
}

function nameOf({ method, path }: { method: string; path: string }): string {
  return `${method} ${path}`
}

function operationOf(
  { operation, schema }: Pick<Finding, 'operation' | 'schema'>,
  { operations }: Index,
): OperationRow | undefined {
  return operations.get(operation ?? '')?.find((row) => row.schema === schema)
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key !== null) append(groups, key, item)
  }
  return groups
}

/** Drops what says nothing: `null`, `undefined`, '', an empty list. */
function present<T extends object>(values: { [K in keyof T]: T[K] | null | undefined }): T {
  const kept = Object.entries(values).filter(
    ([, value]) =>
      value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  )
  // What T requires is in every caller's object and never empty.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(kept) as T
}
