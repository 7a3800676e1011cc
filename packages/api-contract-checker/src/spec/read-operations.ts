import { isRecord } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'
import type { Operation } from './operation.ts'
import type { OperationLines } from './operation-lines.ts'
import { readParameters } from './parameters.ts'
import { BrokenReference, type Located, type LocatedObject, type References } from './references.ts'
import { readRequestBody, readSwaggerBody } from './request-body.ts'
import { readServers, type Server } from './servers.ts'

export interface OperationScope {
  references: References
  /** Address of the schema, which relative servers count from. */
  location: string
  isSwagger: boolean
  /** Of the whole schema. */
  servers: readonly Server[]
  warnings: string[]
  lines: OperationLines | undefined
}

/** No server takes longer ones, and everything that is done with paths is bounded by it. Characters. */
const LONGEST_PATH = 2000

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'])

export interface ReadOperations {
  operations: Operation[]
  /** Of all levels. */
  servers: Server[]
}

/** Every operation of `paths`. What is broken about one costs no other: it is left out, or read as far as it goes. */
export function readOperations(paths: Located, scope: OperationScope): ReadOperations {
  const read: ReadOperations = { operations: [], servers: [] }
  if (!isRecord(paths.value)) return read
  for (const [path, value] of Object.entries(paths.value)) {
    if (path.startsWith('x-') || path === '$ref') continue
    if (path.length > LONGEST_PATH) {
      const facts = { path: path.slice(0, 60), most: LONGEST_PATH }
      scope.warnings.push(say('The path {path}… is left out: it is longer than {#most} characters.', facts))
      continue
    }
    try {
      readPathItem(path, { value, base: paths.base }, scope, read)
    } catch (error) {
      if (!(error instanceof BrokenReference)) throw error
      scope.warnings.push(say('The path {path} is left out: {@why}.', { path, why: error.message }))
    }
  }
  return read
}

function readPathItem(path: string, located: Located, scope: OperationScope, read: ReadOperations): void {
  const { value, base } = scope.references.follow(located)
  if (!isRecord(value)) {
    scope.warnings.push(say('The path {path} is left out: it holds no operations.', { path }))
    return
  }
  // Beside a `$ref` may stand operations of its own, which win.
  const own = isRecord(located.value) && value !== located.value ? located.value : {}
  const items: LocatedObject[] = [
    { value, base },
    { value: own, base: located.base },
  ]
  const servers = items.flatMap((item) => readServers(item.value['servers'], scope.location, scope.warnings))
  for (const server of servers) read.servers.push(server)
  const shared = items.map((item) => ({ value: item.value['parameters'], base: item.base }))
  for (const [method, operation] of operationsOf(items)) {
    const described = operation.value
    if (!isRecord(described)) {
      scope.warnings.push(say('{operation} is left out: it is no object.', { operation: `${method} ${path}` }))
      continue
    }
    const ownServers = readServers(described['servers'], scope.location, scope.warnings)
    for (const server of ownServers) read.servers.push(server)
    const server = ownServers[0] ?? servers[0] ?? scope.servers[0]
    const line = scope.lines?.lineOf(path, method) ?? null
    const at = { method, path: joined(server?.path ?? '', path), line }
    read.operations.push(toOperation(at, { value: described, base: operation.base }, shared, scope))
  }
}

function operationsOf(items: readonly LocatedObject[]): Map<string, Located> {
  const found = new Map<string, Located>()
  for (const { value: item, base } of items) {
    for (const [key, operation] of Object.entries(item))
      if (METHODS.has(key.toLowerCase())) found.set(key.toUpperCase(), { value: operation, base })
    if (!isRecord(item['additionalOperations'])) continue
    for (const [method, operation] of Object.entries(item['additionalOperations']))
      found.set(method.toUpperCase(), { value: operation, base })
  }
  return found
}

function toOperation(
  { method, path, line }: Pick<Operation, 'method' | 'path' | 'line'>,
  { value, base }: LocatedObject,
  shared: readonly Located[],
  { references, isSwagger, warnings }: OperationScope,
): Operation {
  const notes = { operation: `${method} ${path}`, warnings }
  const parameters = readParameters([...shared, { value: value['parameters'], base }], references, notes)
  const body = isSwagger
    ? readSwaggerBody(parameters, references)
    : readRequestBody({ value: value['requestBody'], base }, references, notes)
  return {
    method,
    path,
    line,
    operationId: typeof value['operationId'] === 'string' ? value['operationId'] : null,
    tags: Array.isArray(value['tags']) ? value['tags'].filter((tag) => typeof tag === 'string') : [],
    summary: typeof value['summary'] === 'string' ? value['summary'] : null,
    deprecated: value['deprecated'] === true,
    pathParameters: parameters.path,
    queryParameters: parameters.query,
    openQuery: parameters.openQuery,
    body,
    servesSchema: method === 'GET' && answersWithSchema(value['responses']),
  }
}

/** drf-spectacular's schema view is the only kind that answers with this media type. */
function answersWithSchema(responses: unknown): boolean {
  if (!isRecord(responses)) return false
  return Object.values(responses).some(
    (response) =>
      isRecord(response) &&
      isRecord(response['content']) &&
      Object.keys(response['content']).some((type) => type.startsWith('application/vnd.oai.openapi')),
  )
}

function joined(server: string, path: string): string {
  return `${server}${path.startsWith('/') ? '' : '/'}${path}`
}
