import { describe, expect, test } from '@jest/globals'
import { historyWords } from '../../../src/reporting/history/history-words.ts'
import { pageWords } from '../../../src/reporting/html/page-words.ts'
import { wordFaults } from '../../../src/testing/index.ts'

test('the words of a page have the same pieces in each language', () => {
  for (const { en, uk } of [pageWords, historyWords]) expect(wordFaults(en, uk)).toEqual([])
})

test('a piece that is lost or invented is told, whichever form has it', () => {
  const en = { rows: { one: '{count} row', other: '{count} rows' }, copy: { label: 'Copy: {what}' } }
  const uk = { rows: { one: 'рядок', other: 'рядків' }, copy: { label: 'Копія: {that}' } }
  expect(wordFaults(en, uk)).toEqual([
    'rows has "" in the place of "count"',
    'copy.label has "that" in the place of "what"',
  ])
})

describe('of forms for numbers', () => {
  const en = {
    rows: { one: '{count} row', other: '{count} rows' },
    some: { one: '{shown} of {count} row', other: '{shown} of {count} rows' },
  }

  test('each must have the pieces, though one may go without its number', () => {
    const rows = { one: 'рядок', few: 'рядки', many: '{rows} рядків', other: '{count} рядка' }
    expect(wordFaults(en, { rows })).toEqual([
      'rows.few has "" in the place of "count"',
      'rows.many has "rows" in the place of "count"',
    ])
  })

  test('Ukrainian has few and many, but where the noun stands in the genitive or without a number', () => {
    const few = { one: '{count} рядок', few: '{count} рядки', other: '{count} рядка' }
    const some = { one: '{shown} з {count} рядка', other: '{shown} з {count} рядків' }
    expect(wordFaults(en, { rows: few, some })).toEqual(['rows has no "many"'])
    expect(wordFaults(en, { rows: { one: '{count} рядок', other: '{count} рядків' } })).toEqual([
      'rows has no "few"',
      'rows has no "many"',
    ])
    expect(wordFaults({ warning: 'Warnings' }, { warning: { one: 'Попередження', other: 'Попередження' } })).toEqual([])
  })
})
