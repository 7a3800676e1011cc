import { describe, expect, test } from '@jest/globals'
import { call, compare, contract, findings, frontend, statuses } from './build.ts'

const api = [
  'GET /api/v1/users/',
  'GET /api/v1/users/{id}/',
  'POST /api/v1/lessons/',
  'GET /api/v1/lessons/{id}/',
  'GET /api/chat/history/',
]
const bare = [
  'GET /v1/users/',
  'GET /v1/users/{id}/',
  'POST /v1/lessons/',
  'GET /v1/lessons/{id}/',
  'GET /chat/history/',
]
const calls = ['GET /v1/users/', 'GET /v1/users/{id}/', 'POST /v1/lessons/', 'GET /chat/history/']

function allMatch(comparison: ReturnType<typeof compare>): boolean {
  return comparison.result.calls.every(({ status }) => status === 'matched')
}

describe('found by themselves', () => {
  test('the base path of the client is part of what is sent', () => {
    const comparison = compare(api, frontend(calls, { basePath: '/api' }))
    expect(allMatch(comparison)).toBe(true)
    expect(comparison.result.prefixes).toMatchObject({
      frontend: '/api',
      backend: '/api',
      reason:
        '/api is the client’s base path; 4 of 4 different paths of axios (/api) are in the schema as they are sent.',
    })
  })

  test('an interceptor takes a prefix off', () => {
    const mixed = ['GET /api/v1/users/', 'GET /v1/users/{id}/', 'POST /api/v1/lessons/', 'GET /chat/history/']
    expect(allMatch(compare(api, frontend(mixed, { basePath: '/api', strippedPrefixes: ['/api'] })))).toBe(true)
  })

  test.each([
    ['the schema leaves the prefix out (a proxy takes it off)', bare, calls, '/api', { frontend: '/api', backend: '' }],
    ['an unknown base path', api, calls, null, { frontend: '/api', backend: '/api' }],
    [
      'an unknown base path, and paths that have it',
      api,
      api.filter((name) => !name.includes('{')),
      null,
      { frontend: '', backend: '' },
    ],
    ['another prefix in front of the proxy', api, calls, '/backend', { frontend: '/backend', backend: '/api' }],
    ['nothing in front, all calls alike', api, calls, '', { frontend: '/api', backend: '/api' }],
  ])('%s', (_, operations, given, basePath, prefixes) => {
    const comparison = compare(operations, frontend(given, { basePath }))
    expect(statuses(comparison).filter((status) => !status.startsWith('matched'))).toEqual([])
    expect(comparison.result.prefixes).toMatchObject(prefixes)
  })

  test('servers of the schema are in front already', () => {
    const served = contract(
      bare.map((name) => name.replace(' ', ' /api')),
      { serverPaths: ['/api'] },
    )
    expect(allMatch(compare(served, frontend(calls, { basePath: '/api' })))).toBe(true)
    expect(allMatch(compare(served, frontend(calls, { basePath: null })))).toBe(true)
  })

  test('servers that double the prefix of the paths', () => {
    const doubled = contract(
      api.map((name) => name.replace(' ', ' /api')),
      { serverPaths: ['/api'] },
    )
    expect(allMatch(compare(doubled, frontend(calls, { basePath: '/api' })))).toBe(true)
  })

  test('three clients, each its own way', () => {
    const mixed = frontend([
      ...calls.map((name) => call(name, { basePath: '/api' })),
      call('GET /api/chat/history/', { client: 'fetch' }),
      call('GET /users/', { client: 'ky', basePath: '/api/v1' }),
    ])
    const comparison = compare(api, mixed)
    expect(allMatch(comparison)).toBe(true)
    expect(comparison.result.prefixes.reason).toMatch(
      / as they are sent\. For ky \(\/api\/v1\): \/api\/v1 in the frontend, \/api\/v1 in the schema\.$/,
    )
  })

  test('two schemas, one of them behind a gateway', () => {
    const schemas = [
      contract(api),
      contract(['GET /orders/', 'GET /carts/{id}/', 'POST /invoices/', 'GET /invoices/{id}/lines/']),
    ]
    const given = [
      ...calls,
      'GET /shop/orders/',
      'GET /shop/carts/{id}/',
      'POST /shop/invoices/',
      'GET /shop/invoices/{id}/lines/',
    ]
    expect(allMatch(compare(schemas, frontend(given, { basePath: '/api' })))).toBe(true)
  })
})

