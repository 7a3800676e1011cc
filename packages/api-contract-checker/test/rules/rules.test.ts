import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { ApiCall } from '../../src/calls/api-call.ts'
import { RULES } from '../../src/rules/registry.ts'
import { ruleIds } from '../../src/rules/rule-ids.ts'
import { summaryRows } from '../../src/summary-rows.ts'
import type { BodyShape, Operation } from '../../src/spec/operation.ts'
import { english } from '../languages.ts'
import { call, compare, contract, operation, parameter } from '../match/build.ts'

/** Messages of one rule for calls against operations. */
function messages(
  rule: string,
  operations: readonly (string | Operation)[],
  calls: readonly (string | ApiCall)[],
): string[] {
  const { result } = compare(operations, calls)
  return result.findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, message }) => `${severity}: ${message}`)
}

function query(names: string[], complete = true): Partial<ApiCall> {
  return { query: { names, complete } }
}

function body(names: string[], complete = true): Partial<ApiCall> {
  return { body: { names, complete } }
}

function shape(properties: Record<string, string>, closed = true): BodyShape {
  const entries = Object.entries(properties).map(
    ([name, flags]) => [name, { required: flags.includes('!'), readOnly: flags.includes('-') }] as const,
  )
  return { required: true, closed, properties: new Map(entries) }
}

describe('frontend-only-call', () => {
  const operations = ['GET /api/lessons/my/', 'POST /api/lessons/{id}/cancel/', 'GET /api/users/me/']
  test.each([
    ['GET /api/lesson/my/', 'error: No endpoint answers GET /api/lesson/my/. The nearest is GET /api/lessons/my/.'],
    [
      'POST /api/lessons/{id}/abort/',
      'error: No endpoint answers POST /api/lessons/{id}/abort/. The nearest is POST /api/lessons/{id}/cancel/.',
    ],
    [
      'GET /api/users/me/avatar/',
      'error: No endpoint answers GET /api/users/me/avatar/. The nearest is GET /api/users/me/.',
    ],
    ['GET /api/payments/methods/all/', 'error: No endpoint answers GET /api/payments/methods/all/.'],
    ['GET /api/payments/', 'error: No endpoint answers GET /api/payments/.'],
  ])('%s', (one, message) => {
    expect(messages('frontend-only-call', operations, [one])).toEqual([message])
  })
  test('not for what is there, elsewhere, unknown or ignored', () => {
    const others = [
      call('GET /api/users/me/'),
      call('GET /x', { host: 'cdn.example' }),
      call('GET /x', { path: null, unresolved: { reason: 'r', known: null } }),
      call('OPTIONS /x'),
    ]
    expect(messages('frontend-only-call', operations, others)).toEqual([])
  })
})

describe('method-mismatch', () => {
  test('says which methods there are', () => {
    expect(messages('method-mismatch', ['GET /a/{id}/', 'DELETE /a/{id}/'], ['POST /a/{x}/'])).toEqual([
      'error: /a/{id}/ does not take POST; it takes DELETE and GET.',
    ])
  })
  test('not where another template takes the method', () => {
    expect(messages('method-mismatch', ['GET /a/me/', 'POST /a/{id}/'], ['POST /a/me/'])).toEqual([])
  })
})

describe('trailing-slash', () => {
  test.each([
    [
      'GET',
      'warning: GET /a lacks the slash at the end of GET /a/. Django answers 301, so each call costs a second request.',
    ],
    [
      'POST',
      'error: POST /a lacks the slash at the end of POST /a/. Django answers 301, and the browser follows it with a GET without the body (with DEBUG on, Django fails instead).',
    ],
    ['PATCH', expect.stringMatching(/^error: PATCH \/a lacks the slash/)],
    ['DELETE', expect.stringMatching(/^error: DELETE/)],
  ])('missing, %s', (method, message) => {
    expect(messages('trailing-slash', [`${method} /a/`], [`${method} /a`])).toEqual([message])
  })
  test('one too many', () => {
    expect(messages('trailing-slash', ['GET /a'], ['GET /a/'])).toEqual([
      'warning: GET /a/ ends in a slash, and GET /a does not: servers take these for different addresses, and most answer 404.',
    ])
  })
  test('not where the schema has both', () => {
    expect(messages('trailing-slash', ['GET /a', 'GET /a/'], ['GET /a', 'GET /a/'])).toEqual([])
  })
})

