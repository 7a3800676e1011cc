import type { FastifyInstance } from 'fastify'
import type { RestContext } from './context.ts'
import { endpoint, ok, type Endpoint } from './endpoint.ts'
import { apiError, notFound } from './errors.ts'
import { optional, type JsonSchema } from './fields/field.ts'
import { choice } from './fields/text.ts'
import { openApiDocument } from './openapi.ts'

type Format = 'yaml' | 'json'

interface Renderer {
  readonly mediaType: string
  readonly format: Format
}

/** As drf-spectacular has them, the first one for whoever takes anything. */
const renderers = [
  { mediaType: 'application/vnd.oai.openapi', format: 'yaml' },
  { mediaType: 'application/yaml', format: 'yaml' },
  { mediaType: 'application/vnd.oai.openapi+json', format: 'json' },
  { mediaType: 'application/json', format: 'json' },
] as const satisfies readonly Renderer[]

/** `/schema/`: the document of all routes, this one included. */
export function schemaEndpoint({ access, settings }: RestContext, app: FastifyInstance): Endpoint {
  const texts = new Map<Format, string>()
  const render = async (format: Format): Promise<string> => {
    const text = texts.get(format) ?? (await write(openApiDocument(app), format))
    texts.set(format, text)
    return text
  }
  return endpoint({
    method: 'GET',
    path: '/schema/',
    summary: 'OpenApi3 schema for this API. Format can be selected via content negotiation.',
    access: settings.schemaNeedsAuth ? access.users : access.anyone,
    query: { format: optional(anyFormat) },
    answer: ok({ content: Object.fromEntries(renderers.map(describe)) }),
    errors: [404, 406],
    handle: async ({ query, request, reply }) => {
      const { mediaType, format } = chooseRenderer(query.format, request.headers.accept)
      reply.header('vary', 'Accept')
      reply.header('content-disposition', `inline; filename="M4SH API (0.14.0).${format}"`)
      reply.type(format === 'yaml' ? `${mediaType}; charset=utf-8` : mediaType)
      return Buffer.from(await render(format))
    },
  })
}

/** What is none of the formats is not found, not invalid. */
const anyFormat = { ...choice(['yaml', 'json']), read: (given: unknown) => ({ value: String(given) }) }

function describe({ mediaType }: Renderer): readonly [string, JsonSchema] {
  return [mediaType, { schema: { type: 'object', additionalProperties: {} } }]
}

async function write(document: JsonSchema, format: Format): Promise<string> {
  if (format === 'json') return JSON.stringify(document, null, 4)
  const { dump } = await import('js-yaml')
  return dump(document, { noRefs: true, lineWidth: -1 })
}

function chooseRenderer(format: string | undefined, accept = '*/*'): Renderer {
  const candidates = format === undefined ? renderers : renderers.filter((renderer) => renderer.format === format)
  if (candidates.length === 0) throw notFound('Format')
  const accepted = accept.split(',').map((range) => (range.split(';', 1)[0] ?? '').trim().toLowerCase())
  // As Django REST Framework: exact types first, then the wider ones; weights are not looked at.
  for (const matches of [isExact, isSameKind, isAnything])
    for (const renderer of candidates) if (accepted.some((range) => matches(range, renderer.mediaType))) return renderer
  throw apiError(406, 'NOT_ACCEPTABLE', 'Could not satisfy the request Accept header.')
}

function isExact(range: string, mediaType: string): boolean {
  return range === mediaType
}

function isSameKind(range: string, mediaType: string): boolean {
  return range.endsWith('/*') && range !== '*/*' && mediaType.startsWith(range.slice(0, -1))
}

function isAnything(range: string): boolean {
  return range === '*/*' || range === ''
}
