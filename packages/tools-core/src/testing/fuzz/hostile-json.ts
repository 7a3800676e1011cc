import * as fc from 'fast-check'
import { hostileText } from './hostile-text.ts'

/** Names that an object has without having them, or that mean something to whoever reads one. */
const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'length',
  'then',
  '',
  '0',
]

const numbers = [0, -0, 1, -1, 0.1, 1e21, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 53 + 2, Infinity, -Infinity]

/** Numbers that `JSON.parse` can bring: `1e999` is infinite, and nothing is no number. */
export const hostileNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...numbers),
  fc.integer(),
  fc.double({ noNaN: true }),
)

export const hostileKey: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...keys), hostileText)

/** Whatever `JSON.parse` can bring, in a few levels. */
export const hostileJson: fc.Arbitrary<unknown> = jsonOf([])

/** The same, with keys and texts among it that whoever reads it looks for. */
export function jsonOf(words: readonly string[]): fc.Arbitrary<unknown> {
  const known = words.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...words) }]
  const text = fc.oneof(...known, hostileText)
  const key = fc.oneof(...known, hostileKey)
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>(null, true, false),
      hostileNumber,
      text,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value
}

/** As JSON, with the numbers that `JSON.stringify` makes null or forgets the sign of. */
export function jsonText(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value).replace('Infinity', '1e999')
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}:${jsonText(part)}`)
    .join(',')}}`
}