describe('tolerance hides no mistake', () => {
  const understood = calls.map((name) => call(name, { basePath: '/api' }))

  test('a call beside the client that lacks the prefix is a finding that says so', () => {
    const comparison = compare(api, frontend([...understood, call('GET /v1/users/', { client: 'fetch' })]))
    expect(statuses(comparison).at(-1)).toBe('frontend-only')
    expect(comparison.result.findings[0]?.message).toBe(
      'No endpoint answers GET /v1/users/: the prefix /api is missing. With it the call would reach GET /api/v1/users/.',
    )
    expect(comparison.result.calls.at(-1)?.suggestion).toBe('GET /api/v1/users/')
  })

  test('unless that client plainly has another way', () => {
    const own = ['GET /v1/users/', 'GET /v1/users/{id}/', 'POST /v1/lessons/'].map((name) =>
      call(name, { client: 'fetch' }),
    )
    expect(allMatch(compare(api, frontend([...understood, ...own])))).toBe(true)
  })

  test('a path that doubles the base path', () => {
    const comparison = compare(api, frontend([...understood, call('GET /api/chat/history/', { basePath: '/api' })]))
    expect(statuses(comparison).at(-1)).toBe('frontend-only')
    expect(comparison.result.findings[0]?.message).toBe(
      'No endpoint answers GET /api/api/chat/history/: the client puts /api in front of a path that begins with /api already. Without it the call would reach GET /api/chat/history/.',
    )
  })

  test('unless most do (an interceptor out of sight), or the client never doubles it', () => {
    const doubled = ['GET /api/chat/history/', 'GET /api/v1/users/', 'POST /api/v1/lessons/']
    expect(allMatch(compare(api, frontend([...calls, ...doubled], { basePath: '/api' })))).toBe(true)
    expect(
      allMatch(compare(api, frontend([...calls, 'GET /api/chat/history/'], { basePath: '/api', client: 'ofetch' }))),
    ).toBe(true)
  })

  test('a prefix of few endpoints is no prefix', () => {
    const comparison = compare(
      ['GET /users/me/', 'GET /lessons/', 'GET /chat/', 'GET /files/'],
      ['GET /lessons/', 'GET /me/'],
    )
    expect(statuses(comparison)).toEqual(['matched → GET /lessons/', 'frontend-only'])
  })

  test.each([
    [
      'a renamed resource',
      ['GET /api/lessons/my/', 'POST /api/lessons/{id}/cancel/', 'GET /api/users/me/'],
      ['GET /api/lesson/my/'],
      '',
    ],
    ['the only resource', ['GET /lessons/my/', 'GET /lessons/{id}/'], ['GET /my/'], ''],
    [
      'a resource that moved, of a client with an unknown base',
      ['GET /api/users/', 'GET /api/lessons/'],
      ['GET /lessons/', 'GET /old/users/'],
      null,
    ],
  ])('%s is no prefix', (_, operations, given, basePath) => {
    expect(statuses(compare(operations, frontend(given, { basePath }))).at(-1)).toBe('frontend-only')
  })

  test('holes that fit anything are no evidence', () => {
    const comparison = compare(
      ['GET /api/{slug}/', 'GET /api/{slug}/items/', 'POST /api/{slug}/'],
      frontend(['GET /about/'], { basePath: '' }),
    )
    expect(statuses(comparison)).toEqual(['frontend-only'])
  })
})

