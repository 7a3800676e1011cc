import type { Violation } from './violation.ts'

const table = 'users_tutorstudentrelation'

export const orphanTutor: Violation = {
  check: 'relations.orphan-tutor',
  table,
  plant: async (rows) => {
    const student = await rows.user()
    const id = await rows.relation({ tutor: rows.missingId(), student, status: 'paused' })
    return [{ keys: [id], severity: 'critical', note: 'the tutor does not exist' }]
  },
  decoys: async (rows) => {
    const tutor = await rows.user({ role: 'tutor', isActive: false })
    const id = await rows.relation({ tutor, student: await rows.user(), status: 'archived' })
    return [{ keys: [id], why: 'the tutor is inactive, but there' }]
  },
}

export const orphanStudent: Violation = {
  check: 'relations.orphan-student',
  table,
  plant: async (rows) => {
    const tutor = await rows.user({ role: 'tutor' })
    const id = await rows.relation({ tutor, student: rows.missingId(), status: 'paused' })
    return [{ keys: [id], severity: 'critical', note: 'the student does not exist' }]
  },
  decoys: async (rows) => {
    const student = await rows.user({ isActive: false })
    const id = await rows.relation({ tutor: await rows.user({ role: 'tutor' }), student, status: 'archived' })
    return [{ keys: [id], why: 'the student is inactive, but there' }]
  },
}
