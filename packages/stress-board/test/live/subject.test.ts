import { expect, test } from '@jest/globals'
import { english, ukrainian } from '../languages.ts'

test.each([
  [english, 4, 1, '7', '4 clients on lesson 7 at host:1'],
  [english, 1, 3, '1..3', '1 client on lessons 1..3 at host:1'],
  [ukrainian, 4, 1, '7', '4 клієнти в уроці 7 на host:1'],
  [ukrainian, 5, 3, '1..3', '5 клієнтів в уроках 1..3 на host:1'],
] as const)('the live page counts its lessons', ({ messages }, clients, rooms, lessons, says) => {
  expect(messages.live.subject(clients, rooms, lessons, 'host:1')).toBe(says)
})
