import { readFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import type { Contract, Operation } from '../../src/spec/operation.ts'
import { loadContract, parseSchema } from '../../src/spec/parse-schema.ts'
import { withinLimits } from '../../src/spec/schema-limits.ts'
import { testDeps } from './test-deps.ts'

const fixtures = fileURLToPath(new URL('../fixtures/schemas/', import.meta.url))

async function fixture(name: string): Promise<Contract> {
  return await loadContract(name, testDeps({ cwd: fixtures }))
}

async function parse(text: string | object): Promise<Contract> {
  const source = {
    text: typeof text === 'string' ? text : JSON.stringify(text),
    shown: 'schema',
    location: pathToFileURL('/x/schema').href,
    trustedOrigin: '',
    file: null,
  }
  return await withinLimits(testDeps(), (deps) => parseSchema(source, deps))
}

function operation({ operations }: Contract, name: string): Operation {
  const found = operations.find(({ method, path }) => `${method} ${path}` === name)
  if (found === undefined)
    throw new RangeError(`no ${name} among ${operations.map(({ method, path }) => `${method} ${path}`).join(', ')}`)
  return found
}

function openApi(paths: object, more: object = {}): object {
  return { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths, ...more }
}

/** Properties of the JSON body that `schema` describes: `name!` required, `name-` read-only; `…` at the end for an open one. */
async function bodyOf(schema: object, components: object = {}): Promise<string> {
  const contract = await parse(
    openApi(
      { '/x/': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
      { components: { schemas: components } },
    ),
  )
  const body = operation(contract, 'POST /x/').body
  const names = [...(body?.properties ?? [])].map(
    ([name, { required, readOnly }]) => `${name}${required ? '!' : ''}${readOnly ? '-' : ''}`,
  )
  return [...names.sort(), ...(body?.closed === true ? [] : ['…'])].join(' ')
}

describe('what a drf-spectacular schema tells', () => {
  test('title, version, operations with their facts', async () => {
    const contract = await fixture('m4sh.yml')
    expect(contract).toMatchObject({
      source: 'm4sh.yml',
      title: 'M4SH API',
      version: '0.14.0',
      openapi: '3.0.3',
      serverPaths: [],
      serverHosts: [],
      warnings: [],
    })
    expect(contract.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/schema/',
      'GET /api/users/me/',
      'POST /api/relations/{id}/accept/',
      'POST /api/relations/{id}/decline/',
      'GET /api/lessons/my/',
      'POST /api/chat/messages/',
      'PATCH /api/chat/messages/{id}/',
      'DELETE /api/chat/messages/{id}/',
    ])
    expect(operation(contract, 'POST /api/relations/{id}/decline/')).toMatchObject({
      operationId: 'relations_decline',
      tags: ['relations'],
      deprecated: true,
      body: null,
      pathParameters: [{ name: 'id', required: true, schema: { type: 'integer' } }],
    })
  })

  test('the view that serves the schema is known by what it answers', async () => {
    const { operations } = await fixture('m4sh.yml')
    expect(operations.filter(({ servesSchema }) => servesSchema).map(({ path }) => path)).toEqual(['/api/schema/'])
  })

  test('a parameter with a default is not required', async () => {
    const { queryParameters } = operation(await fixture('m4sh.yml'), 'GET /api/lessons/my/')
    expect(queryParameters.filter(({ required }) => required).map(({ name }) => name)).toEqual(['from', 'to'])
  })

  test('JSON is preferred to forms; read-only properties and defaults are told', async () => {
    const { body } = operation(await fixture('m4sh.yml'), 'POST /api/chat/messages/')
    expect(body).toMatchObject({ required: true, closed: true })
    expect(Object.fromEntries(body?.properties ?? [])).toEqual({
      id: { required: true, readOnly: true },
      lesson_id: { required: true, readOnly: false },
      text: { required: true, readOnly: false },
      kind: { required: false, readOnly: false },
      author: { required: false, readOnly: true },
      created_at: { required: false, readOnly: true },
    })
  })
})

describe('versions', () => {
  test('Swagger 2.0: basePath, host, body and form parameters, keys in the query', async () => {
    const contract = await fixture('swagger2.json')
    expect(contract).toMatchObject({
      openapi: '2.0',
      serverPaths: ['/v2'],
      serverHosts: ['api.example.org:8443'],
      queryCredentials: ['api_key'],
    })
    expect(operation(contract, 'GET /v2/pets/{petId}').queryParameters.map(({ name }) => name)).toEqual(['page'])
    expect(operation(contract, 'GET /v2/pets/{petId}').pathParameters[0]?.schema).toMatchObject({
      type: 'integer',
      format: 'int64',
    })
    expect([...(operation(contract, 'PUT /v2/pets/{petId}').body?.properties.keys() ?? [])]).toEqual(['name', 'id'])
    expect(Object.fromEntries(operation(contract, 'POST /v2/pets/{petId}').body?.properties ?? [])).toEqual({
      name: { required: true, readOnly: false },
      photo: { required: false, readOnly: false },
    })
  })

  test('OpenAPI 3.2: QUERY, additionalOperations, $self, querystring; webhooks are no operations', async () => {
    const contract = await fixture('openapi32.yml')
    expect(contract.openapi).toBe('3.2.0')
    expect(contract.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'QUERY /v1/api/search',
      'COPY /v1/api/search',
      'GET /v1/api/raw',
    ])
    expect([...(operation(contract, 'QUERY /v1/api/search').body?.properties.keys() ?? [])]).toEqual(['term'])
    expect(operation(contract, 'GET /v1/api/raw').openQuery).toBe(true)
    expect(contract.serverPaths).toEqual(['/v1/api', '/v2/api'])
    expect(contract.serverHosts).toEqual(['eu.example.org', 'us.example.org'])
  })

  test.each([
    ['openapi: 3.0\ninfo: {title: T, version: 1.0}\npaths: {/a: {get: {}}}', '3.0', '1'],
    ['swagger: 2.0\ninfo: {title: T, version: v}\npaths: {/a: {get: {}}}', '2.0', 'v'],
    ['openapi: 4.0.0\npaths: {/a: {get: {}}}', '4.0.0', ''],
    ['info: {title: T, version: v}\npaths: {/a: {get: {}}}', '3.0.0', 'v'],
  ])('%j is read as %s', async (text, openapi, version) => {
    expect(await parse(text)).toMatchObject({ openapi, version })
  })
})