describe('backend-only-endpoint', () => {
  test('an endpoint that nobody calls', () => {
    expect(messages('backend-only-endpoint', ['GET /a/', 'GET /b/'], ['GET /a/'])).toEqual([
      'info: No call reaches GET /b/.',
    ])
  })
  test('not the schema itself, nor what a wrong method plainly meant', () => {
    const operations = [operation('GET /api/schema/', { servesSchema: true }), 'PUT /a/']
    expect(messages('backend-only-endpoint', operations, ['POST /a/'])).toEqual([])
  })
  test.each<[what: string, operations: string[], calls: string[], unused: string[]]>([
    ['a path with one method leaves no choice', ['POST /a/'], ['GET /a/'], []],
    ['but what removes is meant by no other', ['DELETE /a/'], ['GET /a/'], ['DELETE /a/']],
    ['nor is anything else by what removes', ['GET /a/'], ['DELETE /a/'], ['GET /a/']],
    ['a GET means none of what writes', ['DELETE /a/', 'PUT /a/'], ['GET /a/'], ['DELETE /a/', 'PUT /a/']],
    ['a POST means the one that writes', ['DELETE /a/', 'PUT /a/'], ['POST /a/'], ['DELETE /a/']],
    ['not one of two that write', ['PATCH /a/', 'PUT /a/'], ['POST /a/'], ['PATCH /a/', 'PUT /a/']],
    ['but the one that nobody else calls', ['PATCH /a/', 'PUT /a/'], ['POST /a/', 'PUT /a/'], []],
    ['one that is used is no sign for another', ['GET /a/', 'DELETE /a/'], ['GET /a/', 'POST /a/'], ['DELETE /a/']],
  ])('of a path that is called with another method: %s', (_, operations, calls, unused) => {
    const { result } = compare(operations, calls)
    const told = result.findings.filter(({ rule }) => rule === 'backend-only-endpoint')
    expect(told.map(({ operation: name }) => name ?? '').sort()).toEqual(unused)
    // The summary tells how many of the unused ones are no finding of their own.
    const [, backendOnly] = summaryRows(english, result).find(([name]) => name === 'Backend only') ?? []
    const meant = result.summary.backendOnly - unused.length
    const noted = ` (${meant} of them meant by a call with another method)`
    expect(`${backendOnly}`).toBe(`${result.summary.backendOnly}${meant === 0 ? '' : noted}`)
  })
  test('used by any frontend is used', () => {
    const frontends = ['GET /a/', 'GET /b/'].map((name) => ({
      root: '/app',
      folder: '',
      files: 1,
      skipped: [],
      calls: [call(name)],
    }))
    expect(compare(contract(['GET /a/', 'GET /b/']), frontends).result.findings).toEqual([])
  })
})

describe('deprecated-endpoint', () => {
  const old = operation('POST /r/{id}/decline/', { deprecated: true })
  test('a call of it', () => {
    expect(messages('deprecated-endpoint', [old], ['POST /r/{id}/decline/'])).toEqual([
      'warning: POST /r/{id}/decline/ is deprecated.',
    ])
  })
  test('not a call that may mean another', () => {
    expect(messages('deprecated-endpoint', [old, 'POST /r/{id}/accept/'], ['POST /r/{id}/{action}/'])).toEqual([])
  })
})

