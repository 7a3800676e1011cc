import { describe, expect, test } from '@jest/globals'
import { compare, operation, parameter, statuses, statusOf, call, findings } from './build.ts'

const integer = [parameter('id', { type: 'integer' })]

describe('concrete beats templated, names do not matter', () => {
  test.each([
    ['the same path', ['GET /users/me/', 'GET /users/{id}/'], 'GET /users/me/', 'matched → GET /users/me/'],
    [
      'a hole by another name',
      ['GET /users/me/', 'GET /users/{id}/'],
      'GET /users/{userId}/',
      'matched → GET /users/{id}/',
    ],
    ['a word where the schema has a hole', ['GET /users/{id}/'], 'GET /users/5/', 'matched → GET /users/{id}/'],
    ['from the left, segment by segment', ['GET /{a}/b/c', 'GET /a/{b}/c'], 'GET /a/b/c', 'matched → GET /a/{b}/c'],
    [
      'back to the hole where the word leads nowhere',
      ['GET /a/b/x', 'GET /a/{b}/c'],
      'GET /a/b/c',
      'matched → GET /a/{b}/c',
    ],
    ['another length', ['GET /users/{id}/'], 'GET /users/{id}/notes/', 'frontend-only'],
    ['the root', ['GET /'], 'GET /', 'matched → GET /'],
    ['doubled slashes are one', ['GET /a/b/'], 'GET //a//b/', 'matched → GET /a/b/'],
    ['upper case is another path', ['GET /Users/'], 'GET /users/', 'frontend-only'],
    ['percent signs are decoded', ['GET /caf%C3%A9/{id}'], 'GET /café/1', 'matched → GET /caf%C3%A9/{id}'],
    ['a broken percent sign is text', ['GET /100%/'], 'GET /100%/', 'matched → GET /100%/'],
    ['a query in the template is none of it', ['GET /a?action=x'], 'GET /a', 'matched → GET /a?action=x'],
  ])('%s', (_, operations, one, wanted) => {
    expect(statusOf(operations, one)).toBe(wanted)
  })
})

describe('parts of segments, patterns, holes for several segments', () => {
  test.each([
    [
      'a file type around a hole',
      ['GET /files/{name}.pdf'],
      'GET /files/{file}.pdf',
      'matched → GET /files/{name}.pdf',
    ],
    ['another file type', ['GET /files/{name}.pdf'], 'GET /files/{file}.csv', 'frontend-only'],
    [
      'a part of a segment against a whole hole',
      ['GET /files/{name}'],
      'GET /files/{file}.pdf',
      'matched → GET /files/{name}',
    ],
    ['two holes in a segment', ['GET /x/{a}-{b}/'], 'GET /x/{from}-{to}/', 'matched → GET /x/{a}-{b}/'],
    ['a word against parts', ['GET /x/{a}-{b}/'], 'GET /x/1-2/', 'matched → GET /x/{a}-{b}/'],
    ['a word that lacks the parts', ['GET /x/{a}-{b}/'], 'GET /x/12/', 'frontend-only'],
    [
      'more text is more exact',
      ['GET /f/{n}', 'GET /f/{n}.json', 'GET /f/x-{n}.json'],
      'GET /f/x-1.json',
      'matched → GET /f/x-{n}.json',
    ],
    ['a pattern in the hole', ['GET /u/{id:[0-9]{1,3}}/'], 'GET /u/{id}/', 'matched → GET /u/{id:[0-9]{1,3}}/'],
    ['a pattern with a slash', ['GET /u/{id:a/b}/x'], 'GET /u/{id}/x', 'matched → GET /u/{id:a/b}/x'],
    ['a converter', ['GET /u/{id:int}'], 'GET /u/5', 'matched → GET /u/{id:int}'],
    ['a hole is one segment', ['GET /files/{path}'], 'GET /files/a/b', 'frontend-only'],
    ['unless it says otherwise', ['GET /files/{path:path}'], 'GET /files/a/b', 'matched → GET /files/{path:path}'],
    ['so or so', ['GET /files/{path*}'], 'GET /files/{dir}/{name}', 'matched → GET /files/{path*}'],
  ])('%s', (_, operations, one, wanted) => {
    expect(statusOf(operations, one)).toBe(wanted)
  })
})

