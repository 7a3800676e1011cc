import { expect, test } from '@jest/globals'
import { WaitingLine } from '../../src/push/waiting-line.ts'

test('first in, first out, whatever came and went before', () => {
  const line = new WaitingLine<number>()
  const taken: (number | undefined)[] = []
  for (let item = 0; item < 5000; item++) {
    line.push(item)
    if (item % 3 === 2) taken.push(line.shift(), line.shift())
  }
  while (line.length > 0) taken.push(line.shift())
  expect(taken).toEqual(Array.from({ length: 5000 }, (_, item) => item))
  expect(line.shift()).toBeUndefined()
  expect(line.length).toBe(0)
})

test('what is put back is the next one', () => {
  const line = new WaitingLine<string>()
  line.putBack('b')
  line.push('c')
  expect(line.shift()).toBe('b')
  line.putBack('a')
  line.putBack('0')
  expect(line.length).toBe(3)
  expect([line.shift(), line.shift(), line.shift(), line.shift()]).toEqual(['0', 'a', 'c', undefined])
})
