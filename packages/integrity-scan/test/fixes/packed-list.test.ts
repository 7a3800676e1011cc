import { expect, test } from '@jest/globals'
import { PackedList } from '../../src/fixes/packed-list.ts'

test.each([0, 1, 2000, 4500])('a list of %d items gives them in order, and lets go of what was drained', (length) => {
  const items = Array.from({ length }, (_, at) => `${at}`)
  const list = new PackedList<string>()
  list.push(...items)
  expect([...list.parts()].flat()).toEqual(items)
  const drained: string[] = []
  for (const part of list.drain()) {
    drained.push(...part)
    expect(list.length).toBe(length - drained.length)
  }
  expect([drained, [...list.parts()]]).toEqual([items, []])
})
