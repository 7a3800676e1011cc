import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parseCallPath } from '../../src/match/call-path.ts'
import { compareContract } from '../../src/match/compare-contract.ts'
import { comparePartly } from '../../src/match/partial-comparison.ts'
import { loadContract } from '../../src/spec/parse-schema.ts'
import { testDeps } from '../spec/test-deps.ts'
import { call, compare, contract, findings, frontend, now, operation, statuses } from './build.ts'

const fixtures = fileURLToPath(new URL('../fixtures/schemas/', import.meta.url))

describe('a planted disagreement', () => {
  const names = [
    'GET /users/me/',
    'GET /users/{id}/',
    'PATCH /users/{id}/',
    'POST /lessons/',
    'GET /lessons/my/',
    'POST /chat/messages/',
    'DELETE /chat/messages/{id}/',
  ]
  const below = (list: readonly string[]) => list.map((name) => name.replace(' ', ' /api'))
  const app = frontend(names, { basePath: '/api' })
  const found = (operations: readonly string[]) =>
    compare(below(operations), app).result.findings.map(({ rule, call: id, operation: name }) => [rule, id, name])

  test('nothing planted, nothing found', () => {
    expect(found(names)).toEqual([])
  })
  test.each([
    ['a removed endpoint', names.filter((name) => name !== 'GET /lessons/my/'), [['frontend-only-call', 'c5', null]]],
    [
      'a removed endpoint with a word beside its hole',
      names.filter((name) => name !== 'GET /users/{id}/'),
      [['method-mismatch', 'c2', 'PATCH /api/users/{id}/']],
    ],
    [
      'one that is gone with all its methods',
      names.filter((name) => !name.endsWith('/users/{id}/')),
      [
        ['frontend-only-call', 'c2', null],
        ['frontend-only-call', 'c3', null],
      ],
    ],
    [
      'a changed method',
      names.map((name) => name.replace('POST /lessons/', 'PUT /lessons/')),
      [['method-mismatch', 'c4', 'PUT /api/lessons/']],
    ],
    [
      'a flipped slash',
      names.map((name) => name.replace('POST /chat/messages/', 'POST /chat/messages')),
      [['trailing-slash', 'c6', 'POST /api/chat/messages']],
    ],
    ['an unused endpoint', [...names, 'GET /reports/'], [['backend-only-endpoint', null, 'GET /api/reports/']]],
  ])('%s', (_, operations, wanted) => {
    expect(found(operations)).toEqual(wanted)
  })
  test('all at once', () => {
    const operations = names
      .filter((name) => name !== 'GET /lessons/my/')
      .map((name) =>
        name
          .replace('POST /lessons/', 'PUT /lessons/')
          .replace('DELETE /chat/messages/{id}/', 'DELETE /chat/messages/{id}'),
      )
    expect(found([...operations, 'GET /reports/'])).toEqual([
      ['frontend-only-call', 'c5', null],
      ['method-mismatch', 'c4', 'PUT /api/lessons/'],
      ['trailing-slash', 'c7', 'DELETE /api/chat/messages/{id}'],
      ['backend-only-endpoint', null, 'GET /api/reports/'],
    ])
  })
})

test.each(['m4sh.yml', 'swagger2.json', 'openapi32.yml', 'broken-operations.yml', 'split/openapi.yml'])(
  'every path of %s matches itself, its parameters by any name',
  async (name) => {
    const schema = await loadContract(name, testDeps({ cwd: fixtures }))
    const calls = schema.operations.map(({ method, path }) =>
      call(`${method} ${path.replaceAll(/\{[^{}]*\}/g, '{anything}')}`),
    )
    const { result } = compareContract({ contracts: [schema], frontends: [frontend(calls)], options: { now } })
    expect(result.calls.map(({ status, operation: reached }) => `${status} ${reached}`)).toEqual(
      schema.operations.map(({ method, path }) => `matched ${method} ${path}`),
    )
  },
)

