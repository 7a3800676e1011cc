import { expect, test } from '@jest/globals'
import { referredName } from '../../src/schema/column-names.ts'

test.each([
  ['user_id', 'user'],
  ['userId', 'user'],
  ['userID', 'user'],
  ['USER_ID', 'user'],
  ['tutor_student_relation_id', 'tutorstudentrelation'],
  ['tutorStudentRelationId', 'tutorstudentrelation'],
  ['користувач_id', 'користувач'],
])('%s points to a %s', (column, name) => {
  expect(referredName(column)).toBe(name)
})

test.each(['id', '_id', '__id', 'ID', 'paid', 'valid', 'VALID', 'GRID', 'userid', 'user_ids', 'user_id_old'])(
  '%s points to nothing',
  (column) => {
    expect(referredName(column)).toBeNull()
  },
)
