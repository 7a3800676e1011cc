import { expect, test } from '@jest/globals'
import { wordsOf } from '../../../src/payloads/wording/moment.ts'

test.each([
  ['2026-05-06T11:00:00Z', 'середа, 6 травня, 14:00', 'в середу, 6 травня, о 14:00'],
  ['2026-01-06T08:00:00Z', 'вівторок, 6 січня, 10:00', 'у вівторок, 6 січня, о 10:00'],
  // Об одинадцятій.
  ['2026-05-08T08:05:00Z', 'п’ятниця, 8 травня, 11:05', 'в п’ятницю, 8 травня, об 11:05'],
  // In Kyiv it is Sunday already.
  ['2026-12-26T22:30:00Z', 'неділя, 27 грудня, 00:30', 'в неділю, 27 грудня, о 00:30'],
  // Before and after the clocks change.
  ['2026-03-29T00:59:00Z', 'неділя, 29 березня, 02:59', 'в неділю, 29 березня, о 02:59'],
  ['2026-03-29T01:00:00Z', 'неділя, 29 березня, 04:00', 'в неділю, 29 березня, о 04:00'],
])('%s in Ukrainian', (instant, label, on) => {
  expect(wordsOf(new Date(instant), 'uk')).toMatchObject({ label, on })
})

test('and in English', () => {
  expect(wordsOf(new Date('2026-05-06T11:00:00Z'), 'en')).toEqual({
    label: 'Wednesday, 6 May, 14:00',
    on: 'on Wednesday, 6 May, at 14:00',
    day: '6 May',
    clock: '14:00',
  })
})
