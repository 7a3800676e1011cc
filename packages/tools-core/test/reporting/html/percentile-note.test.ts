import { expect, test } from '@jest/globals'
import { percentileNote } from '../../../src/reporting/html/percentile-note.ts'
import { english } from '../english.ts'

test.each([
  [0, 95, 'one in twenty'],
  [1, 95, 'the slowest of 1, too few for a p95'],
  [19, 95, 'the slowest of 19, too few for a p95'],
  [20, 95, 'one in twenty'],
  [99, 99, 'the slowest of 99, too few for a p99'],
  [100, 99, 'one in twenty'],
])('%i samples, p%i: %s', (count, percentile, said) => {
  expect(percentileNote(english, count, percentile, 'one in twenty')).toBe(said)
})
