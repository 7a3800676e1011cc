import { describe, expect, test } from '@jest/globals'
import { shapeOf } from '../../src/spec/body-shape.ts'
import type { JsonObject } from '../../src/spec/parse-document.ts'
import { createReferences } from '../../src/spec/references.ts'
import { schemaFacts } from '../../src/spec/schema-facts.ts'
import { cpuTime } from '../cpu-time.ts'

const base = 'file:///schema.yaml'

/** `name!` required; `…` at the end for an open one. */
function shapeIn(schemas: Record<string, JsonObject>, name = 'S0'): string {
  const references = createReferences({
    root: base,
    documents: new Map([[base, { schemas }]]),
    failures: new Map(),
  })
  const { closed, properties } = shapeOf({ value: schemas[name], base }, references)
  const names = [...properties].map(([property, { required }]) => `${property}${required ? '!' : ''}`)
  return [...names.sort(), ...(closed ? [] : ['…'])].join(' ')
}

const to = (name: string) => ({ $ref: `#/schemas/${name}` })
const own = (name: string): JsonObject => ({ type: 'object', properties: { [name]: {} }, required: [name] })

/** Each schema is composed of the next one twice: 2 ** depth ways lead to the last. */
function lattice(depth: number, last: JsonObject, compose: (next: object) => JsonObject): Record<string, JsonObject> {
  const steps = Array.from({ length: depth }, (_, at) => [`S${at}`, compose(to(`S${at + 1}`))] as const)
  return { ...Object.fromEntries(steps), [`S${depth}`]: last }
}

describe('a composition of shared parts', () => {
  test.each<[string, (next: object) => JsonObject]>([
    ['allOf', (next) => ({ allOf: [next, next] })],
    ['oneOf', (next) => ({ oneOf: [next, next] })],
    ['anyOf in allOf', (next) => ({ allOf: [{ anyOf: [next, next] }, next] })],
  ])('%s: each part is looked at once', (_, compose) => {
    expect(cpuTime(() => expect(shapeIn(lattice(40, own('a'), compose))).toBe('a!'))).toBeLessThan(1000)
  })

  test('that leads back to its beginning ends, and says nothing', () => {
    const circle = lattice(40, { allOf: [to('S0'), own('a')] }, (next) => ({ allOf: [next, next] }))
    expect(cpuTime(() => expect(shapeIn(circle)).toBe('a! …'))).toBeLessThan(2000)
  })

  test('of very many parts, or very deep, is left open', () => {
    const wide = { S0: { allOf: Array.from({ length: 20_000 }, (_, at) => own(`p${at % 10}`)) } }
    expect(shapeIn(wide)).toMatch(/^p0! .*…$/)
    expect(shapeIn(lattice(5000, own('a'), (next) => ({ allOf: [next] })))).toBe('…')
  })

  test('a small circle costs nothing of what it names', () => {
    const schemas = { S0: { allOf: [to('S1'), own('a')] }, S1: { allOf: [to('S0'), own('b')] } }
    expect(shapeIn(schemas)).toBe('a! b!')
    expect(shapeIn(schemas, 'S1')).toBe('a! b!')
  })

  test('where a part is seen within a circle first, it is whole elsewhere', () => {
    const schemas = {
      S0: { allOf: [to('X'), { oneOf: [to('B'), own('c')] }] },
      X: { allOf: [to('B'), own('x')] },
      B: { allOf: [to('X'), own('b')] },
    }
    expect(shapeIn(schemas)).toBe('b! c x!')
  })
})

test('a type that refers to itself has none', () => {
  const value: Record<string, unknown> = {}
  value['allOf'] = [value]
  const references = createReferences({ root: base, documents: new Map(), failures: new Map() })
  expect(schemaFacts({ value, base }, references)).toMatchObject({ type: null, isEmpty: true })
})
