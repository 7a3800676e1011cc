import { describe, expect, test } from '@jest/globals'
import { toRows } from '../../src/report-html/rows.ts'
import { SourceFiles } from '../../src/report-html/source-files.ts'
import type { Contract, Operation } from '../../src/spec/operation.ts'
import { summaryRows } from '../../src/summary-rows.ts'
import { english } from '../languages.ts'
import { call, compare, contract, operation, parameter } from './build.ts'

/** The same operation in two schemas, each with what it says about it. */
function both(name: string, one: Partial<Operation>, other: Partial<Operation>) {
  return [contract([operation(name, one)]), contract([operation(name, other)], { source: 'other.yml' })]
}

const query = (...names: string[]): Partial<Operation> => ({
  queryParameters: names.map((name) => ({ name, required: false, schema: null })),
})

describe('an operation that two schemas have', () => {
  const calls = [call('GET /rooms/', { query: { names: ['colour'], complete: true } })]
  const messages = (contracts: ReturnType<typeof both>, given = calls) =>
    compare(contracts, given).result.findings.map(({ message }) => message)

  test('is checked against both: what one of them takes is right', () => {
    expect(messages(both('GET /rooms/', query('size'), query('colour')))).toEqual([])
    expect(messages(both('GET /rooms/', query('colour'), query('size')))).toEqual([])
    expect(messages(both('GET /rooms/', query(), { openQuery: true }))).toEqual([])
  })

  test('what both refuse is told once', () => {
    expect(messages(both('GET /rooms/', query('size'), query('page')))).toEqual([
      'GET /rooms/ has no query parameter "colour". It has size.',
    ])
  })

  test('one that a call with another method meant is a finding of neither', () => {
    const { result } = compare(both('PUT /rooms/{id}/', {}, {}), [call('POST /rooms/{id}/')])
    expect(result.findings.map(({ rule }) => rule)).toEqual(['method-mismatch'])
    expect(summaryRows(english, result)).toContainEqual([
      'Backend only',
      '2 (2 of them meant by a call with another method)',
    ])
  })

  test('a body lacks only what both want', () => {
    const wants = (...names: string[]): Partial<Operation> => ({
      body: {
        required: true,
        closed: true,
        properties: new Map(names.map((name) => [name, { required: true, readOnly: false }])),
      },
    })
    const posts = [call('POST /rooms/', { body: { names: ['name'], complete: true } })]
    expect(messages(both('POST /rooms/', wants('name', 'floor'), wants('name', 'size', 'floor')), posts)).toEqual([
      'POST /rooms/ requires the property "floor" in its body, which the call does not give.',
    ])
  })

  test('a parameter of the path is the same one under another name', () => {
    const typed = (name: string, type: string) =>
      contract([operation(`GET /u/{${name}}/`, { pathParameters: [parameter(name, { type })] })])
    const rules = (...contracts: Contract[]) =>
      compare(contracts, [call('GET /u/me/')]).result.findings.filter(({ call: id }) => id !== null)
    expect(rules(typed('id', 'integer'), typed('pk', 'integer'))).toHaveLength(1)
    expect(rules(typed('id', 'integer'), typed('pk', 'string'))).toEqual([])
  })

  test('is named once in the row of its call', () => {
    const { calls: rows, operations } = compare(both('GET /rooms/', {}, {}), calls).result
    expect(rows[0]).toMatchObject({ operation: 'GET /rooms/', operations: ['GET /rooms/'], schema: 0 })
    expect(operations.map(({ schema, status }) => `${schema} ${status}`)).toEqual(['0 matched', '1 matched'])
  })

  test('has its own finding and facts in each schema', () => {
    const contracts = both('GET /rooms/', { tags: ['first'] }, { tags: ['second'] })
    const { result } = compare(contracts, [call('GET /halls/')])
    const rows = toRows(english, result, new SourceFiles(() => null)).filter(
      ({ section }) => section === 'backend-only',
    )
    expect(rows.map(({ tags, schema, findings }) => ({ tags, schema, findings: findings?.length }))).toEqual([
      { tags: ['first'], schema: 0, findings: 1 },
      { tags: ['second'], schema: 1, findings: 1 },
    ])
    expect(new Set(result.findings.map(({ fingerprint }) => fingerprint)).size).toBe(result.findings.length)
  })
})

test('several endpoints of one schema are still no plain answer', () => {
  const operations = [operation('GET /rooms/', query('size')), operation('POST /rooms/', query('size'))]
  const { findings } = compare(operations, [call('* /rooms/', { query: { names: ['colour'], complete: true } })]).result
  expect(findings).toEqual([])
})
