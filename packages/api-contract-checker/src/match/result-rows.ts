import type { CallRow, OperationRow } from '../result.ts'
import type { CallOutcome, EndpointOutcome } from './call-outcome.ts'
import { createFingerprint, withoutNames } from './fingerprint.ts'

/** Lines of a file of one of the frontends; `null` where it cannot be read again. */
export type ReadLines = (frontend: number, file: string) => readonly string[] | null

/** Lines shown before and after the call's own. */
const CONTEXT = 2
/** A minified line is no reading. */
const LONGEST_LINE = 400

export function toCallRows(outcomes: readonly CallOutcome[], readLines?: ReadLines): CallRow[] {
  const fingerprint = createFingerprint()
  return outcomes.map((outcome): CallRow => {
    const { call, id, frontend, status, endpoints, suggestion, reason } = outcome
    return {
      id,
      frontend,
      status,
      method: call.method,
      path: call.path,
      file: call.file,
      line: call.line,
      column: call.column,
      client: call.client,
      basePath: call.basePath,
      host: call.host ?? (status === 'external' ? call.baseHost : null),
      function: call.function,
      uncalled: call.uncalled,
      query: call.query,
      body: call.body,
      operation: endpoints[0]?.name ?? null,
      schema: endpoints[0]?.schema ?? null,
      operations: [...new Set(endpoints.map(({ name }) => name))],
      suggestion: suggestion?.endpoint.name ?? null,
      reason,
      known: status === 'unresolved' ? (call.unresolved?.known ?? call.path) : null,
      fingerprint: fingerprint([
        'call',
        outcome.ownFile,
        call.method,
        withoutNames(call.path ?? call.unresolved?.known ?? null),
      ]),
      code: readLines === undefined ? null : excerpt(readLines(frontend, call.file), call.line),
    }
  })
}

function excerpt(lines: readonly string[] | null, line: number): CallRow['code'] {
  if (lines === null || line < 1 || line > lines.length) return null
  const startLine = Math.max(1, line - CONTEXT)
  const shown = lines.slice(startLine - 1, line + CONTEXT)
  return {
    startLine,
    lines: shown.map((text) => (text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text)),
  }
}

export function toOperationRows(outcomes: readonly EndpointOutcome[]): OperationRow[] {
  return outcomes.map(({ endpoint, calls, maybeCalls }): OperationRow => {
    const { operation, ignored, schema } = endpoint
    return {
      method: operation.method,
      path: operation.path,
      line: operation.line,
      operationId: operation.operationId,
      tags: [...operation.tags],
      deprecated: operation.deprecated,
      summary: operation.summary,
      status: ignored !== null ? 'ignored' : calls.length > 0 ? 'matched' : 'backend-only',
      calls: calls.map(({ id }) => id),
      schema,
      maybeCalls: maybeCalls.map(({ id }) => id),
      reason: ignored,
    }
  })
}
