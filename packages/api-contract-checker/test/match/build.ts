import type { ApiCall, ExtractedCalls, PathHole } from '../../src/calls/api-call.ts'
import { compareContract, type CompareOptions, type Comparison } from '../../src/match/compare-contract.ts'
import type { Contract, Operation } from '../../src/spec/operation.ts'

type Parts<T> = Partial<T>

/** An operation from `POST /api/relations/{id}/accept/`; every hole is a parameter without a type. */
export function operation(name: string, parts: Parts<Operation> = {}): Operation {
  const [method = '', path = ''] = name.split(' ')
  const holes = [...path.matchAll(/\{([^{}:]+)/g)].map((match) => match[1] ?? '')
  return {
    method,
    path,
    line: null,
    operationId: null,
    tags: [],
    summary: null,
    deprecated: false,
    pathParameters: holes.map((hole) => ({ name: hole, required: true, schema: null })),
    queryParameters: [],
    openQuery: false,
    body: null,
    servesSchema: false,
    ...parts,
  }
}

/** A parameter of the path that is of a type. */
export function parameter(
  name: string,
  schema: Parts<NonNullable<Operation['pathParameters'][number]['schema']>>,
): Operation['pathParameters'][number] {
  return { name, required: true, schema: { type: null, format: null, enum: null, pattern: null, ...schema } }
}

export function contract(operations: readonly (string | Operation)[], parts: Parts<Contract> = {}): Contract {
  return {
    source: 'schema.yml',
    file: null,
    title: 'T',
    version: '1',
    openapi: '3.0.3',
    operations: operations.map((one) => (typeof one === 'string' ? operation(one) : one)),
    serverPaths: [],
    serverHosts: [],
    queryCredentials: [],
    warnings: [],
    ...parts,
  }
}

/** A call from `GET /users/{id}/` of an axios client without a base path. `{id:number}` declares a type, `*` is an unknown method. */
export function call(text: string, parts: Parts<ApiCall> = {}): ApiCall {
  const [method = '', given = ''] = text.split(' ')
  const holes = [...given.matchAll(/\{([^{}:]+)(?::(\w+))?\}/g)].map((match): PathHole => {
    const [, name = '', type] = match
    return { name, type: type === 'number' || type === 'string' || type === 'boolean' ? type : null }
  })
  return {
    file: 'src/api.js',
    line: 1,
    column: 1,
    method: method === '*' ? null : method,
    path: given.replaceAll(/\{([^{}:]+):\w+\}/g, '{$1}'),
    holes,
    client: 'axios',
    basePath: '',
    strippedPrefixes: [],
    query: null,
    body: null,
    host: null,
    baseHost: null,
    unresolved: method === '*' ? { reason: 'the method is a parameter', known: null } : null,
    function: null,
    uncalled: false,
    ...parts,
  }
}

/** A frontend whose calls stand one below the other. */
export function frontend(calls: readonly (string | ApiCall)[], parts: Parts<ApiCall> = {}): ExtractedCalls {
  const made = calls.map((one, at) =>
    typeof one === 'string' ? { ...call(one, parts), line: at + 1 } : { ...one, line: at + 1 },
  )
  return { root: '/app', folder: '', files: 1, skipped: [], calls: made }
}

export const now = new Date('2026-05-11T12:00:00Z')

export function compare(
  operations: readonly (string | Operation)[] | Contract | readonly Contract[],
  calls: readonly (string | ApiCall)[] | ExtractedCalls | readonly ExtractedCalls[],
  options: Parts<CompareOptions> = {},
): Comparison {
  return compareContract({
    contracts: toContracts(operations),
    frontends: toFrontends(calls),
    options: { now, ...options },
  })
}

function toContracts(given: readonly (string | Operation)[] | Contract | readonly Contract[]): readonly Contract[] {
  if ('operations' in given) return [given]
  const [first] = given
  if (typeof first === 'object' && 'operations' in first)
    return given.filter((one) => typeof one === 'object' && 'operations' in one)
  return [contract(given.filter((one) => typeof one === 'string' || 'method' in one))]
}

function toFrontends(
  given: readonly (string | ApiCall)[] | ExtractedCalls | readonly ExtractedCalls[],
): readonly ExtractedCalls[] {
  if ('calls' in given) return [given]
  const [first] = given
  if (typeof first === 'object' && 'calls' in first)
    return given.filter((one) => typeof one === 'object' && 'calls' in one)
  return [frontend(given.filter((one) => typeof one === 'string' || 'method' in one))]
}

/** `matched → POST /x/` a call, in their order: what a reader of the report sees first. */
export function statuses({ result }: Comparison): string[] {
  return result.calls.map(
    ({ status, operations }) => `${status}${operations.length === 0 ? '' : ` → ${operations.join(', ')}`}`,
  )
}

/** The status of one call against one schema. */
export function statusOf(
  operations: readonly (string | Operation)[],
  one: string | ApiCall,
  options: Parts<CompareOptions> = {},
): string {
  return statuses(compare(operations, [one], options))[0] ?? 'none'
}

/** `rule severity` of every finding. */
export function findings({ result }: Comparison): string[] {
  return result.findings.map(({ rule, severity }) => `${rule} ${severity}`)
}