describe('query parameters', () => {
  const list = operation('GET /lessons/', {
    queryParameters: [
      { name: 'from', required: true, schema: null },
      { name: 'ids[]', required: false, schema: null },
      { name: 'filter', required: false, schema: null },
    ],
  })
  test.each([
    [
      'a name that is not there',
      query(['from', 'form']),
      ['warning: GET /lessons/ has no query parameter "form". It has from, ids[] and filter.'],
    ],
    ['brackets belong to the name before them', query(['from', 'ids', 'filter[status]']), []],
    ['format and _ are taken everywhere', query(['from', 'format', '_']), []],
    [
      'names out of sight do not hide the seen',
      query(['from', 'x'], false),
      ['warning: GET /lessons/ has no query parameter "x". It has from, ids[] and filter.'],
    ],
    ['none given', {}, []],
  ])('unknown: %s', (_, parts, wanted) => {
    expect(messages('unknown-query-parameter', [list], [call('GET /lessons/', parts)])).toEqual(wanted)
  })
  test.each([
    ['not given', query(['filter']), 1],
    ['nothing given', {}, 1],
    ['given', query(['from']), 0],
    ['perhaps given', query([], false), 0],
  ])('missing: %s', (_, parts, count) => {
    const found = messages('missing-query-parameter', [list], [call('GET /lessons/', parts)])
    expect(found).toEqual(
      Array.from(
        { length: count },
        () => 'warning: GET /lessons/ requires the query parameter "from", which the call does not give.',
      ),
    )
  })
  test('an endpoint without any, one that takes more than it names, keys in the query', () => {
    expect(messages('unknown-query-parameter', ['GET /a/'], [call('GET /a/', query(['x']))])).toEqual([
      'warning: GET /a/ has no query parameter "x". It has none at all.',
    ])
    expect(
      messages('unknown-query-parameter', [operation('GET /a/', { openQuery: true })], [call('GET /a/', query(['x']))]),
    ).toEqual([])
    const keyed = contract(['GET /a/'], { queryCredentials: ['token'] })
    expect(compare(keyed, [call('GET /a/', query(['token']))]).result.findings).toEqual([])
    expect(compare(['GET /a/'], [call('GET /a/', query(['t']))], { acceptedQuery: ['t'] }).result.findings).toEqual([])
  })
  test('not where the call may reach several endpoints', () => {
    expect(
      messages(
        'missing-query-parameter',
        [operation('GET /a/x/', { queryParameters: list.queryParameters }), 'GET /a/y/'],
        ['GET /a/{kind}/'],
      ),
    ).toEqual([])
  })
})

describe('body properties', () => {
  const create = (parts: BodyShape, method = 'POST') => operation(`${method} /m/`, { body: parts })
  const message = shape({ id: '!-', lesson_id: '!', text: '!', note: '' })
  test.each([
    [
      'a name that is not there',
      message,
      body(['lesson_id', 'text', 'txt']),
      ['warning: POST /m/ takes no property "txt" in its body. It takes lesson_id, text and note.'],
    ],
    [
      'a read-only one',
      message,
      body(['lesson_id', 'text', 'id']),
      ['warning: "id" is read-only: POST /m/ does not take it in its body.'],
    ],
    ['an endpoint that takes others too', shape({ text: '' }, false), body(['text', 'x']), []],
    ['a body out of sight', message, {}, []],
  ])('unknown: %s', (_, wanted, parts, found) => {
    expect(messages('unknown-body-property', [create(wanted)], [call('POST /m/', parts)])).toEqual(found)
  })
  test.each([
    [
      'not given',
      body(['lesson_id']),
      ['error: POST /m/ requires the property "text" in its body, which the call does not give.'],
    ],
    ['perhaps given', body(['lesson_id'], false), []],
    ['given; read-only ones never are', body(['lesson_id', 'text']), []],
    ['a body out of sight', {}, []],
  ])('missing: %s', (_, parts, found) => {
    expect(messages('missing-body-property', [create(message)], [call('POST /m/', parts)])).toEqual(found)
  })
  test('missing in a PATCH is a warning', () => {
    expect(
      messages('missing-body-property', [create(shape({ a: '!' }), 'PATCH')], [call('PATCH /m/', body([]))]),
    ).toEqual(['warning: PATCH /m/ requires the property "a" in its body, which the call does not give.'])
  })
  test('an endpoint that takes no body', () => {
    expect(messages('unknown-body-property', ['POST /m/'], [call('POST /m/', body(['x']))])).toEqual([])
  })
})

