import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, startHttpServer, type TemporaryFolder, type TestServer } from '@m4sh/tools-core/testing'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { loadContract } from '../../src/spec/parse-schema.ts'
import { SchemaError } from '../../src/spec/schema-error.ts'
import { joinToBase, locateSchema } from '../../src/spec/schema-location.ts'
import { testDeps, type TestDepsOptions } from './test-deps.ts'

const schema =
  '{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/api/schema/": {"get": {}}, "/api/a/": {"get": {}}}}'
const open: (TestServer | TemporaryFolder)[] = []

afterEach(async () => {
  for (const one of open.splice(0)) await ('close' in one ? one.close() : one.remove())
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<TestServer> {
  const server = await startHttpServer(answer)
  open.push(server)
  return server
}

async function serveText(body: string, status = 200, headers: Record<string, string> = {}): Promise<TestServer> {
  return await serve((_, response) => response.writeHead(status, headers).end(body))
}

async function failure(source: string, options: TestDepsOptions): Promise<SchemaError> {
  const error: unknown = await loadContract(source, testDeps(options)).catch((reason: unknown) => reason)
  if (error instanceof SchemaError) return error
  throw new TypeError(`no SchemaError: ${String(error)}`)
}

describe('where a schema is', () => {
  const here = { cwd: fileURLToPath(new URL('.', import.meta.url)), baseUrl: 'http://h.example:8000' }
  test.each([
    ['/api/schema/', 'http://h.example:8000/api/schema/'],
    ['/api/schema/?version=v1', 'http://h.example:8000/api/schema/?version=v1'],
    ['https://other.example/s.yml', 'https://other.example/s.yml'],
    [' /api/schema/ ', 'http://h.example:8000/api/schema/'],
  ])('%j is the address %s', (source, url) => {
    expect(locateSchema(source, here)).toEqual({ kind: 'url', url })
  })

  test.each(['schema.yml', './schema.yml', '../x/schema.json', fileURLToPath(import.meta.url), import.meta.url])(
    '%j is a file',
    (source) => {
      expect(locateSchema(source, here).kind).toBe('file')
    },
  )

  test.each(['', 'ftp://h/x', 'http://', 'file://host:port/%zz'])('%j means nothing', (source) => {
    expect(() => locateSchema(source, here)).toThrow(SchemaError)
  })

  test.each([
    ['http://h', 'http://h/api/schema/'],
    ['http://h/', 'http://h/api/schema/'],
    ['http://h/api', 'http://h/api/schema/'],
    ['http://h/school/api/', 'http://h/school/api/schema/'],
  ])('the base %s with or without /api', (base, url) => {
    expect(joinToBase(base, '/api/schema/')).toBe(url)
  })
})

describe('what is asked for', () => {
  test('JSON first, with the token; the source is shown without secrets', async () => {
    const server = await serveText(schema)
    const address = server.url.replace('http://', 'http://me:secret@')
    const contract = await loadContract(
      `${address}/api/schema/?token=abc`,
      testDeps({ baseUrl: server.url, token: 't0ken' }),
    )
    expect(server.requests[0]?.headers.accept).toMatch(
      /^application\/vnd\.oai\.openapi\+json, application\/json,.*yaml/,
    )
    expect(contract.source).not.toMatch(/secret|abc/)
    expect(contract.serverHosts).toEqual([new URL(server.url).host])
    expect(contract.operations.filter(({ servesSchema }) => servesSchema).map(({ path }) => path)).toEqual([
      '/api/schema/',
    ])
  })

  test('the token goes along to the base URL', async () => {
    const server = await serveText(schema)
    await loadContract('/api/schema/', testDeps({ baseUrl: server.url, token: 't0ken' }))
    expect(server.requests[0]?.headers.authorization).toBe('Bearer t0ken')
  })

  test('standard input', async () => {
    const contract = await loadContract('-', testDeps({ stdin: schema }))
    expect(contract).toMatchObject({ source: 'standard input', title: 'T' })
  })

  test('references to other addresses are fetched, the token only to the same origin', async () => {
    const other = await serveText('{"A": {"type": "object", "properties": {"a": {}}}}')
    const body = (ref: string) => ({
      post: { requestBody: { content: { 'application/json': { schema: { $ref: ref } } } } },
    })
    const paths = {
      '/own': body('common.json#/A'),
      '/other': body(`${other.url}/x.json#/A`),
      '/local': body('file:///etc/hosts#/A'),
    }
    const own = await serve((request, response) =>
      response.end(
        request.url === '/api/common.json'
          ? '{"A": {"properties": {"b": {}}}}'
          : JSON.stringify({ openapi: '3.0.3', paths }),
      ),
    )
    const contract = await loadContract(`${own.url}/api/schema.json`, testDeps({ baseUrl: own.url, token: 't0ken' }))
    expect(
      contract.operations.map(({ path, body: shape }) => `${path} ${[...(shape?.properties.keys() ?? [])].join()}`),
    ).toEqual(['/own b', '/other a', '/local '])
    expect(own.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer t0ken', 'Bearer t0ken'])
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})

describe('no schema, and what to do', () => {
  const swaggerUi =
    '<!DOCTYPE html><html><head><title>Swagger</title></head><body><div id="swagger-ui"></div><script>const ui = SwaggerUIBundle({url: "\\u002Fapi\\u002Fschema\\u002F?lang\\u003Den", dom_id: "#swagger-ui"})</script>'
  test.each<[string, string, number, string, RegExp]>([
    ['not allowed', '{"detail":"no"}', 401, 'auth', /--token/],
    ['forbidden', '{"detail":"no"}', 403, 'auth', /--token/],
    ['not there', '', 404, 'not-found', /--schema-url/],
    ['a broken backend', '<html>', 500, 'http-status', /its log/],
    ['a bad request', 'no such version', 400, 'http-status', /--header/],
    ['nothing', '', 200, 'empty', /--schema-url/],
    ['nothing at all', '', 204, 'empty', /--schema-url/],
    ['a login page', '<html><form><input name=p type="password"></form>', 200, 'auth', /--token/],
    ['Swagger UI', swaggerUi, 200, 'html', /from \/api\/schema\/\?lang=en: give that to --schema-url/],
    ['ReDoc', '<html><redoc spec-url="/openapi.json"></redoc>', 200, 'html', /\/openapi\.json/],
    [
      'a page of the frontend',
      '<!doctype html><html><div id=app></div>',
      200,
      'html',
      /--base-url must name the backend/,
    ],
    ['half a schema', schema.slice(0, 60), 200, 'syntax', /again/],
    ['a schema of nothing', '{"openapi": "3.0.3", "paths": {}}', 200, 'no-paths', /--token.*\?version=v1/],
  ])('%s', async (_, body, status, kind, hint) => {
    const server = await serveText(body, status)
    const error = await failure('/api/schema/', { baseUrl: server.url })
    expect(error).toMatchObject({ kind, exitCode: 3 })
    expect(error.hint).toMatch(hint)
    expect(error.message).toContain(status === 204 ? '' : server.url)
  })

  test('a redirect to a login page', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/accounts/login/'))
        response.end('<!doctype html><html><p>Sign in with your school</p></html>')
      else response.writeHead(302, { location: '/accounts/login/?next=/api/schema/swagger-ui/' }).end()
    })
    const error = await failure('/api/schema/', { baseUrl: server.url })
    expect(error.kind).toBe('auth')
    expect(error.message).toContain('/accounts/login/')
  })

  test('nobody listens', async () => {
    const server = await serveText('')
    await server.close()
    const error = await failure('/api/schema/', { baseUrl: server.url })
    expect(error).toMatchObject({ kind: 'unreachable', exitCode: 3 })
    expect(error.hint).toMatch(/--base-url/)
  })

  test('an abort stays what it is', async () => {
    const server = await serveText(schema)
    const stopped = new Error('stopped')
    await expect(
      loadContract('/api/schema/', testDeps({ baseUrl: server.url, signal: AbortSignal.abort(stopped) })),
    ).rejects.toBe(stopped)
  })

  test('files: absent, a folder, empty', async () => {
    const folder = await createTemporaryFolder({ 'empty.yml': '\n', 'deep/x.yml': schema })
    open.push(folder)
    const options = { cwd: folder.path }
    expect(await failure('absent.yml', options)).toMatchObject({ kind: 'missing-file', exitCode: 2 })
    expect(await failure('deep', options)).toMatchObject({ kind: 'missing-file', exitCode: 2 })
    expect(await failure('empty.yml', options)).toMatchObject({ kind: 'empty', exitCode: 3 })
    expect((await loadContract(folder.join('deep', 'x.yml'), testDeps())).operations).toHaveLength(2)
  })
})
