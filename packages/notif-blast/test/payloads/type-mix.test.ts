import { describe, expect, test } from '@jest/globals'
import { UsageError, ValuePlace } from '@m4sh/tools-core/cli'
import * as fc from 'fast-check'
import { notificationTypes } from '../../src/payloads/notification-types.ts'
import { meantType, parseTypeWeight, TypeMix, type TypeWeight } from '../../src/payloads/type-mix.ts'

const read = (raw: string): TypeWeight =>
  parseTypeWeight(raw, new ValuePlace({ kind: 'flag', name: '--type' }, '/', raw, false))

describe('a type and its weight', () => {
  test.each([
    ['chat.message', 'chat.message', 1],
    ['chat.message:5', 'chat.message', 5],
    [' chat.message : 2.5 ', 'chat.message', 2.5],
    ['promo_sale-2026', 'promo_sale-2026', 1],
    ['акція:0.001', 'акція', 0.001],
    ['x'.repeat(50), 'x'.repeat(50), 1],
    ['🙂'.repeat(50), '🙂'.repeat(50), 1],
  ])('%s', (raw, type, weight) => {
    expect(read(raw)).toEqual({ type, weight })
  })

  test.each([
    '',
    ' ',
    ':5',
    'chat.message:',
    'chat.message:0',
    'chat.message:1.',
    'chat.message:-1',
    'chat.message:many',
    'chat.message:1e3',
    'chat.message:12345678',
    'chat.message:1:2',
    'chat message',
    'a\u0000b',
    'a\ud800',
    'x'.repeat(51),
    '🙂'.repeat(51),
  ])('but not %j', (raw) => {
    expect(() => read(raw)).toThrow(UsageError)
  })
})

test('what was probably meant', () => {
  expect(meantType('lesson.remindr')).toBe('lesson.reminder')
  expect(meantType('chat.mesage')).toBe('chat.message')
  expect(meantType('chat.message')).toBeUndefined()
  expect(meantType('promo.sale')).toBeUndefined()
})

/** How often each type comes of draws that stand equally far apart. */
function countsOf(mix: TypeMix, count: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (let at = 0; at < count; at++) {
    const type = mix.pick(Math.floor((at / count) * 2 ** 32))
    counts[type] = (counts[type] ?? 0) + 1
  }
  return counts
}

test('types come by their weights', () => {
  const mix = new TypeMix([
    { type: 'a', weight: 1 },
    { type: 'b', weight: 5 },
    { type: 'a', weight: 2 },
  ])
  expect(mix.types).toEqual(['a', 'b'])
  expect(countsOf(mix, 8000)).toEqual({ a: 3000, b: 5000 })
})

test('without any there are all eight', () => {
  const counts = countsOf(new TypeMix([]), 2 ** 16)
  expect(new Set(Object.keys(counts))).toEqual(new Set(notificationTypes))
  expect((counts['chat.message'] ?? 0) / 2 ** 16).toBeCloseTo(0.4, 4)
  expect((counts['system.update'] ?? 0) / 2 ** 16).toBeCloseTo(0.03, 4)
})

test('every draw has a type, and bounds lie where the weights put them', () => {
  const weights = fc.array(fc.double({ min: 0.001, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 600 })
  fc.assert(
    fc.property(weights, fc.nat(2 ** 32 - 1), (list, draw) => {
      const total = list.reduce((sum, weight) => sum + weight, 0)
      let sum = 0
      const bounds = list.map((weight) => Math.round(((sum += weight) / total) * 2 ** 32))
      const mix = new TypeMix(list.map((weight, index) => ({ type: `t${index}`, weight })))
      for (const one of [draw, 0, 2 ** 32 - 1])
        expect(mix.pick(one)).toBe(`t${bounds.findIndex((bound) => one < bound)}`)
    }),
  )
})
