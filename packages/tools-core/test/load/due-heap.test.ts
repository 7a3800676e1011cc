import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { type Due, DueHeap } from '../../src/load/due-heap.ts'

const dues = fc
  .array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Infinity, -Infinity)))
  .map((times) => times.map((dueAt, order): Due => ({ dueAt, order })))

const inOrder = (items: readonly Due[]): Due[] =>
  items.toSorted((left, right) => (left.dueAt === right.dueAt ? left.order - right.order : left.dueAt - right.dueAt))

function filled(items: readonly Due[]): DueHeap<Due> {
  const heap = new DueHeap<Due>()
  for (const item of items) heap.push(item)
  return heap
}

function emptied(heap: DueHeap<Due>): Due[] {
  const items: Due[] = []
  for (let first = heap.shift(); first; first = heap.shift()) items.push(first)
  return items
}

test('gives what it holds in order of time, and of those of one time the first that came', () => {
  fc.assert(fc.property(dues, (items) => expect(emptied(filled(items))).toEqual(inOrder(items))))
})

test('what is pushed between two shifts takes its place', () => {
  fc.assert(
    fc.property(dues, dues, (before, after) => {
      const heap = filled(before)
      const first = heap.shift()
      const later = after.map(({ dueAt, order }) => ({ dueAt, order: order + before.length }))
      for (const item of later) heap.push(item)
      const rest = [...before.filter((item) => item !== first), ...later]
      expect(heap.length).toBe(rest.length)
      expect(heap.first).toEqual(inOrder(rest)[0])
      expect(emptied(heap)).toEqual(inOrder(rest))
    }),
  )
})

test('keeps the order of what it retains', () => {
  fc.assert(
    fc.property(dues, (items) => {
      const keeps = ({ order }: Due) => order % 3 === 0
      const heap = filled(items)
      heap.retain(keeps)
      expect(emptied(heap)).toEqual(inOrder(items.filter(keeps)))
    }),
  )
})

test('an empty one has nothing to give', () => {
  const heap = filled([{ dueAt: 1, order: 0 }])
  heap.clear()
  expect([heap.length, heap.first, heap.shift()]).toEqual([0, undefined, undefined])
})