describe('given', () => {
  test.each([
    ['both', calls, '', { frontendPrefix: '/api', backendPrefix: '/api' }, true],
    ['as they are written', calls, '', { frontendPrefix: 'api/', backendPrefix: 'api' }, true],
    ['only the frontend’s', calls, '', { frontendPrefix: '/api' }, true],
    ['only the backend’s', calls, '', { backendPrefix: '/api' }, true],
    ['paths that have it', ['GET /api/chat/history/'], '/other', { frontendPrefix: '/api' }, true],
    ['wrong ones', calls, '/api', { frontendPrefix: '/x', backendPrefix: '/y' }, false],
  ])('%s', (_, given, basePath, options, matches) => {
    const comparison = compare(api, frontend(given, { basePath }), options)
    expect(allMatch(comparison)).toBe(matches)
  })

  test('are shown as given', () => {
    const { prefixes } = compare(api, frontend(calls), { frontendPrefix: '/api', backendPrefix: '/api' }).result
    expect(prefixes).toMatchObject({
      frontend: '/api',
      backend: '/api',
      reason: expect.stringMatching(/^Both were given: \/api in the frontend, \/api in the schema; \d+ of/),
    })
  })

  test.each([
    [
      { frontendPrefix: '/x', backendPrefix: '/y' },
      { frontend: '/x', backend: '/y' },
      'Both were given: /x in the frontend, /y in the schema; with that, no path of axios (/api) is one of the schema, and they are compared as they are sent.',
    ],
    [
      { backendPrefix: '/y' },
      { frontend: '/api', backend: '/y' },
      '--backend-prefix was given: /y in the schema; with that, no path of axios (/api) is one of the schema, and they are compared as they are sent.',
    ],
  ])('wrongly (%j), the report says that they were given and not found', (options, prefixes, reason) => {
    const { result } = compare(api, frontend(calls, { basePath: '/api' }), options)
    expect(result.prefixes).toEqual({ ...prefixes, reason })
  })

  test('the warning that nothing is reached tells to leave them out', () => {
    const options = { frontendPrefix: '/x', backendPrefix: '/y' }
    expect(compare(api, frontend(calls, { basePath: '/api' }), options).warnings.join()).toContain(
      'Prefixes were given; without --frontend-prefix and --backend-prefix they are looked for.',
    )
    expect(compare(['GET /else/'], frontend(calls, { basePath: '/api' })).warnings.join()).toContain(
      'A prefix that could not be found is set by',
    )
  })

  test('are told though there is no call', () => {
    const { prefixes } = compare(api, frontend([]), { backendPrefix: '/y' }).result
    expect(prefixes).toEqual({
      frontend: '',
      backend: '/y',
      reason: 'There is no call to compare. --backend-prefix was given: /y in the schema.',
    })
  })
})

describe('a version that the schema lacks', () => {
  const operations = ['GET /api/chat/history/', 'GET /api/users/me/']
  test('is said once, with what to do', () => {
    const comparison = compare(operations, frontend([...calls, 'GET /users/me/'], { basePath: '/api' }))
    expect(findings(comparison).filter((rule) => rule.startsWith('frontend-only'))).toHaveLength(3)
    expect(comparison.warnings).toEqual([
      expect.stringMatching(/^3 of 3 calls without an endpoint go below \/v1\/.*\?version=v1.*--api-version v1/),
    ])
  })
  test.each([
    ['few of them', operations, ['GET /v1/a/', 'GET /v1/b/']],
    ['a minority', operations, ['GET /v1/a/', 'GET /v1/b/', 'GET /v1/c/', 'GET /x/', 'GET /y/', 'GET /z/']],
    ['the schema has it', [...operations, 'GET /api/v1/d/'], ['GET /v1/a/', 'GET /v1/b/', 'GET /v1/c/']],
  ])('is not said for %s', (_, schema, given) => {
    const { warnings } = compare(schema, frontend([...given, 'GET /users/me/'], { basePath: '/api' }))
    expect(warnings).toEqual([])
  })
})