describe('path-parameter-type', () => {
  const at = (schema: Parameters<typeof parameter>[1]) => [
    operation('GET /u/{id}/', { pathParameters: [parameter('id', schema)] }),
  ]
  test.each([
    [
      'a word for a number',
      { type: 'integer' },
      'GET /u/abc/',
      ['error: "abc" stands where GET /u/{id}/ wants {id}, and cannot be it: wanted is integer.'],
    ],
    ['a number', { type: 'integer' }, 'GET /u/-5/', []],
    [
      'a word for a uuid',
      { type: 'string', format: 'uuid' },
      'GET /u/me/',
      ['error: "me" stands where GET /u/{id}/ wants {id}, and cannot be it: wanted is uuid.'],
    ],
    ['a uuid', { type: 'string', format: 'uuid' }, 'GET /u/0b1f8a54-6f0e-4a55-9c2e-6d1f2a0c9b11/', []],
    [
      'none of the choices',
      { enum: ['a', 'b'] },
      'GET /u/c/',
      ['error: "c" stands where GET /u/{id}/ wants {id}, and cannot be it: wanted is one of a, b.'],
    ],
    ['one of the choices', { enum: [1, 2] }, 'GET /u/2/', []],
    [
      'against a pattern',
      { type: 'string', pattern: String.raw`^\d{4}$` },
      'GET /u/20/',
      [expect.stringContaining('wanted is text that fits')],
    ],
    ['a pattern of another language', { type: 'string', pattern: '(?P<x>' }, 'GET /u/20/', []],
    ['a date', { type: 'string', format: 'date' }, 'GET /u/2026-01-31/', []],
    ['any string', { type: 'string' }, 'GET /u/abc/', []],
    [
      'a number for a uuid, as the source declares it',
      { type: 'string', format: 'uuid' },
      'GET /u/{id:number}/',
      ['warning: {id} is a number where GET /u/{id}/ wants {id}, and cannot be it: wanted is uuid.'],
    ],
    [
      'a flag for a number',
      { type: 'integer' },
      'GET /u/{on:boolean}/',
      [expect.stringMatching(/^warning: \{on\} is a boolean/)],
    ],
    ['a string may be a number', { type: 'integer' }, 'GET /u/{id:string}/', []],
    ['an undeclared hole may be anything', { type: 'integer' }, 'GET /u/{id}/', []],
    ['a number is a string as well', { type: 'string' }, 'GET /u/{id:number}/', []],
  ])('%s', (_, schema, one, wanted) => {
    expect(messages('path-parameter-type', at(schema), [one])).toEqual(wanted)
  })
  test('not where the word has an endpoint of its own', () => {
    expect(messages('path-parameter-type', [...at({ type: 'integer' }), 'GET /u/me/'], ['GET /u/me/'])).toEqual([])
  })
  test('a converter in the path speaks as well', () => {
    expect(messages('path-parameter-type', ['GET /u/{id:int}/'], ['GET /u/abc/'])).toHaveLength(1)
  })
})

describe('the registry', () => {
  test('ids are kebab-case and once each', () => {
    expect(new Set(ruleIds).size).toBe(ruleIds.length)
    expect(RULES.map(({ id }) => id)).toEqual(ruleIds)
    for (const id of ruleIds) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/)
  })
  test('every rule has its section in the documentation, and no section is without its rule', () => {
    const docs = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8')
    const sections = [...docs.matchAll(/^## (.+)$/gm)].map((match) => match[1])
    expect(sections).toEqual(ruleIds)
    for (const { id, docs: address, title } of RULES) {
      expect(address).toMatch(new RegExp(`/docs/rules\\.md#${id}$`))
      expect(title).not.toBe('')
    }
  })
})
