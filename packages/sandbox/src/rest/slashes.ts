import { decodePercent } from '@m4sh/tools-core/values'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint } from './endpoint.ts'
import { apiError, sendError, unknownPath } from './errors.ts'

interface KnownPath {
  readonly pattern: RegExp
  readonly params: number
  readonly endpoints: Endpoint[]
}

/**
 * Answers what no route takes: as Django a path that only lacks its slash, as Django REST Framework a method that the
 * path does not know.
 */
export function answerUnrouted(app: FastifyInstance, endpoints: readonly Endpoint[], isDebug: boolean): void {
  const paths = knownPaths(endpoints)
  const find = (path: string): KnownPath | undefined => paths.find(({ pattern }) => pattern.test(path))
  app.setNotFoundHandler(async (request, reply) => {
    const { path, query } = splitUrl(request)
    const known = find(decodePercent(path))
    if (known) return await answerMethod(known, request, reply)
    if (!path.endsWith('/') && find(decodePercent(`${path}/`)))
      return addSlash(request, reply, { path, query, isDebug })
    return sendError(reply, unknownPath())
  })
}

function knownPaths(endpoints: readonly Endpoint[]): readonly KnownPath[] {
  const paths = new Map<string, KnownPath>()
  for (const endpoint of endpoints) {
    const known = paths.get(endpoint.path)
    if (known) known.endpoints.push(endpoint)
    else paths.set(endpoint.path, { ...patternOf(endpoint.path), endpoints: [endpoint] })
  }
  // `/lessons/my/` is not the lesson "my".
  return [...paths.values()].sort((left, right) => left.params - right.params)
}

function patternOf(path: string): { readonly pattern: RegExp; readonly params: number } {
  const parts = path.split(/\{\w+\}/)
  return { pattern: new RegExp(`^${parts.join('[^/]+')}$`), params: parts.length - 1 }
}

function splitUrl({ raw }: FastifyRequest): { readonly path: string; readonly query: string } {
  const url = raw.url ?? '/'
  const start = url.indexOf('?')
  return start === -1 ? { path: url, query: '' } : { path: url.slice(0, start), query: url.slice(start) }
}

/** Whoever may not call a path is not told what it could be called with. */
async function answerMethod(
  { endpoints: [first, ...others] }: KnownPath,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await first?.check(request)
  const methods = [first, ...others].flatMap((endpoint) => (endpoint ? [endpoint.method] : []))
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  reply.header('allow', allow)
  if (request.method === 'OPTIONS')
    return await reply.send({ renders: ['application/json'], parses: ['application/json'] })
  return sendError(reply, apiError(405, 'METHOD_NOT_ALLOWED', `Method "${request.method}" not allowed.`))
}

const withoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

interface Slashless {
  readonly path: string
  readonly query: string
  readonly isDebug: boolean
}

/** A body would be lost on the way: with DEBUG Django says so, without it redirects all the same. */
function addSlash(request: FastifyRequest, reply: FastifyReply, { path, query, isDebug }: Slashless): FastifyReply {
  if (!isDebug || withoutBody.has(request.method))
    return reply.code(301).header('location', `${path}/${query}`).type('text/html; charset=utf-8').send('')
  const message =
    `You called this URL via ${request.method}, but the URL doesn't end in a slash and you have APPEND_SLASH set. ` +
    `Django can't redirect to the slash URL while maintaining ${request.method} data. ` +
    `Change your form to point to ${path}/ (note the trailing slash), or set APPEND_SLASH=False in your Django settings.`
  return reply.code(500).type('text/plain; charset=utf-8').send(`RuntimeError at ${path}\n${message}\n`)
}
