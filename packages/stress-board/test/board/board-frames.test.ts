import { expect, test } from '@jest/globals'
import { boardAddress, snapshotRequestFrame, subscribeFrame } from '../../src/board/board-frames.ts'

test.each([
  ['5', 5],
  ['123456789012345', 123_456_789_012_345],
  ['1234567890123456', '1234567890123456'],
  ['007', '007'],
  ['lesson-a', 'lesson-a'],
])('the lesson %s is %j in every frame', (lesson, id) => {
  const address = boardAddress(lesson)
  const channel = `board:lesson:${lesson}`
  expect(JSON.parse(subscribeFrame(address))).toEqual({ type: 'subscribe', channel })
  expect(JSON.parse(snapshotRequestFrame(address))).toEqual({ type: 'board.snapshot.request', channel, lesson_id: id })
})
