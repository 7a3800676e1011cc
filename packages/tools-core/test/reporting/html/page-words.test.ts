import { expect, test } from '@jest/globals'
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
