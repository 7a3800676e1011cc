import type { Role } from '../database/database.ts'

/** Those who are always there, with ids and passwords that scripts may rely on. */
export interface FixedUser {
  id: number
  email: string
  password: string
  firstName: string
  lastName: string
  role: Role
}

export const fixedUsers = {
  admin: {
    id: 1,
    email: 'admin@m4sh.test',
    password: 'admin-password',
    firstName: 'Ada',
    lastName: 'Admin',
    role: 'admin',
  },
  tutor: {
    id: 2,
    email: 'tutor@m4sh.test',
    password: 'tutor-password',
    firstName: 'Тарас',
    lastName: 'Репетитор',
    role: 'tutor',
  },
  student: {
    id: 3,
    email: 'student@m4sh.test',
    password: 'student-password',
    firstName: 'Sofia',
    lastName: 'Student',
    role: 'student',
  },
} as const satisfies Record<string, FixedUser>

/** Of the relation between tutor and student, and of the lesson that they have. */
export const fixedRelationId = 1
export const fixedLessonId = 1

/** Everybody who is made for the numbers has this one. */
export const seededPassword = 'sandbox-password'
