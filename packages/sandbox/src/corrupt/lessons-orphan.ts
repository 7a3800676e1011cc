import type { Violation } from './violation.ts'

const table = 'lessons_lesson'
const mayAlso = ['lessons.missing-relation']

export const orphanLessonTutor: Violation = {
  check: 'lessons.orphan-tutor',
  table,
  plant: async (rows) => {
    const id = await rows.lesson({ tutor: rows.missingId(), student: await rows.user() })
    return [{ keys: [id], severity: 'critical', note: 'the tutor does not exist', mayAlso }]
  },
  decoys: async (rows) => {
    const { lesson } = await rows.ownLesson()
    return [{ keys: [lesson], why: 'an ordinary lesson' }]
  },
}

export const orphanLessonStudent: Violation = {
  check: 'lessons.orphan-student',
  table,
  plant: async (rows) => {
    const id = await rows.lesson({ tutor: await rows.user({ role: 'tutor' }), student: rows.missingId() })
    return [{ keys: [id], severity: 'critical', note: 'the student does not exist', mayAlso }]
  },
  decoys: async (rows) => {
    const { lesson } = await rows.ownLesson('cancelled')
    return [{ keys: [lesson], why: 'a cancelled lesson of two who exist' }]
  },
}
