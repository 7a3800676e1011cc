import { isRecord } from '@m4sh/tools-core/values'
import { say, untitled } from '../language/phrases.ts'
import type { Contract, Operation } from './operation.ts'
import { OperationLines } from './operation-lines.ts'
import { parseDocument, type JsonObject } from './parse-document.ts'
import { readOperations } from './read-operations.ts'
import { readPipedSchema, readSchemaSource } from './read-schema-source.ts'
import { createReferences } from './references.ts'
import type { SchemaDeps, SchemaText } from './schema-deps.ts'
import { gatherDocuments, withoutFragment } from './schema-documents.ts'
import { SchemaError } from './schema-error.ts'
import { withinLimits, type LimitedDeps } from './schema-limits.ts'
import { locateSchema } from './schema-location.ts'
import { readServers, readSwaggerServers, type Server } from './servers.ts'

/** A schema with very many faults says the same thing very often. */
const MOST_WARNINGS = 30

/**
 * Reads the schema that `source` names, all that it refers to included.
 * @param source an http(s) address, a path of the server (`/api/schema/`), a file, or `-` for standard input
 * @throws {SchemaError} where there is no schema to compare with
 */
export async function loadContract(source: string, deps: SchemaDeps): Promise<Contract> {
  const location = locateSchema(source, deps)
  if (location.kind === 'stdin') {
    // Whoever writes into a pipe takes the time that it takes: the clock runs from then on.
    const piped = await readPipedSchema(location.url, deps)
    return await withinLimits(deps, (limited) => parseSchema(piped, limited))
  }
  return await withinLimits(deps, async (limited) =>
    parseSchema(await readSchemaSource(location, source, limited), limited),
  )
}

/**
 * Reads OpenAPI 2.0, 3.0, 3.1 and 3.2, and what later versions of 3 keep of them. Never validates: a backend whose schema
 * breaks a rule is compared all the same, and what is odd about it is a warning.
 * @throws {SchemaError} `syntax`, `html`, `not-openapi`, `no-paths`, `timeout`, `too-large`
 */
export async function parseSchema(schema: SchemaText, deps: LimitedDeps): Promise<Contract> {
  const warnings: string[] = []
  // Of what is no file of this machine nobody can open a line.
  const lines = schema.file === null ? undefined : new OperationLines()
  const document = asOpenApi(parseDocument(schema.text, { shown: schema.shown, warnings, lines }), schema.shown)
  const openapi = versionOf(document)
  const isSwagger = document['swagger'] !== undefined && document['openapi'] === undefined
  const references = createReferences(await gatherDocuments(document, schema, deps))
  const servers = isSwagger
    ? readSwaggerServers(document, schema.location, warnings)
    : readServers(document['servers'], schema.location, warnings)
  const base = withoutFragment(schema.location)
  const scope = { references, location: schema.location, isSwagger, servers, warnings, lines }
  const read = readOperations({ value: document['paths'], base }, scope)
  const operations = withoutRepeats(read.operations, warnings)
  if (operations.length === 0) throw noPaths(document, schema.shown, warnings)
  const allServers = [...servers, ...read.servers]
  return {
    source: schema.shown,
    file: schema.file,
    ...titleOf(document),
    openapi,
    operations: markSchemaView(operations, schema.location),
    serverPaths: [...new Set(allServers.map(({ path }) => path).filter((path) => path !== ''))],
    serverHosts: hostsOf(allServers, schema.location),
    queryCredentials: queryCredentials(document),
    warnings: capped(warnings),
  }
}

function asOpenApi(document: unknown, shown: string): JsonObject {
  if (isRecord(document) && (document['openapi'] !== undefined || document['swagger'] !== undefined)) return document
  if (isRecord(document) && isRecord(document['paths'])) return { openapi: '3.0.0', ...document }
  throw new SchemaError(
    'not-openapi',
    `${shown} is no OpenAPI document: ${whatItIs(document)}, where \`openapi\` (or \`swagger\`) and \`paths\` were wanted.`,
    'Check the address: --schema-url names the schema, --base-url the backend. drf-spectacular serves it mostly at /api/schema/.',
  )
}

