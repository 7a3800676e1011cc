import { expect, test } from '@jest/globals'
import { shownFigure } from '../../src/stats/shown-figure.ts'

test.each([
  [8.108108108108109, '8.10811'],
  [100, '100'],
  [1_234_567_890, '1234567890'],
  [0.1, '0.1'],
  [-0.000012345678, '-0.0000123457'],
  [null, 'unknown'],
  [Number.NaN, 'unknown'],
])('%p is %s', (figure, text) => {
  expect(shownFigure(figure)).toBe(text)
})