describe('paths and servers', () => {
  test.each([
    ['none', {}, ['/users/']],
    ['an absolute one', { servers: [{ url: 'https://h.example/api/' }] }, ['/api/users/']],
    ['a relative one', { servers: [{ url: '/api' }] }, ['/api/users/']],
    ['a relative one without slash', { servers: [{ url: 'v1' }] }, ['/v1/users/']],
    [
      'a variable with its default',
      { servers: [{ url: 'https://{h}/{v}', variables: { h: { default: 'h.example' }, v: { default: 'v2' } } }] },
      ['/v2/users/'],
    ],
    [
      'a variable without one stays a parameter',
      { servers: [{ url: 'https://h.example/{tenant}' }] },
      ['/{tenant}/users/'],
    ],
    ['several: the first counts', { servers: [{ url: '/a' }, { url: '/b' }] }, ['/a/users/']],
    ['no list', { servers: { url: '/a' } }, ['/users/']],
    ['no address', { servers: [{ url: 'http://[' }, { url: '/b' }] }, ['/b/users/']],
    [
      'a variable that stands in it twice is the same',
      { servers: [{ url: '/{a}/{a}', variables: { a: { default: 'x', enum: ['y'] } } }] },
      ['/x/x/users/'],
    ],
    [
      'a value that names a variable names none',
      { servers: [{ url: '/{a}', variables: { a: { default: '{b}' }, b: { default: 'x' } } }] },
      ['/{b}/users/'],
    ],
    ['more than any address is long', { servers: [{ url: `/${'x'.repeat(3000)}` }, { url: '/b' }] }, ['/b/users/']],
  ])('servers: %s', async (_, more, paths) => {
    const { operations } = await parse(openApi({ '/users/': { get: {} } }, more))
    expect(operations.map(({ path }) => path)).toEqual(paths)
  })

  test('as many variables and servers as may come', async () => {
    const names = Array.from({ length: 60 }, (_, at) => `v${at}`)
    const more = names.map((name, at) => [name, { enum: [`{v${at + 1}}{v${at + 1}}`, `{v${at + 1}}/`] }])
    const url = `/${names.map((name) => `{${name}}`).join('')}`
    const servers = [{ url, variables: Object.fromEntries(more) as object }]
    const { serverPaths } = await parse(openApi({ '/a': { get: {} } }, { servers }))
    expect(serverPaths).toHaveLength(16)
    const many = Array.from({ length: 150_000 }, (_, at) => ({ url: `/${at % 9}` }))
    const contract = await parse(openApi({ '/a': { servers: many, get: {} } }))
    expect(contract.serverPaths).toHaveLength(9)
  })

  test('the server of an operation wins over that of its path, and that over the root', async () => {
    const contract = await parse(
      openApi(
        { '/a': { servers: [{ url: '/path' }], get: {}, post: { servers: [{ url: '/own' }] } }, '/b': { get: {} } },
        { servers: [{ url: '/root' }] },
      ),
    )
    expect(contract.operations.map(({ path }) => path)).toEqual(['/path/a', '/own/a', '/root/b'])
    expect(contract.serverPaths).toEqual(['/root', '/path', '/own'])
  })

  test('a name that is no text', async () => {
    const parameters = [{ toString: 1 }, ['a'], 1].map((name) => ({ in: 'query', name }))
    const contract = await parse(openApi({ '/a': { get: { parameters } } }))
    expect(operation(contract, 'GET /a').queryParameters.map(({ name }) => name)).toEqual([''])
  })

  test('parameters of a path are those of its operations, which may replace them', async () => {
    const parameters = [
      { in: 'query', name: 'page', schema: { type: 'integer' } },
      { in: 'query', name: 'size', required: true },
    ]
    const contract = await parse(
      openApi({ '/a': { parameters, get: { parameters: [{ in: 'query', name: 'size' }] } } }),
    )
    expect(operation(contract, 'GET /a').queryParameters).toEqual([
      { name: 'page', required: false, schema: { type: 'integer', format: null, enum: null, pattern: null } },
      { name: 'size', required: false, schema: null },
    ])
  })

  test('an object in the query stands there by its properties; deepObject by its own name', async () => {
    const schema = { type: 'object', properties: { from: {}, to: {} }, required: ['from'], additionalProperties: false }
    const contract = await parse(
      openApi({
        '/form': { get: { parameters: [{ in: 'query', name: 'range', required: true, schema }] } },
        '/deep': { get: { parameters: [{ in: 'query', name: 'range', style: 'deepObject', schema }] } },
        '/open': {
          get: { parameters: [{ in: 'query', name: 'any', schema: { type: 'object', additionalProperties: true } }] },
        },
      }),
    )
    expect(operation(contract, 'GET /form').queryParameters.map(({ name, required }) => [name, required])).toEqual([
      ['from', true],
      ['to', false],
    ])
    expect(operation(contract, 'GET /deep').queryParameters.map(({ name }) => name)).toEqual(['range'])
    expect(operation(contract, 'GET /open').openQuery).toBe(true)
  })

  test.each([
    [{ type: ['integer', 'null'] }, 'integer'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'integer'],
    [{ allOf: [{ $ref: '#/components/schemas/Id' }] }, 'integer'],
    [{ oneOf: [{ type: 'integer' }, { type: 'string' }] }, undefined],
    [{ type: ['integer', 'string'] }, undefined],
  ])('the type of a parameter %j is %s', async (schema, type) => {
    const contract = await parse(
      openApi(
        { '/a/{id}': { get: { parameters: [{ in: 'path', name: 'id', schema }] } } },
        { components: { schemas: { Id: { type: 'integer' } } } },
      ),
    )
    expect(operation(contract, 'GET /a/{id}').pathParameters[0]?.schema?.type).toBe(type)
  })
})

