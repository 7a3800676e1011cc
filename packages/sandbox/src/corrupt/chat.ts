import type { Violation } from './violation.ts'

const table = 'chat_lessonchatmessage'

export const orphanMessage: Violation = {
  check: 'chat.orphan-message',
  table,
  plant: async (rows) => {
    const id = await rows.message(rows.missingId(), await rows.user())
    return [{ keys: [id], severity: 'critical', note: 'the lesson is gone' }]
  },
  decoys: async (rows) => {
    const { lesson, student } = await rows.ownLesson('cancelled')
    return [{ keys: [await rows.message(lesson, student)], why: 'the lesson is cancelled, but there' }]
  },
}

export const noAuthor: Violation = {
  check: 'chat.no-author',
  table,
  plant: async (rows) => {
    const { lesson } = await rows.ownLesson()
    return [
      { keys: [await rows.message(lesson, null)], severity: 'warning', note: 'the author is null' },
      {
        keys: [await rows.message(lesson, rows.missingId())],
        severity: 'warning',
        note: 'the author is gone',
        mayAlso: ['chat.author-not-participant'],
      },
    ]
  },
  decoys: async (rows) => {
    const { lesson, tutor } = await rows.ownLesson()
    return [{ keys: [await rows.message(lesson, tutor)], why: 'written by the tutor' }]
  },
}

export const authorNotParticipant: Violation = {
  check: 'chat.author-not-participant',
  table,
  plant: async (rows) => {
    const { lesson } = await rows.ownLesson()
    const id = await rows.message(lesson, await rows.user())
    return [{ keys: [id], severity: 'warning', note: 'written by somebody who has no part in the lesson' }]
  },
  decoys: async (rows) => {
    const { lesson, student } = await rows.ownLesson()
    return [{ keys: [await rows.message(lesson, student)], why: 'written by the student' }]
  },
}
