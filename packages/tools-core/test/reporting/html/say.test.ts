import { expect, test } from '@jest/globals'
import { say } from '../../../src/reporting/html/say.ts'

test('pieces are put in, numbers as the language writes them', () => {
  expect(say('{shown} of {all}', { shown: 12, all: 1234567 })).toBe('12 of 1,234,567')
  expect(say('{shown} of {all}', { shown: 12, all: 1234567 }, 'uk')).toMatch(/^12 of 1\s234\s567$/)
  expect(say('Link to {what}', { what: '{what}' })).toBe('Link to {what}')
  expect(say('{nobody} knows')).toBe('{nobody} knows')
})

test('the count chooses the form, of as many as a language has', () => {
  const rows = { one: '{count} row', other: '{count} rows' }
  expect([0, 1, 2].map((count) => say(rows, { count }))).toEqual(['0 rows', '1 row', '2 rows'])
  const ukrainian = { one: '{count} рядок', few: '{count} рядки', many: '{count} рядків', other: '{count} рядка' }
  expect([1, 2, 5, 21].map((count) => say(ukrainian, { count }, 'uk'))).toEqual([
    '1 рядок',
    '2 рядки',
    '5 рядків',
    '21 рядок',
  ])
})
