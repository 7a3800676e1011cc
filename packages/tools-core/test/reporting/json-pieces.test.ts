import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { jsonPieces } from '../../src/reporting/json-pieces.ts'
import { escapeTerminalJson } from '../../src/terminal/escape.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'

const written = (value: unknown) => [...jsonPieces(value)].join('')

test('what is unknown or no number is null, never left out', () => {
  const value = { nothing: undefined, none: Number.NaN, endless: Number.POSITIVE_INFINITY, list: [undefined] }
  expect(JSON.parse(written(value))).toEqual({ nothing: null, none: null, endless: null, list: [null] })
  expect(written(undefined)).toBe('null')
})

test('what says itself how it is written is written so, at any depth', () => {
  const at = new Date(0)
  expect(JSON.parse(written({ at, b: { c: { d: { at } } } }))).toEqual(
    JSON.parse(JSON.stringify({ at, b: { c: { d: { at } } } })),
  )
})

test('a row of a list of the result at a time', () => {
  const calls = Array.from({ length: 1000 }, (_, at) => ({ id: `c${at}`, path: '/rooms/' }))
  const pieces = [...jsonPieces({ result: { calls } })]
  expect(pieces.length).toBeGreaterThan(1000)
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(100)
})

test('whatever the value: as JSON.stringify writes it, and nothing that a terminal obeys', () => {
  const text = fc.oneof(hostileText, fc.constant('__proto__'))
  const value = fc.jsonValue({ maxDepth: 6 })
  fc.assert(
    fc.property(value, text, fc.dictionary(text, fc.array(text)), (any, word, map) => {
      const all = { any, word, map, deep: [[{ map: { map } }]], empty: [{}, [], { a: {}, b: [] }] }
      expect(written(all)).toBe(escapeTerminalJson(JSON.stringify(all, undefined, 2)))
    }),
    fuzz(300),
  )
})
