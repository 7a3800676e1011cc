import type { CsvTable } from '@m4sh/tools-core/reporting'
import { append } from './append.ts'
import type { CallRow, ContractResult, Finding, OperationRow, Severity } from './result.ts'

const columns = [
  'id',
  'status',
  'method',
  'path',
  'operation',
  'suggestion',
  'file',
  'line',
  'column',
  'client',
  'uncalled',
  'reason',
  'rules',
  'severity',
  'messages',
  'fails',
] as const

type Cells = { [C in (typeof columns)[number]]?: unknown }

/**
 * A row for each call, with all that was found about it. Below them what is no call's: endpoints that nobody calls, and
 * entries of the baseline that are gone; these have no `id`.
 */
export function contractCsv(result: ContractResult): CsvTable {
  return { columns, rows: rowsOf(result) }
}

function* rowsOf(result: ContractResult): Generator<readonly unknown[]> {
  const ofCalls = new Map<string, Finding[]>()
  const ofEndpoints = new Map<string, Finding[]>()
  for (const finding of result.findings) {
    if (finding.call !== null) append(ofCalls, finding.call, finding)
    else append(ofEndpoints, endpointKey(finding.schema, finding.operation), finding)
  }
  for (const call of result.calls) yield toRow({ ...callCells(call), ...findingCells(ofCalls.get(call.id)) })
  for (const operation of result.operations) {
    const key = endpointKey(operation.schema, nameOf(operation))
    const found = ofEndpoints.get(key)
    ofEndpoints.delete(key)
    if (operation.status === 'backend-only' || found !== undefined)
      yield toRow({ ...endpointCells(operation, result), ...findingCells(found) })
  }
  for (const found of ofEndpoints.values()) yield toRow({ status: 'finding', ...findingCells(found) })
  for (const { description } of result.baseline?.stale ?? [])
    yield toRow({ status: 'gone-from-baseline', messages: description })
}

function callCells(call: CallRow): Cells {
  const { id, status, method, path, operation, suggestion, file, line, column, client, uncalled, reason } = call
  return { id, status, method, path, operation, suggestion, file, line, column, client, uncalled, reason }
}

function endpointCells(operation: OperationRow, { schemas }: ContractResult): Cells {
  const { status, method, path, line, schema, reason } = operation
  const file = schemas[schema]?.file === null ? null : schemas[schema]?.source
  return { status, method, path, operation: nameOf(operation), file, line, reason }
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** Several findings of one row stand in one cell, rules and messages in the same order; their severity is the worst. */
function findingCells(found: readonly Finding[] = []): Cells {
  const [worst] = found.toSorted((a, b) => ranks[a.severity] - ranks[b.severity])
  if (worst === undefined) return {}
  return {
    rules: found.map(({ rule }) => rule).join('; '),
    severity: worst.severity,
    messages: found.map(({ message }) => message).join(' | '),
    fails: found.some(({ fails }) => fails),
  }
}

function toRow(cells: Cells): readonly unknown[] {
  return columns.map((column) => cells[column])
}

function nameOf({ method, path }: Pick<OperationRow, 'method' | 'path'>): string {
  return `${method} ${path}`
}

function endpointKey(schema: number | null, operation: string | null): string {
  return `${schema} ${operation}`
}
