import type { Violation } from './violation.ts'

const table = 'users_tutorstudentrelation'

export const duplicateRelations: Violation = {
  check: 'relations.duplicates',
  table,
  plant: async (rows) => {
    const { tutor, student, relation } = await rows.pair()
    const twin = await rows.relation({ tutor, student, status: 'paused' })
    return [{ keys: [relation, twin], severity: 'critical', note: 'the same pair twice among not archived rows' }]
  },
  decoys: async (rows) => {
    const { tutor, student, relation } = await rows.pair()
    const old = await rows.relation({ tutor, student, status: 'archived' })
    return [{ keys: [relation, old], why: 'the older row of the pair is archived' }]
  },
}

export const multipleActiveTutors: Violation = {
  check: 'relations.multiple-active-tutors',
  table,
  plant: async (rows) => {
    const { student, relation } = await rows.pair()
    const second = await rows.relation({ tutor: await rows.user({ role: 'tutor' }), student })
    return [{ keys: [relation, second], severity: 'warning', note: `student ${student} has two active tutors` }]
  },
  decoys: async (rows) => {
    const { student, relation } = await rows.pair()
    const paused = await rows.relation({ tutor: await rows.user({ role: 'tutor' }), student, status: 'paused' })
    return [{ keys: [relation, paused], why: 'the second tutor is paused' }]
  },
}