function whatItIs(document: unknown): string {
  if (Array.isArray(document)) return `it is a list of ${document.length}`
  if (!isRecord(document)) return `it is ${document === null ? 'null' : `a ${typeof document}`}`
  const keys = Object.keys(document)
  if (keys.length === 0) return 'it is an empty object'
  const detail = document['detail'] ?? document['error'] ?? document['message']
  if (typeof detail === 'string') return `it says "${detail.slice(0, 200)}"`
  return `it has the keys ${keys
    .slice(0, 6)
    .map((key) => `"${key}"`)
    .join(', ')}${keys.length > 6 ? ', …' : ''}`
}

/** `openapi: 3.0` without quotes is a number in YAML. */
function versionOf(document: JsonObject): string {
  const version = document['openapi'] ?? document['swagger']
  if (typeof version === 'number') return Number.isInteger(version) ? version.toFixed(1) : String(version)
  return typeof version === 'string' ? version : 'unknown'
}

function titleOf({ info }: JsonObject): Pick<Contract, 'title' | 'version'> {
  const { title, version } = isRecord(info) ? info : {}
  return { title: textOf(title) || untitled, version: textOf(version) }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function noPaths(document: JsonObject, shown: string, warnings: readonly string[]): SchemaError {
  const count = isRecord(document['paths']) ? Object.keys(document['paths']).length : 0
  const because = warnings.length === 0 ? '' : ` ${warnings.slice(0, 3).join(' ')}`
  const says = count === 0 ? 'names no path' : `names ${count} paths, but no operation that can be read`
  return new SchemaError(
    'no-paths',
    `${shown} is an OpenAPI document that ${says}, so there is nothing to compare with.${because}`,
    'drf-spectacular leaves out what the asking user may not see (pass --token) and versioned endpoints (ask for them with ?version=v1, or write the file with `manage.py spectacular --api-version v1`).',
  )
}

/** Path item and `additionalOperations` may give one method twice; servers may make two paths one. */
function withoutRepeats(operations: readonly Operation[], warnings: string[]): Operation[] {
  const seen = new Map<string, Operation>()
  for (const operation of operations) {
    const name = `${operation.method} ${operation.path}`
    if (seen.has(name))
      warnings.push(say('{operation} is described twice; the first description counts.', { operation: name }))
    else seen.set(name, operation)
  }
  return [...seen.values()]
}

/** The address that the schema came from is no part of what it describes. */
function markSchemaView(operations: readonly Operation[], location: string): Operation[] {
  if (!/^https?:/.test(location)) return [...operations]
  const path = new URL(location).pathname
  return operations.map((operation) =>
    operation.method === 'GET' && operation.path === path ? { ...operation, servesSchema: true } : operation,
  )
}

/** A schema without servers is served from where it lies. */
function hostsOf(servers: readonly Server[], location: string): string[] {
  const hosts = servers.map(({ host }) => host).filter((host) => host !== null)
  if (servers.length === 0 && /^https?:/.test(location)) hosts.push(new URL(location).host)
  return [...new Set(hosts)]
}

function queryCredentials({ components, securityDefinitions }: JsonObject): string[] {
  const schemes = (isRecord(components) ? components['securitySchemes'] : undefined) ?? securityDefinitions
  if (!isRecord(schemes)) return []
  return Object.values(schemes).flatMap((scheme) =>
    isRecord(scheme) && scheme['in'] === 'query' && typeof scheme['name'] === 'string' ? [scheme['name']] : [],
  )
}

function capped(warnings: readonly string[]): string[] {
  const distinct = [...new Set(warnings)]
  if (distinct.length <= MOST_WARNINGS) return distinct
  return [
    ...distinct.slice(0, MOST_WARNINGS),
    say('… and {#count} more like these.', { count: distinct.length - MOST_WARNINGS }),
  ]
}