describe('a hole of the call that holds a word of the schema', () => {
  const actions = ['POST /relations/{id}/accept/', 'POST /relations/{id}/decline/', 'GET /relations/{id}/notes/']
  test('reaches all words that its method fits', () => {
    expect(statusOf(actions, 'POST /relations/{id}/{action}/')).toBe(
      'matched → POST /relations/{id}/accept/, POST /relations/{id}/decline/',
    )
  })
  test('only where no hole of the schema fits', () => {
    expect(statusOf([...actions, 'POST /relations/{id}/{verb}/'], 'POST /relations/{id}/{action}/')).toBe(
      'matched → POST /relations/{id}/{verb}/',
    )
  })
  test.each([
    'GET /users/{id}/',
    'GET /users/{userId}/',
    'GET /users/{user}/',
    'GET /users/{name:number}/',
    'GET /users/{slug}/',
    'GET /users/{x}/',
    'GET /users/u-{id}/',
  ])('never as an identifier: %s does not hide that the endpoint is gone', (one) => {
    expect(statusOf(['GET /users/me/', 'GET /users/u-me/', 'PATCH /users/me/'], one)).toBe('frontend-only')
  })
  test('a single word is no choice, unless the name says that it is one', () => {
    expect(statusOf(['GET /users/me/', 'PUT /users/all/'], 'GET /users/{section}/')).toBe('frontend-only')
    expect(statusOf(['GET /users/me/', 'GET /users/all/'], 'GET /users/{section}/')).toBe(
      'matched → GET /users/me/, GET /users/all/',
    )
    expect(statusOf(['POST /users/block/'], 'POST /users/{action}/')).toBe('matched → POST /users/block/')
  })
  test('a wrong method says what the words take', () => {
    expect(statusOf(actions, 'PUT /relations/{id}/{action}/')).toBe(
      'method-mismatch → POST /relations/{id}/accept/, POST /relations/{id}/decline/, GET /relations/{id}/notes/',
    )
  })
  test('parts of a segment', () => {
    const operations = ['GET /export/csv-full/', 'GET /export/pdf-full/', 'GET /export/pdf/']
    expect(statusOf(operations, 'GET /export/{format}-full/')).toBe(
      'matched → GET /export/csv-full/, GET /export/pdf-full/',
    )
  })
  test('nothing but holes says nothing', () => {
    expect(statusOf(actions, 'POST /{resource}/{id}/{action}/')).toBe('unresolved')
    expect(statusOf(['GET /{slug}/'], 'GET /{page}/')).toBe('matched → GET /{slug}/')
  })
})

describe('methods', () => {
  const operations = ['GET /users/me/', 'PATCH /users/{id}/', 'POST /users/']
  test.each([
    ['a mismatch says what there is', 'DELETE /users/me/', 'method-mismatch → GET /users/me/'],
    ['not before every template was tried', 'PATCH /users/me/', 'matched → PATCH /users/{id}/'],
    ['HEAD is answered by GET', 'HEAD /users/me/', 'matched → GET /users/me/'],
    ['OPTIONS is never a finding', 'OPTIONS /users/me/', 'ignored'],
    ['nor where nothing is', 'OPTIONS /nowhere/', 'ignored'],
    ['an unknown method matches any', '* /users/', 'matched → POST /users/'],
    ['an unknown method without a path is no finding', '* /nowhere/', 'unresolved'],
  ])('%s', (_, one, wanted) => {
    expect(statusOf(operations, one)).toBe(wanted)
  })
  test('a template whose parameter cannot be the word does not count as one that fits', () => {
    const typed = ['GET /users/me/', operation('PATCH /users/{id}/', { pathParameters: integer })]
    expect(statusOf(typed, 'PATCH /users/me/')).toBe('method-mismatch → GET /users/me/')
    expect(statusOf(typed, 'PATCH /users/5/')).toBe('matched → PATCH /users/{id}/')
  })
})

