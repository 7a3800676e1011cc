import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { notificationTypes } from '../../src/payloads/notification-types.ts'
import type { PayloadPools } from '../../src/payloads/payload-pool.ts'
import { TypeMix } from '../../src/payloads/type-mix.ts'
import { family, poolsOf, runId, written } from './sample-pools.ts'

const types = [...notificationTypes, 'promo.sale']
const draws = Array.from({ length: 512 }, (_, draw) => draw)

function payload(pools: PayloadPools, type: string, draw: number): Record<string, unknown> {
  return JSON.parse(pools.text(type, draw, 0)) as Record<string, unknown>
}

test('what is written is the text, byte for byte, and no longer than was said', () => {
  const pools = poolsOf({ types, cast: family })
  const rows = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0, 9, 10, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1))
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.nat(2 ** 32 - 1), rows, (type, draw, row) => {
      const text = pools.text(type, draw, row)
      expect(written(pools, type, draw, row)).toEqual([text, Buffer.byteLength(text)])
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(pools.mostBytes)
      expect(JSON.parse(text)).toMatchObject({ notif_blast: { run: runId, row } })
    }),
  )
})

test.each(types)('%s says who and what, in a whole sentence', (type) => {
  const pools = poolsOf({ types })
  for (const draw of draws) {
    const { title, body, locale } = payload(pools, type, draw)
    const text = `${String(title)} ${String(body)}`
    expect(title).toMatch(/\S/)
    expect(body).toMatch(/[.!?…🙂👍🎉📱]$|^[^.]+: [^.]+$/u)
    expect(text).not.toMatch(/[{}]|undefined|null|NaN|\(-| {2}/)
    expect(/[а-яїєіґ]/i.test(text)).toBe(locale === 'uk')
  }
})

test('fifty of them look alive', () => {
  const pools = poolsOf()
  const mix = new TypeMix()
  const bodies = draws
    .slice(0, 50)
    .map((draw) => payload(pools, mix.pick(Math.imul(draw, 0x9e37_79b1) >>> 0), draw)['body'])
  expect(new Set(bodies).size).toBeGreaterThan(42)
})

test('messages are of all lengths', () => {
  const pools = poolsOf({ locales: ['en'] })
  const previews = draws.map((draw) => String(payload(pools, 'chat.message', draw)['preview']))
  const lengths = previews.map((preview) => Array.from(preview).length)
  expect(Math.min(...lengths)).toBeLessThan(5)
  expect(Math.max(...lengths)).toBe(80)
  expect(new Set(lengths).size).toBeGreaterThan(40)
})

test('what is invented points to no row', () => {
  const pools = poolsOf({ types })
  for (const type of types)
    for (const draw of draws) {
      const { lesson_id: lesson = null, actor_id: actor = null, url } = payload(pools, type, draw)
      expect({ lesson, actor }).toEqual({ lesson: null, actor: null })
      expect(url).not.toMatch(/lessons?.*\d/)
    }
})

test('what is in the database is spoken of by its id and name', () => {
  const pools = poolsOf({ cast: family, locales: ['uk'] })
  expect(payload(pools, 'lesson.created', 0)).toMatchObject({
    lesson_id: 12,
    starts_at: '2026-05-06T08:00:00.000Z',
    ends_at: '2026-05-06T09:00:00.000Z',
    duration_minutes: 60,
    actor_id: 7,
    actor_name: 'Ада "Лав\\лейс" {label}',
    url: '/lessons/12',
  })
  const bodies = draws.map((draw) => payload(pools, 'lesson.created', draw)['body'])
  expect(bodies).toContain('Нове заняття: Ада "Лав\\лейс" {label}, середа, 6 травня, 11:00.')
  const actors = draws.map((draw) => payload(pools, 'chat.message', draw)['actor_id'])
  expect(new Set(actors)).toEqual(new Set([7, 8]))
})

test('lessons that are to come are spoken of first', () => {
  const [lesson] = family.lessons
  if (!lesson) throw new Error('there is no lesson')
  const past = { ...lesson, id: 13, start: new Date('2020-01-01T08:00:00Z'), end: new Date('2020-01-01T09:00:00Z') }
  const pools = poolsOf({ cast: { ...family, lessons: [past, lesson] } })
  const ids = draws.map((draw) => payload(pools, 'lesson.reminder', draw)['lesson_id'])
  expect(ids.filter((id) => id === 12).length).toBeGreaterThan(490)
})

test('languages are those asked for, in turn', () => {
  const languages = (pools: PayloadPools): unknown[] =>
    [0, 1, 2, 3].map((draw) => payload(pools, 'system.update', draw)['locale'])
  expect(languages(poolsOf())).toEqual(['uk', 'en', 'uk', 'en'])
  expect(languages(poolsOf({ locales: ['en'] }))).toEqual(['en', 'en', 'en', 'en'])
})

test('a seed gives the same again, whatever else is written', () => {
  const texts = (pools: PayloadPools): string[] => draws.map((draw) => pools.text('lesson.created', draw, draw))
  const first = texts(poolsOf())
  expect(texts(poolsOf({ types: ['promo.sale', 'lesson.created'] }))).toEqual(first)
  expect(texts(poolsOf({ seed: 43 }))).not.toEqual(first)
})

test('where nobody says which types there are, there is something for each', () => {
  const pools = poolsOf()
  expect(payload(pools, 'promo.sale', 3)).toEqual(payload(poolsOf({ types }), 'promo.sale', 3))
  expect(payload(pools, 'chat.message', 3)).toHaveProperty('preview')
})

test('a type that the run does not have is a mistake of ours', () => {
  expect(() => poolsOf({ types: ['chat.message'] }).text('lesson.created', 0, 0)).toThrow(RangeError)
})
