import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { TurnStamp } from '../../src/conversation/turn-stamp.ts'

test('a frame has waited since the first that was heard in its turn, frame or answer', async () => {
  const turn = new TurnStamp()
  expect(turn.waitOf(100)).toBe(0)
  expect(turn.waitOf(103)).toBe(3)
  await nextTurn()
  expect(turn.waitOf(110)).toBe(0)
})
