import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, startHttpServer, type TestServer } from '@m4sh/tools-core/testing'
import { loadContract } from '../../src/spec/parse-schema.ts'
import { MOST_DOCUMENTS } from '../../src/spec/schema-limits.ts'
import { testDeps, type TestDepsOptions } from './test-deps.ts'

let server: TestServer | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

const root = '{"openapi": "3.0.3", "paths": {"/a": {"get": {}}, "/b": {"$ref": "./d0"}}}'

/** Many documents take their time on a busy machine. */
const patient = { timeoutMs: 60_000 }
const patience = 90_000

/** A schema whose reference leads to `./d0`, and what answers there. */
async function failure(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: TestDepsOptions = {},
): Promise<unknown> {
  server = await startHttpServer((request, response) => {
    if (request.url === '/schema') response.end(root)
    else answer(request, response)
  })
  return await loadContract(`${server.url}/schema`, testDeps(options)).catch((error: unknown) => error)
}

test(
  'a chain of documents without an end is given up',
  async () => {
    const error = await failure(({ url = '' }, response) => {
      response.end(JSON.stringify({ x: { $ref: `./d${Number(url.slice(2)) + 1}` } }))
    }, patient)
    expect(error).toMatchObject({
      kind: 'too-large',
      exitCode: 3,
      message: 'The schema refers to more than 500 documents.',
      hint: expect.stringContaining('$ref'),
    })
    expect(server?.requests).toHaveLength(MOST_DOCUMENTS)
  },
  patience,
)

test(
  'documents count together',
  async () => {
    const filler = ' '.repeat(35 * 1024 * 1024)
    const error = await failure(({ url = '' }, response) => {
      response.end(`{"x": {"$ref": "./d${Number(url.slice(2)) + 1}"}}${filler}`)
    }, patient)
    expect(error).toMatchObject({
      kind: 'too-large',
      message: 'The schema is larger than 64 MiB, with all that it refers to.',
    })
    expect(server?.requests).toHaveLength(3)
  },
  patience,
)

test('the time is that of the whole schema, not of each document', async () => {
  // The first answers at once, the second never.
  const error = await failure(() => undefined, { timeoutMs: 300 })
  expect(error).toMatchObject({
    kind: 'timeout',
    exitCode: 3,
    message: 'The schema, with all that it refers to, did not come within 300 ms.',
    hint: 'Give it more time with --timeout.',
  })
})

test('who stops it gets the reason, not a schema', async () => {
  const controller = new AbortController()
  const stopped = new Error('stopped')
  expect(await failure(() => controller.abort(stopped), { signal: controller.signal })).toBe(stopped)
})

test('local files are told before they are read; a device is none', async () => {
  const folder = await createTemporaryFolder({
    'schema.json':
      '{"openapi": "3.0.3", "paths": {"/a": {"get": {}}, "/b": {"$ref": "./b.yaml"}, "/c": {"$ref": "/dev/zero"}}}',
    'b.yaml': 'get: {}',
  })
  try {
    const read: string[] = []
    const { operations, warnings, file } = await loadContract(
      'schema.json',
      testDeps({ cwd: folder.path, onFile: (path) => read.push(path) }),
    )
    expect(operations.map(({ path }) => path)).toEqual(['/a', '/b'])
    expect(warnings).toEqual([expect.stringMatching(/\/c is left out.*\/dev\/zero is no file/)])
    expect(read).toEqual([folder.join('schema.json'), folder.join('b.yaml'), '/dev/zero'])
    expect(file).toBe(folder.join('schema.json'))
  } finally {
    await folder.remove()
  }
})

test('a path that no server takes, and a chain of references, cost only themselves', async () => {
  const chain = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`p${at}`, { $ref: `#/x/p${at + 1}` }]))
  const paths = { '/a': { get: {} }, [`/${'x'.repeat(3000)}`]: { get: {} }, '/chain': { $ref: '#/x/p0' } }
  const { operations, warnings } = await loadContract(
    '-',
    testDeps({ stdin: JSON.stringify({ openapi: '3.0.3', paths, x: chain }) }),
  )
  expect(operations.map(({ path }) => path)).toEqual(['/a'])
  expect(warnings).toEqual([
    expect.stringMatching(/^The path \/x{59}… is left out: it is longer than 2000 characters\.$/),
    expect.stringMatching(/^The path \/chain is left out: .* one of more than 100 in a row\.$/),
  ])
})