describe('the slash at the end', () => {
  test.each([
    ['missing', ['GET /a/'], 'GET /a', 'trailing-slash → GET /a/'],
    ['too many', ['GET /a'], 'GET /a/', 'trailing-slash → GET /a'],
    ['both are there', ['GET /a', 'GET /a/'], 'GET /a', 'matched → GET /a'],
    ['after a hole', ['PUT /a/{id}/'], 'PUT /a/{id}', 'trailing-slash → PUT /a/{id}/'],
    ['before a wrong method', ['GET /a', 'POST /a/'], 'POST /a', 'trailing-slash → POST /a/'],
    ['of the word, before a hole', ['GET /a/me', 'GET /a/{id}/'], 'GET /a/me/', 'trailing-slash → GET /a/me'],
  ])('%s', (_, operations, one, wanted) => {
    expect(statusOf(operations, one)).toBe(wanted)
  })
  test('the endpoint is in use all the same', () => {
    const { result } = compare(['POST /a/'], ['POST /a'])
    expect(result.operations).toMatchObject([{ status: 'matched', calls: ['c1'] }])
    expect(findings({ result, warnings: [] })).toEqual(['trailing-slash error'])
  })
})

describe('what cannot be compared', () => {
  test('an unresolved call is no finding, and endpoints tell that it may reach them', () => {
    const unresolved = call('POST /x', {
      path: null,
      unresolved: { reason: 'the action is a parameter', known: '/relations/{id}/{action}' },
    })
    const comparison = compare(
      ['POST /api/relations/{id}/accept', 'GET /api/relations/{id}/notes', 'POST /api/users/'],
      [{ ...unresolved, basePath: '/api' }],
    )
    expect(statuses(comparison)).toEqual(['unresolved'])
    expect(comparison.result.calls[0]).toMatchObject({
      reason: 'the action is a parameter',
      known: '/relations/{id}/{action}',
    })
    expect(comparison.result.operations.map(({ maybeCalls }) => maybeCalls)).toEqual([['c1'], [], []])
    expect(comparison.result.findings.map(({ message }) => message)).toEqual([
      'No call reaches POST /api/relations/{id}/accept. It could be reached by an unresolved call.',
      'No call reaches GET /api/relations/{id}/notes.',
      'No call reaches POST /api/users/.',
    ])
  })

  test('what is known of it may hold several segments, or stand behind an unknown base', () => {
    const unresolved = (known: string) =>
      call('GET /x', { path: null, basePath: null, unresolved: { reason: 'r', known } })
    const maybe = (known: string) =>
      compare(['GET /api/v1/board/{id}/snapshot/', 'GET /api/v1/users/'], [unresolved(known)]).result.operations.map(
        ({ maybeCalls }) => maybeCalls.length,
      )
    expect(maybe('{base}/board/{rest}')).toEqual([1, 0])
    expect(maybe('/board/{rest}/')).toEqual([1, 0])
    expect(maybe('{url}')).toEqual([0, 0])
    expect(maybe('/users/{id}/')).toEqual([0, 1])
  })

  test('a host is known by half of its paths, not by a path that is on every host', () => {
    const there = (text: string) => call(text, { host: 'prod.example' })
    const operations = ['GET /api/users/me/', 'GET /api/v1/users/']
    expect(
      statuses(compare(operations, [there('GET /api/users/me/'), there('GET /api/lessons/my/'), call('GET /x')])),
    ).toEqual(['matched → GET /api/users/me/', 'frontend-only', 'frontend-only'])
    expect(statusOf(operations, there('GET /v1/users/'))).toBe('external')
  })

  test('another host is external; those of servers, of the base URL, and those the schema plainly knows are not', () => {
    const there = (host: string, text = 'GET /api/users/me/') => call(text, { host })
    const operations = ['GET /api/users/me/', 'GET /api/lessons/my/', 'GET /pay/']
    expect(statusOf(operations, there('pay.example.org', 'GET /pay/'))).toBe('external')
    expect(statusOf(operations, there('h.example:8000'), { ownHosts: ['h.example:8000'] })).toMatch('matched')
    expect(statusOf(operations, there('127.0.0.1:8000', 'GET /pay/'), { ownHosts: ['localhost:8000'] })).toMatch(
      'matched',
    )
    const concluded = compare(operations, [
      there('prod.example'),
      there('prod.example', 'GET /api/lessons/my/'),
      there('cdn.example', 'GET /x.png'),
      call('GET /pay/'),
    ])
    expect(statuses(concluded).map((status) => status.split(' ')[0])).toEqual([
      'matched',
      'matched',
      'external',
      'matched',
    ])
    expect(concluded.result.prefixes.reason).toContain('prod.example counts as the backend')
  })

  test('a host that takes most of the calls is the backend, however little the schema knows of it', () => {
    const there = (text: string) => call(text, { host: 'api.example' })
    const calls = [there('GET /a/'), there('GET /b/'), there('GET /c/')]
    const own = compare(['GET /x/'], calls)
    expect(statuses(own)).toEqual(['frontend-only', 'frontend-only', 'frontend-only'])
    expect(own.result.prefixes.reason).toContain('api.example counts as the backend, since most calls go there')
    expect(statuses(compare(['GET /x/'], [...calls, 'GET /x/', 'GET /y/', 'GET /z/'])).slice(0, 3)).toEqual([
      'external',
      'external',
      'external',
    ])
  })

  test('short paths are known together, where one alone is on every host', () => {
    const there = (text: string) => call(text, { host: 'api.example' })
    const operations = ['GET /users/', 'GET /posts/', 'GET /tags/']
    const relative = ['GET /r1/', 'GET /r2/', 'GET /r3/']
    expect(statuses(compare(operations, [there('GET /users/'), ...relative]))[0]).toBe('external')
    expect(statuses(compare(operations, [...operations.map(there), ...relative])).slice(0, 3)).toEqual([
      'matched → GET /users/',
      'matched → GET /posts/',
      'matched → GET /tags/',
    ])
  })

  test.each([
    ["a client's base URL", { baseHost: 'maps.example' }],
    ["a developer's machine", { host: 'localhost:3000' }],
    ["a developer's machine by its name", { host: 'api.shop.local' }],
  ])('%s is the backend until the schema knows all but its calls', (_, place) => {
    const there = (text: string) => call(text, { basePath: '/api', ...place })
    const operations = ['GET /api/users/', 'GET /api/lessons/my/']
    // Nothing else is there, or nothing else is known: what is missing must not hide.
    expect(statuses(compare(operations, [there('GET /tiles/')]))).toEqual(['frontend-only'])
    expect(statuses(compare(operations, [there('GET /tiles/'), 'GET /other/']))).toEqual([
      'frontend-only',
      'frontend-only',
    ])
    const beside = compare(operations, [there('GET /tiles/'), 'GET /api/users/'])
    expect(statuses(beside)).toEqual(['external', 'matched → GET /api/users/'])
    const [host] = Object.values(place)
    expect(beside.result.calls[0]).toMatchObject({ host, reason: `another host: ${host}` })
  })

  test('the base URL of a client is the backend as soon as one of its paths is', () => {
    const there = (text: string) => call(text, { baseHost: 'api.example', basePath: '/api' })
    expect(
      statuses(compare(['GET /api/users/', 'GET /api/x/'], [there('GET /users/'), there('GET /gone/'), 'GET /api/x/'])),
    ).toEqual(['matched → GET /api/users/', 'frontend-only', 'matched → GET /api/x/'])
  })
})
