import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTemporaryFolder, startHttpServer, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { loadContract } from '../../src/spec/parse-schema.ts'
import { testDeps } from './test-deps.ts'

let folder: TemporaryFolder
beforeAll(async () => {
  folder = await createTemporaryFolder()
})
afterAll(() => folder.remove())

/** `METHOD path: line` of every operation of a file. */
async function linesOf(files: Record<string, string>, name = Object.keys(files)[0] ?? ''): Promise<string[]> {
  await folder.write(files)
  const { operations } = await loadContract(name, testDeps({ cwd: folder.path }))
  return operations.map(({ method, path, line }) => `${method} ${path}: ${line}`)
}

const yaml = `openapi: 3.0.3
info: { title: T,
  version: '1' }   # paths:
x-note: |
  paths:
    /not/this/: { get: {} }
servers: [{ url: /api }]
paths:
  /a/:
    parameters: []

    get: { responses: {} }
    post:
      summary: paths
      responses: {}
  "/b/": &b
    GET:
    put: { responses: {} }
  /c/: *b
  /d/: { get: { responses: {} }, head: { responses: {} } }
`

test('YAML: the line of the method, or of the path where the method stands elsewhere', async () => {
  expect(await linesOf({ 'schema.yaml': yaml })).toEqual([
    'GET /api/a/: 12',
    'POST /api/a/: 13',
    'PUT /api/b/: 18',
    'PUT /api/c/: 19',
    'GET /api/d/: 20',
    'HEAD /api/d/: 20',
  ])
})

test('JSON, indented, on one line, with what looks like keys in texts', async () => {
  const document = {
    openapi: '3.0.3',
    info: { title: 'paths', version: '"\n{[', description: '\\' },
    tags: ['paths', { name: '/a/' }],
    paths: { '/a/': { parameters: ['get'], get: { responses: {} }, post: { tags: ['x'], responses: {} } } },
  }
  const indented = JSON.stringify(document, null, 2)
  const at = (key: string) => indented.slice(0, indented.indexOf(`"${key}": {`)).split('\n').length
  expect(await linesOf({ 'a.json': indented })).toEqual([`GET /a/: ${at('get')}`, `POST /a/: ${at('post')}`])
  expect(await linesOf({ 'b.json': JSON.stringify(document) })).toEqual(['GET /a/: 1', 'POST /a/: 1'])
  expect(await linesOf({ 'c.json': `\uFEFF\n\n${indented.replaceAll('\n', '\r\n')}` })).toEqual([
    `GET /a/: ${at('get') + 2}`,
    `POST /a/: ${at('post') + 2}`,
  ])
})

test('a path that another document describes stands where it is named', async () => {
  const files = {
    'root.yaml': "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n  /u/: { $ref: ./user.yaml }\n",
    'user.yaml': 'description: x\nget: { responses: {} }\n',
  }
  expect(await linesOf(files)).toEqual(['GET /u/: 4'])
})

test('keys that are no texts', async () => {
  const text = `? { toString: 1 }\n: x\n${yaml.replace('\npaths:\n', '\npaths:\n  ? { valueOf: 1 }\n  : { get: {} }\n')}`
  expect(await linesOf({ 'keys.yaml': text })).toEqual(expect.arrayContaining(['GET /api/a/: 16', 'HEAD /api/d/: 24']))
})

test('aliases of aliases, which would be longer than memory if they were written out', async () => {
  const doubled = Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}]\n`).join('')
  const text = `a0: &a0 [x]\n${doubled}${yaml}  /e/: { get: { tags: *a40 } }\n`
  expect(await linesOf({ 'bomb.yaml': text })).toContain(`GET /api/e/: ${text.split('\n').length - 1}`)
})

describe('unknown', () => {
  test('where the text cannot be read by its own rules', async () => {
    const twice = `${yaml}  /a/: { get: { responses: {} } }\n  /e/: { get: { responses: {} } }\n`
    const lines = await linesOf({ 'twice.yaml': twice })
    // Of two equal keys the last one counts.
    expect(lines).toContain('GET /api/a/: 21')
    expect(lines).toContain('GET /api/e/: null')
    const relaxed = '{"openapi": "3.0.3", "paths": {"/a/": {"get": {"responses": {},}}}}'
    expect(await linesOf({ 'relaxed.json': relaxed })).toEqual(['GET /a/: null'])
  })

  test('of a schema that came over the network', async () => {
    const server = await startHttpServer((_, response) => void response.end(yaml))
    try {
      const { operations } = await loadContract('/schema/', testDeps({ baseUrl: server.url }))
      expect(new Set(operations.map(({ line }) => line))).toEqual(new Set([null]))
    } finally {
      await server.close()
    }
  })
})
