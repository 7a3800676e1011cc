import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Bed } from '../peers/bed.ts'

let bed: Bed

beforeAll(async () => {
  bed = await Bed.make({ counts: { users: 6, lessons: 2, messages: 2, notifications: 2 } })
}, 60_000)
afterAll(async () => await bed.close())

test('a lesson whose swapped times end as an archived relation begins is repaired all the same', async () => {
  await bed.broken(
    `UPDATE users_tutorstudentrelation SET status = 'archived', relationship_start = '2025-01-05 00:00Z',
      relationship_end = '2025-02-01'`,
    `DELETE FROM lessons_lesson WHERE (tutor_id, student_id) NOT IN
      (SELECT tutor_id, student_id FROM users_tutorstudentrelation)`,
    `UPDATE lessons_lesson SET start = '2025-01-05 00:00Z', "end" = '2025-01-04 23:00Z'`,
  )
  const { report } = await bed.scan(['--fix', '--yes', '--fix-times'])
  expect(report.result.fix).toMatchObject({
    transaction: 'committed',
    uncovered: expect.arrayContaining([
      {
        check: 'lessons.missing-relation',
        count: expect.any(Number),
        because: 'a lesson that starts earlier now may lie outside of the time of an archived relation',
      },
    ]),
  })
})
