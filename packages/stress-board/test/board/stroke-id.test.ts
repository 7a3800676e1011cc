import { expect, test } from '@jest/globals'
import { StrokeIds } from '../../src/board/stroke-id.ts'

const ids = new StrokeIds('a1b2')

test.each([
  [0, 0],
  [35, 36],
  [99_999, 1_000_000],
  [36 ** 9, 36 ** 10 - 1],
])('client %d, sequence %d', (client, sequence) => {
  expect(ids.read(ids.make(client, sequence))).toEqual({ client, sequence })
})

test('begins with the tag of the run, so that others are told apart', () => {
  expect(ids.make(10, 36)).toBe('a1b2-a-10')
  expect(new StrokeIds('a1b').read(ids.make(1, 1))).toBeNull()
  expect(new StrokeIds('a1b22').read(ids.make(1, 1))).toBeNull()
})

test.each([
  '',
  'a1b2',
  'a1b2-',
  'a1b2--',
  'a1b2-1',
  'a1b2-1-',
  'a1b2--1',
  'a1b2-1-2-3',
  'a1b2-1-2x!',
  'a1b2-1-2 ',
  'a1b2-1-2\n',
  'a1b2- 1-2',
  'a1b2-+1-2',
  'a1b2-1--2',
  'a1b2-1-1.5',
  'a1b2-01-2',
  'a1b2-1-02',
  'a1b2-A-2',
  'A1B2-1-2',
  'xa1b2-1-2',
  'a1b2-1-zzzzzzzzzzz',
  '7f6d1c5e-bf66-4731-bf09-b967bd8ab27d',
])('%j is none of ours', (id) => {
  expect(ids.read(id)).toBeNull()
})
