import { expect, test } from '@jest/globals'
import { Random } from '@m4sh/tools-core/values/random'
import { filledCast } from '../../src/payloads/filled-cast.ts'
import { family } from './sample-pools.ts'

const setting = { locale: 'uk', now: new Date('2026-05-05T10:00:00Z') } as const
const fill = (cast: typeof family): typeof family => filledCast(cast, new Random(1), setting)
const [lesson] = family.lessons
if (!lesson) throw new Error('there is no lesson')

test('what is there stays as it is', () => {
  expect(fill(family)).toEqual(family)
})

test('people or lessons that are missing are invented', () => {
  const invented = fill({ people: [], lessons: [] })
  expect(invented.people.length).toBeGreaterThan(50)
  expect(invented.people.every(({ id, name }) => id === null && /^\S+ \S+$/.test(name))).toBe(true)
  expect(invented.lessons.every(({ id, start, end }) => id === null && start > setting.now && end > start)).toBe(true)
  expect(fill({ ...family, lessons: [] })).toEqual({ people: family.people, lessons: invented.lessons })
  expect(fill({ ...family, people: [] })).toEqual({ people: invented.people, lessons: family.lessons })
})

test.each([
  ['ends before it starts', { ...lesson, end: new Date(lesson.start.getTime() - 1) }],
  ['never ends', { ...lesson, end: new Date(Number.NaN) }],
  ['has always been', { ...lesson, start: new Date(Number.NaN) }],
  ['nobody gives', { ...lesson, tutor: { id: 1, name: ' ' } }],
])('nothing is told of a lesson that %s', (_, odd) => {
  expect(fill({ ...family, lessons: [odd, lesson] }).lessons).toEqual([lesson])
})

test('nothing is told of people without a name', () => {
  expect(fill({ ...family, people: [{ id: 3, name: '' }, ...family.people] }).people).toEqual(family.people)
})