describe('the result', () => {
  const comparison = compare(
    [
      operation('GET /a/{id}/', { tags: ['a'], operationId: 'a_get' }),
      'POST /b/',
      operation('GET /schema/', { servesSchema: true }),
    ],
    [
      call('POST /b', { line: 9 }),
      call('GET /a/{userId}/', { uncalled: true }),
      call('GET /c/'),
      call('GET /x', { host: 'cdn.example' }),
      call('GET /x', { path: null, unresolved: { reason: 'r', known: null } }),
    ],
  )
  test('counts', () => {
    expect(comparison.result.summary).toEqual({
      calls: 5, matched: 1, frontendOnly: 1, methodMismatch: 0, trailingSlash: 1, backendOnly: 0, unresolved: 1, external: 1, ignored: 0,
      uncalled: 1, operations: 3, operationsMatched: 2, operationsIgnored: 1, matchedPercent: 100 / 3, usedPercent: 100,
    }) // prettier-ignore
  })
  test('rows', () => {
    expect(comparison.result.calls[1]).toMatchObject({
      id: 'c2',
      status: 'matched',
      operation: 'GET /a/{id}/',
      operations: ['GET /a/{id}/'],
      suggestion: null,
      reason: null,
    })
    expect(comparison.result.calls[3]).toMatchObject({ status: 'external', reason: 'another host: cdn.example' })
    expect(comparison.result.operations.map(({ status, reason }) => [status, reason])).toEqual([
      ['matched', null],
      ['matched', null],
      ['ignored', 'serves the schema itself'],
    ])
  })
  test('nothing to divide by', () => {
    const { summary } = compare(
      [operation('GET /schema/', { servesSchema: true })],
      [call('GET /x', { host: 'cdn.example' })],
    ).result
    expect(summary).toMatchObject({ matchedPercent: null, usedPercent: null })
  })
  test('no calls, and no call that matches, are said', () => {
    expect(compare(['GET /a/'], []).warnings).toEqual([expect.stringContaining('No call was found in 1 file(s)')])
    expect(compare(['GET /a/'], ['GET /b/']).warnings).toEqual([expect.stringContaining('None of 1 call(s)')])
  })
  test('warnings of several schemas name their schema', () => {
    const odd = contract(['GET /a/'], { source: 'odd.yml', warnings: ['w'] })
    expect(compare(odd, ['GET /a/']).warnings).toEqual(['w'])
    expect(compare([odd, contract(['GET /b/'])], ['GET /a/']).warnings).toEqual(['odd.yml: w'])
  })
  test('calls of several frontends keep their order and place', () => {
    const apps = [frontend(['GET /b/', 'GET /a/']), frontend(['GET /a/'])]
    const { calls } = compare(contract(['GET /a/', 'GET /b/']), apps).result
    expect(calls.map(({ id, frontend: at, path }) => [id, at, path])).toEqual([
      ['c1', 0, '/b/'],
      ['c2', 0, '/a/'],
      ['c3', 1, '/a/'],
    ])
    expect(new Set(calls.map(({ fingerprint }) => fingerprint)).size).toBe(3)
  })
  test('the lines around a call; long ones are cut', () => {
    const lines = ['one', 'two', 'x'.repeat(500), 'four', 'five', 'six']
    const { calls } = compare(['GET /a/'], [call('GET /b/'), call('GET /c/'), call('GET /a/')], {
      readLines: () => lines,
    }).result
    expect(calls[2]?.code).toEqual({ startLine: 1, lines: ['one', 'two', `${'x'.repeat(400)}…`, 'four', 'five'] })
    expect(compare(['GET /a/'], ['GET /a/'], { readLines: () => null }).result.calls[0]?.code).toBeNull()
    expect(compare(['GET /a/'], ['GET /a/']).result.calls[0]?.code).toBeNull()
  })
  test('what was not read yet when a run was stopped is unknown, not empty', () => {
    const { result, warnings } = comparePartly({ contracts: [], frontends: [], options: { now } })
    expect(result).toMatchObject({ schema: null, frontend: null, calls: [], operations: [], findings: [] })
    expect(warnings).toEqual([expect.stringContaining('Stopped before everything was read')])
  })
})

