import { describe, expect, test } from '@jest/globals'
import { succeeded, type Answer } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { unknownId } from './endpoints.ts'
import { fieldsOf, idOf, isSameId, rowsOf, type Fields } from './json.ts'
import { describeWith } from './needs.ts'
import type { Session } from './session.ts'
import { refused, expectLesson } from './shapes.ts'

const hour = 3_600_000

export function describeLessons({ tutor, student, lessonId, rows }: Deployment): void {
  describe('lessons', () => {
    test('GET /lessons/{id}/ is a Lesson, the same for both', async () => {
      const lessons = [tutor, student].map(async ({ api }) => succeeded(await api.get(`/lessons/${lessonId}/`)).body)
      const [ofTutor, ofStudent] = (await Promise.all(lessons)).map(fieldsOf)
      expectLesson(ofTutor ?? {})
      expect(isSameId(ofTutor?.['tutor_id'], tutor.userId)).toBe(true)
      expect(isSameId(ofTutor?.['student_id'], student.userId)).toBe(true)
      expect(ofStudent).toMatchObject({ id: ofTutor?.['id'], utc_start: ofTutor?.['utc_start'] })
    })

    test('GET /lessons/my/ is one’s own, 500 at most', async () => {
      for (const [session, name] of [
        [tutor, 'tutor_id'],
        [student, 'student_id'],
      ] as const) {
        const { lessons } = myLessons(await session.api.get('/lessons/my/'))
        expect(lessons.length).toBeLessThanOrEqual(500)
        for (const lesson of lessons) {
          expectLesson(lesson)
          expect(isSameId(lesson[name], session.userId)).toBe(true)
        }
        expect(lessons.map(({ id }) => idOf(id))).toContain(idOf(lessonId))
      }
    })

    test('one that is not there: 404', async () => {
      expect(await tutor.api.get(`/lessons/${unknownId}/`)).toEqual(refused(404))
      expect(await tutor.api.post(`/lessons/${unknownId}/cancel/`)).toEqual(refused(404))
      expect(await tutor.api.patch(`/lessons/${unknownId}/reschedule/`, times(9))).toEqual(refused(404))
    })

    test('is made, moved and cancelled', async () => {
      const made = fieldsOf(succeeded(await create(tutor, student)).body)
      expectLesson(made)
      expect(made).toMatchObject({ status: 'scheduled' })
      expectTimes(made, times(1))
      const path = `/lessons/${idOf(made['id'])}/`

      succeeded(await tutor.api.patch(`${path}reschedule/`, bothNames(times(2))))
      const moved = fieldsOf(succeeded(await student.api.get(path)).body)
      expect(moved).toMatchObject({ status: 'scheduled' })
      expectTimes(moved, times(2))

      const window = new URLSearchParams({ from: times(1).start, to: times(3).start }).toString()
      const { lessons } = myLessons(await student.api.get(`/lessons/my/?${window}&status=scheduled`))
      expect(lessons.map(({ id }) => idOf(id))).toContain(idOf(made['id']))

      succeeded(await tutor.api.post(`${path}cancel/`))
      expect(succeeded(await student.api.get(path)).body).toMatchObject({ status: 'cancelled' })
      expect(await tutor.api.patch(`${path}reschedule/`, bothNames(times(4)))).toEqual(refused(400, 403, 409, 422))
    })

    test.each([
      ['an end before its start', ({ start, end }: Times) => bothNames({ start: end, end: start })],
      ['no end', ({ start }: Times) => ({ utc_start: start, start })],
      ['times that are none', () => bothNames({ start: 'tomorrow', end: 'later' })],
    ])('%s: refused', async (_, change) => {
      const body = { student_id: student.userId, ...bothNames(times(5)) }
      const refusal = { student_id: student.userId, ...change(times(5)) }
      expect(await tutor.api.post('/lessons/', refusal)).toEqual(refused(400, 422))
      // The same with good times is taken: it was them.
      const { id } = fieldsOf(succeeded(await tutor.api.post('/lessons/', body)).body)
      succeeded(await tutor.api.post(`/lessons/${idOf(id)}/cancel/`))
    })
  })

  describeWith('lessons of a far year', rows, (database) => {
    test('from, to and status choose, and more than 500 are told of', async () => {
      const added = await database.addLessons(tutor.userId, student.userId, '2180-01-01T00:00:00Z', 510)
      const window = 'from=2180-01-01T00:00:00Z&to=2181-01-01T00:00:00Z'
      const all = myLessons(await tutor.api.get(`/lessons/my/?${window}`))
      expect(all.hasMore).toBe(true)
      expect(all.lessons).toHaveLength(500)

      await database.query(`UPDATE lessons_lesson SET status = 'completed' WHERE id = ANY($1::bigint[])`, [
        added.slice(3),
      ])
      const scheduled = myLessons(await tutor.api.get(`/lessons/my/?${window}&status=scheduled`))
      expect(scheduled.lessons.map(({ id }) => idOf(id)).toSorted()).toEqual(added.slice(0, 3).toSorted())
      expect(scheduled.hasMore).toBe(false)

      const day = myLessons(await tutor.api.get('/lessons/my/?from=2180-01-02T00:00:00Z&to=2180-01-02T23:30:00Z'))
      expect(day.lessons).toHaveLength(24)
      for (const lesson of day.lessons) expect(lesson['utc_start']).toMatch(/^2180-01-02T/)
    })
  })

  describeWith('lessons of others', rows, (database) => {
    test('are neither seen, moved nor cancelled', async () => {
      const lesson = await database.addLesson(await database.addUser('tutor'), await database.addUser('student'))
      expect(await tutor.api.get(`/lessons/${lesson}/`)).toEqual(refused(403, 404))
      expect(await tutor.api.patch(`/lessons/${lesson}/reschedule/`, bothNames(times(6)))).toEqual(refused(403, 404))
      expect(await tutor.api.post(`/lessons/${lesson}/cancel/`)).toEqual(refused(403, 404))
      const left = await database.query('SELECT status FROM lessons_lesson WHERE id = $1', [lesson])
      expect(left).toEqual([{ status: 'scheduled' }])
    })
  })
}

interface Times {
  start: string
  end: string
}

const runStart = Math.floor(Date.now() / hour) * hour

/** Some years from now, so that nothing of the test accounts lies there. */
function times(offset: number): Times {
  const start = runStart + (3 * 365 * 24 + offset) * hour
  return { start: new Date(start).toISOString(), end: new Date(start + hour / 2).toISOString() }
}

/** The bodies are undocumented: the times are there as the DTO names them, and as the table does. */
function bothNames({ start, end }: Times): Fields {
  return { utc_start: start, utc_end: end, start, end }
}

async function create(tutor: Session, student: Session): Promise<Answer> {
  return await tutor.api.post('/lessons/', { student_id: student.userId, ...bothNames(times(1)) })
}

function expectTimes(lesson: Fields, wanted: Times): void {
  expect([lesson['utc_start'], lesson['utc_end']].map((at) => Date.parse(String(at)))).toEqual(
    [wanted.start, wanted.end].map((at) => Date.parse(at)),
  )
}

function myLessons(answer: Answer): { lessons: Fields[]; hasMore: boolean } {
  const { results, has_more_events: hasMore } = fieldsOf(succeeded(answer).body)
  expect(hasMore).toEqual(expect.any(Boolean))
  return { lessons: rowsOf(results), hasMore: hasMore === true }
}