describe('bodies', () => {
  const components = {
    Base: { type: 'object', required: ['id'], properties: { id: { readOnly: true }, name: {} } },
    Tree: {
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
      allOf: [{ $ref: '#/components/schemas/Tree' }],
    },
    Frozen: { readOnly: true, type: 'string' },
  }
  test.each([
    ['plain', { type: 'object', required: ['a'], properties: { a: {}, b: {} } }, 'a! b'],
    ['silent about its type', { properties: { a: {} } }, 'a'],
    [
      'allOf with a reference',
      { allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['name'], properties: { extra: {} } }] },
      'extra id!- name!',
    ],
    [
      'a reference with neighbours (3.1)',
      { $ref: '#/components/schemas/Base', properties: { extra: {} } },
      'extra id!- name',
    ],
    [
      'oneOf: only what all require',
      {
        oneOf: [
          { properties: { a: {}, b: {} }, required: ['a', 'b'] },
          { properties: { a: {} }, required: ['a'] },
        ],
      },
      'a! b',
    ],
    ['anyOf with null', { anyOf: [{ properties: { a: {} } }, { type: 'null' }] }, 'a'],
    [
      'one of an object and a string',
      { oneOf: [{ type: 'object', properties: { a: {} } }, { type: 'string' }] },
      'a …',
    ],
    ['open', { type: 'object', properties: { a: {} }, additionalProperties: true }, 'a …'],
    ['open by pattern', { type: 'object', properties: { a: {} }, patternProperties: { '^x': {} } }, 'a …'],
    ['any object', { type: 'object' }, '…'],
    ['an object that takes nothing', { type: 'object', additionalProperties: false }, ''],
    ['a list', { type: 'array', items: {} }, '…'],
    ['circular', { $ref: '#/components/schemas/Tree' }, 'children'],
    ['read-only by reference', { properties: { a: { $ref: '#/components/schemas/Frozen' } } }, 'a-'],
    ['required but not described', { type: 'object', required: ['ghost'], properties: { a: {} } }, 'a ghost!'],
    [
      'which properties go together',
      { properties: { a: {}, b: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      'a b',
    ],
    ['broken', { $ref: '#/components/schemas/Gone' }, '…'],
  ])('%s', async (_, schema, wanted) => {
    expect(await bodyOf(schema, components)).toBe(wanted)
  })
})

