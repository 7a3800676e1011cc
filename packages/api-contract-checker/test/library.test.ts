import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTemporaryFolder, startHttpServer, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { BaselineError, checkContract, ExpectedError, RunError, SchemaError, UsageError } from '../src/index.ts'

const schema = "openapi: 3.0.3\ninfo: { title: Rooms, version: '1' }\npaths: { /rooms/: { get: { responses: {} } } }\n"
let folder: TemporaryFolder

beforeEach(async () => {
  folder = await createTemporaryFolder({
    'package.json': '{}',
    'src/api.js': "fetch('/rooms/')\nfetch('/halls/')\n",
    'empty/api.js': 'export const answer = 42\n',
    'schema.yaml': schema,
  })
})
afterEach(() => folder.remove())

const pair = () => ({ frontends: [folder.join('src')], schemas: [folder.join('schema.yaml')] })

test('one call, nothing else', async () => {
  const { result, warnings, interrupted, newBaseline } = await checkContract(pair())
  expect({ warnings, interrupted, newBaseline }).toEqual({ warnings: [], interrupted: false, newBaseline: null })
  expect(result.summary).toMatchObject({ calls: 2, matched: 1, frontendOnly: 1 })
  expect(result.findings.map(({ rule, fails }) => `${rule} ${fails}`)).toEqual(['frontend-only-call true'])
})

test('a backend that runs in two places is asked once', async () => {
  const base = "const BASE = import.meta.env.DEV ? 'http://localhost:8000' : ''\nfetch(`${BASE}/rooms/`)\n"
  await folder.write({ 'src/api.js': base })
  const { result } = await checkContract(pair())
  expect(result.calls.map(({ id, status, path }) => ({ id, status, path }))).toEqual([
    { id: 'c1', status: 'matched', path: '/rooms/' },
  ])
})

test('over the network, with a token for the base URL alone', async () => {
  const server = await startHttpServer((_, response) => response.end(schema))
  const other = await startHttpServer((_, response) => response.end(schema))
  try {
    const schemas = ['/api/schema/', `${other.url}/schema`]
    const { result } = await checkContract({ ...pair(), schemas, baseUrl: `${server.url}/api`, token: 't0ken' })
    expect(result.schemas.map(({ source }) => source)).toEqual([`${server.url}/api/schema/`, `${other.url}/schema`])
    expect([...server.requests, ...other.requests].map(({ headers }) => headers.authorization)).toEqual([
      'Bearer t0ken',
      undefined,
    ])
  } finally {
    await server.close()
    await other.close()
  }
})

test('what finds fault can be chosen, and what fails too', async () => {
  const { result } = await checkContract({
    ...pair(),
    rules: { 'frontend-only-call': 'warning' },
    failOn: { severity: null, rules: new Set(['frontend-only-call']) },
  })
  expect(result.findings).toMatchObject([{ severity: 'warning', fails: true }])
})

test('a baseline is given as text; nothing is written', async () => {
  const baseline = folder.join('known.json')
  const { result, newBaseline } = await checkContract({ ...pair(), baseline, updateBaseline: true })
  expect(result).toMatchObject({ baseline: { known: 1, fresh: 0 }, findings: [{ known: true, fails: false }] })
  expect(newBaseline).toContain('"rule":"frontend-only-call"')
  await expect(checkContract({ ...pair(), baseline })).rejects.toThrow(UsageError)
})

test('what it throws is known by its class, its exit code and its hint', async () => {
  await folder.write({ 'known.json': '{' })
  const failure = async (config: Parameters<typeof checkContract>[0]) =>
    await checkContract(config).catch((error: unknown) => error)
  const cases = [
    [await failure({ ...pair(), frontends: [folder.join('nowhere')] }), UsageError, 2],
    [await failure({ ...pair(), frontends: [folder.join('empty')] }), RunError, 3],
    [await failure({ ...pair(), baseline: folder.join('known.json') }), BaselineError, 2],
    [await failure({ ...pair(), schemas: [{ source: 'nowhere.yaml', folder: folder.path }] }), SchemaError, 2],
    [await failure({ ...pair(), schemas: [folder.join('package.json')] }), SchemaError, 3],
    [await failure({ ...pair(), baseUrl: 'localhost:8000' }), UsageError, 2],
  ] as const
  for (const [error, kind, exitCode] of cases) {
    expect(error).toBeInstanceOf(kind)
    expect(error).toBeInstanceOf(ExpectedError)
    expect(error).toMatchObject({ exitCode, hint: expect.stringMatching(/./) })
  }
})

test('a signal stops it; what was done so far is given', async () => {
  const controller = new AbortController()
  const server = await startHttpServer(() => controller.abort())
  try {
    const config = { ...pair(), schemas: [...pair().schemas, `${server.url}/slow`] }
    const { interrupted, result } = await checkContract(config, {}, controller.signal)
    expect({ interrupted, schemas: result.schemas.length }).toEqual({ interrupted: true, schemas: 1 })
  } finally {
    await server.close()
  }
})