describe('ignore rules', () => {
  const operations = ['GET /api/internal/jobs/', 'POST /api/internal/jobs/{id}/', 'GET /api/users/']
  const calls = ['GET /internal/jobs/', 'DELETE /internal/old/', 'GET /users/']
  const run = (rule: { method?: string; path: string; expires?: string }) =>
    compare(operations, frontend(calls, { basePath: '/api' }), { ignore: [{ reason: 'not ours', ...rule }] })

  test.each([
    [
      'by the path of the schema',
      { path: '/api/internal/**' },
      ['ignored', 'ignored', 'matched'],
      ['ignored', 'ignored', 'matched'],
    ],
    [
      'by the path of the source, calls only',
      { path: '/internal/**' },
      ['ignored', 'ignored', 'matched'],
      ['matched', 'backend-only', 'matched'],
    ],
    [
      'by method',
      { method: 'get, post', path: '/api/internal/**' },
      ['ignored', 'frontend-only', 'matched'],
      ['ignored', 'ignored', 'matched'],
    ],
    [
      'a hole is any segment',
      { path: '/api/internal/jobs/{jobId}/' },
      ['matched', 'frontend-only', 'matched'],
      ['matched', 'ignored', 'matched'],
    ],
    [
      'the slash makes no difference',
      { path: '/api/users' },
      ['matched', 'frontend-only', 'ignored'],
      ['matched', 'backend-only', 'ignored'],
    ],
    [
      'a choice',
      { path: '/api/{users,internal/**}' },
      ['ignored', 'ignored', 'ignored'],
      ['ignored', 'ignored', 'ignored'],
    ],
    [
      'on its last day',
      { path: '/api/users/', expires: '2026-05-11' },
      ['matched', 'frontend-only', 'ignored'],
      ['matched', 'backend-only', 'ignored'],
    ],
    [
      'after its last day',
      { path: '/api/users/', expires: '2026-05-10' },
      ['matched', 'frontend-only', 'matched'],
      ['matched', 'backend-only', 'matched'],
    ],
  ])('%s', (_, rule, ofCalls, ofOperations) => {
    const { result } = run(rule)
    expect(result.calls.map(({ status }) => status)).toEqual(ofCalls)
    expect(result.operations.map(({ status }) => status)).toEqual(ofOperations)
  })

  test('what is ignored says why, gives no finding and moves no percentage', () => {
    const { result } = run({ path: '/api/internal/**' })
    expect(result.calls[1]).toMatchObject({ status: 'ignored', reason: 'not ours' })
    expect(result.findings).toEqual([])
    expect(result.summary).toMatchObject({ ignored: 2, operationsIgnored: 2, matchedPercent: 100, usedPercent: 100 })
  })

  test('rules without use and after their day are named', () => {
    expect(run({ path: '/nowhere/' }).warnings).toEqual(['The ignore rule "/nowhere/" covers nothing; it can go.'])
    expect(run({ method: 'GET', path: '/api/**', expires: '2026-01-01' }).warnings).toEqual([
      'The ignore rule "GET /api/**" expired on 2026-01-01; it ignores nothing any more.',
    ])
  })

  test('unresolved and external calls too', () => {
    const unresolved = call('GET /x', { path: null, unresolved: { reason: 'r', known: '/hooks/{x}' } })
    const ignore = [{ path: '/hooks/**', reason: 'later' }]
    expect(
      statuses(compare(['GET /a/'], [unresolved, call('POST /hooks/in', { host: 'h.example' })], { ignore })),
    ).toEqual(['ignored', 'ignored'])
  })
})

test('an identifier is told by its name, its type, or the word before it', () => {
  const holdsWord = (path: string, types: Parameters<typeof parseCallPath>[1] = []) =>
    parseCallPath(path, types).segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.holdsWord]))
  expect(holdsWord('/categories/{category}/{section}/')).toEqual(['never', 'one-of-several'])
  expect(holdsWord('/x/{user_id}/{publicKey}/{status}/{endpoint}')).toEqual(['never', 'never', 'any', 'any'])
  expect(holdsWord('/x/{state}', [{ name: 'state', type: 'number' }])).toEqual(['never'])
})

test('findings keep to the order of the rules', () => {
  expect(
    findings(
      compare(['GET /unused/', operation('GET /old/', { deprecated: true })], ['GET /old', 'GET /gone/', 'GET /old/']),
    ),
  ).toEqual([
    'frontend-only-call error',
    'trailing-slash warning',
    'backend-only-endpoint info',
    'deprecated-endpoint warning',
  ])
})