describe('what is broken costs nothing else', () => {
  test('operations of the same schema are read as far as they go, each fault a warning', async () => {
    const contract = await fixture('broken-operations.yml')
    expect(
      contract.operations.map(({ method, path, openQuery }) => `${method} ${path}${openQuery ? ' …' : ''}`),
    ).toEqual(['GET /fine/', 'GET /params-no-list/ …', 'GET /bad-parameter/ …', 'POST /bad-body/', 'POST /half-body/'])
    expect(operation(contract, 'GET /bad-parameter/').queryParameters.map(({ name }) => name)).toEqual(['kept'])
    expect(operation(contract, 'POST /bad-body/').body).toEqual({
      required: false,
      closed: false,
      properties: new Map(),
    })
    expect(operation(contract, 'POST /half-body/').body?.closed).toBe(false)
    expect(contract.warnings).toEqual([
      'GET /params-no-list/: its `parameters` are no list and are left out.',
      'GET /bad-parameter/: one of its parameters is left out: the reference #/components/parameters/Gone leads nowhere.',
      'POST /bad-body/: its request body is left out: the reference #/components/requestBodies/Gone leads nowhere.',
      'The path /bad-item/ is left out: the reference #/components/pathItems/Gone leads nowhere.',
      'The path /circle/ is left out: the reference #/paths/~1circle~1 leads in a circle.',
      'GET /no-object/ is left out: it is no object.',
      'The path /nothing/ is left out: it holds no operations.',
    ])
  })

  test('very many warnings are cut', async () => {
    const paths = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`/p${at}`, { get: { parameters: 1 } }]))
    const { warnings } = await parse(openApi(paths))
    expect(warnings).toHaveLength(31)
    expect(warnings.at(-1)).toBe('… and 70 more like these.')
  })
})

