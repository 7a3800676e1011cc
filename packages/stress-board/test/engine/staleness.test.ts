import { expect, test } from '@jest/globals'
import { Staleness } from '../../src/engine/staleness.ts'

test('where nothing went missing, a snapshot heals nothing', () => {
  const staleness = new Staleness()
  expect([staleness.healed(100, 120), staleness.everWrong]).toEqual([null, false])
})

test('wrong from the first loss until the snapshot is shown', () => {
  const staleness = new Staleness()
  staleness.lost(100)
  staleness.lost(150)
  expect(staleness.healed(200, 230)).toBe(130)
  expect([staleness.healed(300, 330), staleness.everWrong]).toEqual([null, true])
})

test('a snapshot that was asked for before the loss may lack it too', () => {
  const staleness = new Staleness()
  staleness.lost(210)
  expect(staleness.healed(200, 230)).toBeNull()
  expect(staleness.healed(210, 250)).toBe(40)
  expect(staleness.healed(220, 260)).toBeNull()
})

test('what went missing since it was asked for, the next one heals', () => {
  const staleness = new Staleness()
  staleness.lost(100)
  staleness.lost(210)
  expect(staleness.healed(200, 230)).toBe(130)
  expect(staleness.healed(300, 330)).toBe(120)
  expect(staleness.healed(400, 430)).toBeNull()
})
