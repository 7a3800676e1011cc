import { expect, test } from '@jest/globals'
import { constraintName } from '../../src/constraints/constraint-name.ts'

test('is the same at every run', () => {
  expect(constraintName(['public', 'lessons_lesson', 'tutor_id', 'fk'])).toBe('lessons_lesson_tutor_id_fk_0177f78a')
})

test('differs where the parts differ, and not only their joined text', () => {
  const names = [
    constraintName(['public', 'a_b', 'c']),
    constraintName(['public', 'a', 'b_c']),
    constraintName(['other', 'a', 'b_c']),
  ]
  expect(new Set(names).size).toBe(3)
})

test.each([
  ['long', 'x'.repeat(100)],
  ['of letters with two bytes', 'урок'.repeat(20)],
  ['of letters with four bytes', '🙂'.repeat(20)],
])('a name that is %s is cut to 63 bytes between letters', (_, table) => {
  const [one, other] = ['tutor_id', 'student_id'].map((column) => constraintName(['public', table, column, 'fk']))
  expect(one).not.toBe(other)
  expect(Buffer.byteLength(one ?? '')).toBeLessThanOrEqual(63)
  expect(Buffer.byteLength(one ?? '')).toBeGreaterThan(58)
  expect(one).not.toContain('\ufffd')
})
