import type { Violation } from './violation.ts'

const table = 'users_user'

export const noRole: Violation = {
  check: 'users.no-role',
  table,
  plant: async (rows, nth) => {
    const role = ['', 'teacher', 'Student'][nth % 3] ?? ''
    return [{ keys: [await rows.user({ role })], severity: 'critical', note: `the role is '${role}'` }]
  },
  decoys: async (rows) => [{ keys: [await rows.user({ role: 'superadmin' })], why: 'superadmin is a role' }],
}

export const inactiveWithActiveRelations: Violation = {
  check: 'users.inactive-with-active-relations',
  table,
  plant: async (rows, nth) => {
    const isTutor = nth % 2 === 0
    const tutor = await rows.user({ role: 'tutor', isActive: !isTutor })
    const student = await rows.user({ isActive: isTutor })
    await rows.relation({ tutor, student })
    const note = `an inactive ${isTutor ? 'tutor' : 'student'} with an active relation`
    return [{ keys: [isTutor ? tutor : student], severity: 'warning', note }]
  },
  decoys: async (rows) => {
    const tutor = await rows.user({ role: 'tutor', isActive: false })
    await rows.relation({ tutor, student: await rows.user(), status: 'archived' })
    return [{ keys: [tutor], why: 'the relation of the inactive tutor is archived' }]
  },
}

export const duplicateEmail: Violation = {
  check: 'users.duplicate-email',
  table,
  plant: async (rows, nth) => {
    const name = `twin-${nth}-${rows.random.integer(0, 0xffffff)}`
    const first = await rows.user({ email: `${name}@example.org` })
    const second = await rows.user({ email: `${name.toUpperCase()}@Example.org` })
    return [{ keys: [first, second], severity: 'warning', note: 'equal but for upper and lower case' }]
  },
  decoys: async (rows) => {
    const name = `near-${rows.random.integer(0, 0xffffff)}`
    const first = await rows.user({ email: `${name}@example.org` })
    const second = await rows.user({ email: `${name}+1@example.org` })
    return [{ keys: [first, second], why: 'another address by a suffix' }]
  },
}
