import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { makeRunKey, mostRows, readRunKey, RowIds } from '../../src/rows/run-id.ts'

const now = new Date('2026-05-06T08:00:00.123Z')
const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const row = () => fc.integer({ min: 0, max: mostRows - 1 })

test('a run has an id of version 7 that tells when it began', () => {
  const key = makeRunKey(now, randomUUID())
  expect(key.id).toMatch(version7)
  expect(readRunKey(` ${key.id.toUpperCase()} `)).toEqual({ id: key.id, startedMs: now.getTime() })
})

test.each(['', 'x', randomUUID(), '019a', `${makeRunKey(now, randomUUID()).id}0`])('%j is none of a run', (text) => {
  expect(readRunKey(text)).toBeUndefined()
})

test('every row has an id of its own, which tells its number', () => {
  const ids = new RowIds(makeRunKey(now, randomUUID()))
  fc.assert(
    fc.property(row(), (number) => {
      expect(ids.text(number)).toMatch(version7)
      expect(ids.rowOf(ids.text(number))).toBe(number)
      expect(ids.rowOf(ids.text(number).toUpperCase())).toBe(number)
    }),
  )
})

test('ids are in the order of their rows', () => {
  const ids = new RowIds(makeRunKey(now, randomUUID()))
  fc.assert(
    fc.property(row(), row(), (left, right) => {
      expect(ids.text(left) < ids.text(right)).toBe(left < right)
    }),
  )
})

test('ids of another run of the same millisecond are none of this one', () => {
  const [one, other] = [new RowIds(makeRunKey(now, randomUUID())), new RowIds(makeRunKey(now, randomUUID()))]
  for (const number of [0, 1, 63, 64, 2 ** 20, mostRows - 1]) {
    expect(one.text(number)).not.toBe(other.text(number))
    expect(one.rowOf(other.text(number))).toBeUndefined()
  }
  expect(one.rowOf(randomUUID())).toBeUndefined()
})
