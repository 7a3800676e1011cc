import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Access } from './access.ts'
import { rawBodyOf, type BodyReader } from './body.ts'
import { ref } from './components.ts'
import { notFound } from './errors.ts'
import { readFields, schemaOf, type Field, type Fields, type JsonSchema, type ValuesOf } from './fields/field.ts'
import { isRecord } from '@m4sh/tools-core/values'
import { operationIdOf, tagOf } from './openapi.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The part of a path in braces. What cannot be one is not found rather than wrong, as Django's paths have it. */
export interface PathParam<Id> {
  readonly name: string
  readonly field: Field<Id>
  /** Of what it is the id; in the code of the 404. */
  readonly kind: string
}

/** What an endpoint answers when all went well. */
export interface Answer {
  readonly status: number
  readonly schema: JsonSchema
}

export function ok(schema: JsonSchema): Answer {
  return { status: 200, schema }
}

export function created(schema: JsonSchema): Answer {
  return { status: 201, schema }
}

export const noContent: Answer = { status: 204, schema: { type: 'null' } }

/** One request. */
export interface Call<Caller, Id, Query, Body> {
  readonly caller: Caller
  readonly id: Id
  readonly query: Query
  /** @throws {ApiError} 400 or 415 */
  readonly readBody: () => Promise<Body>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface EndpointOptions<Caller, Id, Query extends Fields, Body> {
  readonly method: Method
  /** Below `/api`, as the schema writes it: `/lessons/{id}/`. */
  readonly path: string
  readonly summary: string
  readonly access: Access<Caller>
  readonly param?: PathParam<Id>
  readonly query?: Query
  readonly body?: BodyReader<Body>
  readonly answer: Answer
  /** What else it may answer, beside what follows from access, query and body. */
  readonly errors?: readonly number[]
  /** @returns what is sent; `undefined` where nothing is */
  handle(call: Call<Caller, Id, ValuesOf<Query>, Body>): Promise<unknown>
}

/** An endpoint whose types are done with. */
export interface Endpoint {
  readonly method: Method
  /** With the prefix, in the schema's form. */
  readonly path: string
  readonly body: BodyReader<unknown> | null
  readonly route: RouteOptions
  /** @throws {ApiError} where this request may not call it */
  check(request: FastifyRequest): Promise<unknown>
}

export const apiPrefix = '/api'

/** Makes a route of an endpoint, its part of the schema included. */
export function endpoint<Caller, Id = undefined, Query extends Fields = Fields, Body = undefined>(
  options: EndpointOptions<Caller, Id, Query, Body>,
): Endpoint {
  const { method, access, body, answer } = options
  const path = apiPrefix + options.path
  // Whoever it is was found out before the body was read.
  const callers = new WeakMap<FastifyRequest, { readonly caller: Caller }>()
  return {
    method,
    path,
    body: body ?? null,
    check: (request) => access.check(request),
    route: {
      method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      schema: routeSchema(options),
      onRequest: async (request) => {
        callers.set(request, { caller: await access.check(request) })
      },
      handler: async (request, reply) => {
        const known = callers.get(request)
        if (known === undefined) throw new TypeError('the request was not checked')
        const result = await options.handle({ ...readCall(options, request), ...known, request, reply })
        return await reply.code(answer.status).send(result)
      },
    },
  }
}

function readCall<Caller, Id, Query extends Fields, Body>(
  { param, query, body }: EndpointOptions<Caller, Id, Query, Body>,
  request: FastifyRequest,
): Pick<Call<Caller, Id, ValuesOf<Query>, Body>, 'id' | 'query' | 'readBody'> {
  const given = {
    id: param ? readParam(param, request.params) : undefined,
    query: readFields(query ?? {}, lastOfEach(request.query)),
    readBody: async () => await body?.read(rawBodyOf(request.body)),
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a param or a body their types are `undefined`
  return given as Pick<Call<Caller, Id, ValuesOf<Query>, Body>, 'id' | 'query' | 'readBody'>
}

function readParam<Id>({ name, field, kind }: PathParam<Id>, params: unknown): Id {
  const reading = field.read(isRecord(params) ? params[name] : undefined)
  if ('problem' in reading) throw notFound(kind)
  return reading.value
}

/** Of a parameter that is given twice the last one counts, and an empty one counts as not given. */
function lastOfEach(query: unknown): Readonly<Record<string, unknown>> {
  const entries = isRecord(query) ? Object.entries(query) : []
  return Object.fromEntries(
    entries
      .map(([name, value]) => [name, Array.isArray(value) ? (value as readonly unknown[]).at(-1) : value])
      .filter(([, value]) => value !== ''),
  )
}

function routeSchema<Caller, Id, Query extends Fields, Body>(
  options: EndpointOptions<Caller, Id, Query, Body>,
): NonNullable<RouteOptions['schema']> {
  const { method, path, summary, access, param, query, body, answer } = options
  return {
    operationId: operationIdOf(method, path, answer.schema),
    tags: [tagOf(path)],
    summary,
    security: access.security,
    ...(param ? { params: { type: 'object', properties: { [param.name]: paramSchema(param) } } } : {}),
    ...(query ? { querystring: schemaOf(query) } : {}),
    ...(body ? { body: { content: contentOf(body) } } : {}),
    response: { [answer.status]: answer.schema, ...errorSchemas(options) },
  }
}

function paramSchema<Id>({ field, kind }: PathParam<Id>): JsonSchema {
  return { ...field.schema, description: `Identifies this ${kind.toLowerCase()}.` }
}

function contentOf({ name, mediaTypes, rawMediaTypes = [] }: BodyReader<unknown>): JsonSchema {
  return Object.fromEntries([
    ...mediaTypes.map((mediaType) => [mediaType, { schema: ref(name) }] as const),
    ...rawMediaTypes.map((mediaType) => [mediaType, { schema: { type: 'string', format: 'binary' } }] as const),
  ])
}

function errorSchemas<Caller, Id, Query extends Fields, Body>({
  access,
  param,
  query,
  body,
  errors = [],
}: EndpointOptions<Caller, Id, Query, Body>): Record<number, JsonSchema> {
  const statuses = new Set([
    ...access.errors,
    ...errors,
    ...(param ? [404] : []),
    ...(query ? [400] : []),
    ...(body ? [400, 413, 415] : []),
  ])
  return Object.fromEntries(
    [...statuses].map((status) => [status, ref(status === 401 ? 'AuthenticationError' : 'Error')]),
  )
}
