import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { components } from './components.ts'
import type { JsonSchema } from './fields/field.ts'
import { isRecord } from '@m4sh/tools-core/values'

/** Collects the routes that are added after it into an OpenAPI document. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: { title: 'M4SH API', version: '0.14.0', description: 'The M4SH platform, as the sandbox plays it.' },
      components: { securitySchemes: { jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    refResolver: { buildLocalReference: ({ $id }) => (typeof $id === 'string' ? $id : '') },
  })
  for (const component of components) app.addSchema(component)
}

/** The document as drf-spectacular would have written it. */
export function openApiDocument(app: FastifyInstance): JsonSchema {
  const { openapi, info, paths, components: parts } = asRecord(JSON.parse(JSON.stringify(app.swagger())))
  const { schemas, ...others } = asRecord(parts)
  const sorted = Object.entries(asRecord(schemas)).sort(([left], [right]) => (left < right ? -1 : 1))
  const tidy = (operation: unknown): JsonSchema => tidyOperation(asRecord(operation), asRecord(schemas))
  return {
    openapi,
    info,
    paths: mapValues(asRecord(paths), (path) => mapValues(asRecord(path), tidy)),
    components: { schemas: Object.fromEntries(sorted), ...others },
  }
}

/** @fastify/swagger has no words for answers, and takes every body for required, even one without required fields. */
function tidyOperation({ requestBody: body, responses, ...rest }: JsonSchema, schemas: JsonSchema): JsonSchema {
  return {
    ...rest,
    ...(body === undefined ? {} : { requestBody: { ...asRecord(body), ...requiredIn(asRecord(body), schemas) } }),
    responses: mapValues(asRecord(responses), (answer, status) => ({
      ...asRecord(answer),
      description: STATUS_CODES[status] ?? '',
    })),
  }
}

function requiredIn(body: JsonSchema, schemas: JsonSchema): JsonSchema {
  const [content] = Object.values(asRecord(body['content']))
  const { $ref: pointer } = asRecord(asRecord(content)['schema'])
  const { required } = asRecord(schemas[String(pointer).replace('#/components/schemas/', '')])
  return { required: required !== undefined }
}

function mapValues(record: JsonSchema, change: (value: unknown, key: string) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}

function asRecord(value: unknown): JsonSchema {
  if (!isRecord(value)) throw new TypeError('the OpenAPI document is not as it should be')
  return value
}

const actions: Readonly<Record<string, string>> = {
  GET: 'retrieve',
  POST: 'create',
  PATCH: 'partial_update',
  DELETE: 'destroy',
}

/** `GET /lessons/my/` is `lessons_my_retrieve`, as drf-spectacular names it. */
export function operationIdOf(method: string, path: string, answer: JsonSchema): string {
  const isList = answer['type'] === 'array' || String(answer['$ref']).startsWith('Paginated')
  const action = method === 'GET' && isList ? 'list' : actions[method]
  return [...namesIn(path), action].join('_')
}

export function tagOf(path: string): string {
  return namesIn(path)[0] ?? ''
}

function namesIn(path: string): readonly string[] {
  const names = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  return names.map((name) => name.replaceAll('-', '_'))
}
