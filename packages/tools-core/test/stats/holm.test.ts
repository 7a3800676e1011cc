import { expect, test } from '@jest/globals'
import { holm } from '../../src/stats/holm.ts'

test('each smaller probability makes the next one easier to show, up to the first that is not', () => {
  expect(holm([0.03, 0.01, 0.02], 0.06)).toEqual([
    { level: 0.06, isShown: true },
    { level: 0.02, isShown: true },
    { level: 0.03, isShown: true },
  ])
  // 0.02 stays above 0.06 ÷ 4, and so nothing is shown.
  expect(holm([0.02, 0.02, 0.5, 1], 0.06).map(({ isShown }) => isShown)).toEqual([false, false, false, false])
  expect(holm([0.01, 1], 0.04)).toEqual([
    { level: 0.02, isShown: true },
    { level: 0.04, isShown: false },
  ])
  expect(holm([], 0.05)).toEqual([])
})