describe('JSON and YAML, whatever the name says', () => {
  const json = JSON.stringify(openApi({ '/a': { get: {} } }))
  test.each([
    ['JSON with a byte order mark', `\uFEFF${json}`, []],
    ['YAML with comments and merge keys', 'openapi: 3.0.3 # x\nx-base: &b {get: {}}\npaths:\n  /a:\n    <<: *b\n', []],
    [
      'dates, `on`, whole numbers as keys',
      'openapi: 3.0.3\ninfo: {title: T, version: 2024-01-01}\non: 1\npaths: {/a: {get: {responses: {200: {}, default: {}}}}}',
      [],
    ],
    [
      'duplicate keys',
      'openapi: 3.0.3\npaths:\n  /a: {get: {}}\n  /a: {get: {}}\n',
      [expect.stringContaining('a key twice in one mapping (line 4')],
    ],
    [
      'several documents',
      'a: 1\n---\nopenapi: 3.0.3\npaths: {/a: {get: {}}}\n',
      [expect.stringContaining('2 YAML documents')],
    ],
    ['JSON with a trailing comma', `${json.slice(0, -1)},}`, [expect.stringContaining('no valid JSON')]],
  ])('%s', async (_, text, warnings) => {
    const contract = await parse(text)
    expect(contract.operations.map(({ path }) => path)).toEqual(['/a'])
    expect(contract.warnings).toEqual(warnings)
  })

  test('UTF-16, as a Windows shell writes it', async () => {
    const { decodeText } = await import('../../src/spec/decode-text.ts')
    expect(decodeText(Buffer.from(`\uFEFF${json}`, 'utf16le'))).toBe(json)
    expect(decodeText(Buffer.from(`\uFEFF${json}`, 'utf16le').swap16())).toBe(json)
  })

  test.each([
    ['', 'empty', /is empty/],
    ['  \n', 'empty', /is empty/],
    [json.slice(0, -3), 'syntax', /cut off/],
    ['{"openapi": "3.0.3",\n "paths": {"/a": {} "/b": {}}}', 'syntax', /line 2, column \d+/],
    [
      '{"openapi": "3.0.3",\n "paths": {"/a": nonsense: {}}',
      'syntax',
      /"n" is not expected here \(line 2, column 18\)/,
    ],
    ['{"openapi": "3.0', 'syntax', /"\\"" is not expected here \(line 1, column 13\)\. It seems to be cut off/],
    ['openapi: 3.0.3\npaths:\n\t/a: {}\n', 'syntax', /line 3.*never with tabs/s],
    ['openapi: 3.0.3\npaths: [\n', 'syntax', /line \d/],
    ['<?xml version="1.0"?><api/>', 'syntax', /XML/],
    ['<!DOCTYPE html><html><title>M4SH</title><div id="app"></div>', 'html', /web page \("M4SH"\)/],
    ['[1, 2]', 'not-openapi', /a list of 2/],
    ['"text"', 'not-openapi', /a string/],
    ['null', 'not-openapi', /null/],
    ['{"detail": "Not found."}', 'not-openapi', /it says "Not found\."/],
    ['{"a": 1, "b": 2}', 'not-openapi', /the keys "a", "b"/],
    [JSON.stringify(openApi({})), 'no-paths', /names no path/],
    ['{"openapi": "3.1.0", "webhooks": {"x": {"post": {}}}}', 'no-paths', /names no path/],
    [JSON.stringify(openApi({ '/a': { parameters: [] } })), 'no-paths', /1 paths, but no operation/],
  ])('%j is refused as %s', async (text, kind, message) => {
    const error: unknown = await parse(text).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      name: 'SchemaError',
      kind,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/--|manage\.py/),
    })
  })
})

describe('references across files', () => {
  test('are followed from the file they stand in; a lost one costs only what needs it', async () => {
    const contract = await fixture('split/openapi.yml')
    expect(operation(contract, 'GET /users/{id}/').pathParameters).toEqual([
      { name: 'id', required: true, schema: { type: 'string', format: 'uuid', enum: null, pattern: null } },
    ])
    expect([...(operation(contract, 'POST /notes/').body?.properties.keys() ?? [])]).toEqual(['text', 'parent'])
    expect(operation(contract, 'POST /lost/').body?.closed).toBe(false)
  })

  test('one that is no address costs only what needs it, however deep the rest is', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const contract = await parse(
      `{"openapi": "3.0.3", "paths": {
        "/a": {"post": {"requestBody": {"$ref": "http://["}}},
        "/b": {"post": {"requestBody": {"$ref": "file:///x/gone.yaml#/b"}}},
        "/c": {"$ref": "//[::1"}, "/d": {"$ref": "schema#/paths/~1a"}
      }, "x": ${nested}}`,
    )
    expect(contract.operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /a',
      'POST /b',
      'POST /d',
    ])
    expect(contract.warnings).toEqual([
      'POST /a: its request body is left out: the reference http://[ is no address.',
      expect.stringContaining('gone.yaml#/b could not be read: there is no such file'),
      'The path /c is left out: the reference //[::1 is no address.',
      'POST /d: its request body is left out: the reference http://[ is no address.',
    ])
  })

  test('text and file agree', async () => {
    const text = await readFile(`${fixtures}split/openapi.yml`, 'utf8')
    const location = pathToFileURL(`${fixtures}split/openapi.yml`).href
    const schema = { text, shown: 'split/openapi.yml', location, trustedOrigin: '', file: fileURLToPath(location) }
    const parsed = await withinLimits(testDeps(), (deps) => parseSchema(schema, deps))
    expect(parsed).toEqual(await fixture('split/openapi.yml'))
  })
})
