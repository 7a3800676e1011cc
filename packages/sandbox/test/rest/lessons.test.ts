import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { codeOf, fieldsOf, sortedStatuses, type Answer, type ApiClient } from './api-client.ts'
import { foreignLesson, lesson, people, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest
let tutor: ApiClient
let student: ApiClient
let admin: ApiClient

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
beforeEach(async () => {
  ;[tutor, student, admin] = await Promise.all([rest.as('tutor'), rest.as('student'), rest.as('admin')])
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

interface Lesson {
  readonly id: number
  readonly utc_start: string
}

const times = { start: '2030-07-01T10:00:00Z', end: '2030-07-01T11:00:00Z' }

async function plan(change: object = {}): Promise<Lesson> {
  return (await tutor.post('/lessons/', { student_id: people.student, ...times, ...change })).body as Lesson
}

describe('POST /lessons/', () => {
  test('plans a lesson', async () => {
    const series = '0b4c1a52-6f3e-4f6c-9d0e-3a1f0a6f5c11'
    const body = { student_id: people.student, ...times, series_id: series }
    const answer = await tutor.post('/lessons/', body)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      id: expect.any(Number),
      status: 'scheduled',
      tutor_id: people.tutor,
      student_id: people.student,
      utc_start: '2030-07-01T10:00:00.000Z',
      utc_end: '2030-07-01T11:00:00.000Z',
      user_local_start: '2030-07-01T13:00:00+03:00',
      user_local_end: '2030-07-01T14:00:00+03:00',
      timezone: 'Europe/Kyiv',
      series_id: series,
      created_at: rest.now().toISOString(),
      updated_at: rest.now().toISOString(),
    })
    expect((await student.get(`/lessons/${(answer.body as Lesson).id}/`)).body).toEqual(answer.body)
  })

  test('the student gets a notification, pushed and kept; the tutor does not', async () => {
    const [toStudent, toTutor] = [people.student, people.tutor].map((id) => rest.listen(`notifications:user:${id}`))
    const { id } = await plan()
    expect(toTutor).toEqual([])
    expect(toStudent).toEqual([
      {
        type: 'notification.new',
        payload: {
          id: expect.any(String),
          type: 'lesson.created',
          payload: {
            title: 'Нове заняття',
            body: expect.stringContaining('Тарас'),
            lesson_id: id,
            start: expect.any(String),
            end: expect.any(String),
          },
          read_at: null,
          created_at: rest.now().toISOString(),
        },
      },
    ])
    const { results } = (await student.get('/notifications/')).body as { results: unknown[] }
    expect(results).toContainEqual(toStudent?.[0]?.['payload'])
  })

  test('times without an offset are UTC, others are what they say', async () => {
    const body = { student_id: people.student, start: '2030-01-01T10:00', end: '2030-01-01 14:00:00.5+02:00' }
    expect(await tutor.post('/lessons/', body, { isLenient: true })).toMatchObject({
      status: 201,
      body: { utc_start: '2030-01-01T10:00:00.000Z', utc_end: '2030-01-01T12:00:00.500Z' },
    })
  })

  test.each([
    [{ end: times.start }, { end: ['The end must be after the start.'] }],
    [{ end: '2030-07-01T09:00:00Z' }, { end: ['The end must be after the start.'] }],
    [{ start: 'tomorrow' }, { start: [expect.stringMatching(/^Datetime has wrong format/)] }],
    [{ start: '2030-02-30T10:00:00Z' }, { start: [expect.any(String)] }],
    [{ start: '2030-07-01' }, { start: [expect.any(String)] }],
    [{ start: 1909130400 }, { start: [expect.any(String)] }],
    [{ start: '0000-01-01T00:00:00Z' }, { start: [expect.any(String)] }],
    [{ start: "2030-07-01T10:00:00Z'; --" }, { start: [expect.any(String)] }],
    [{ series_id: 'x' }, { series_id: ['Must be a valid UUID.'] }],
    [{ student_id: null }, { student_id: ['This field may not be null.'] }],
  ])('%j: 400', async (change, fields) => {
    const answer = await tutor.post('/lessons/', { student_id: people.student, ...times, ...change })
    expect([answer.status, fieldsOf(answer)]).toEqual([400, fields])
  })

  test('needs a tutor', async () => {
    for (const by of [student, admin])
      expect(await by.post('/lessons/', {})).toMatchObject({
        status: 403,
        body: { error: { code: 'PERMISSION_DENIED' } },
      })
  })

  test.each([people.otherStudent, people.tutor, 2_000_000_000])('needs an active relation with user %d', async (id) => {
    const answer = await tutor.post('/lessons/', { student_id: id, ...times })
    expect([answer.status, codeOf(answer)]).toEqual([403, 'RELATION_NOT_ACTIVE'])
  })

  test('a relation that is not active is none', async () => {
    await database.db.updateTable('users_tutorstudentrelation').set({ status: 'paused' }).where('id', '=', 1).execute()
    expect(codeOf(await tutor.post('/lessons/', { student_id: people.student, ...times }))).toBe('RELATION_NOT_ACTIVE')
    await database.db.updateTable('users_tutorstudentrelation').set({ status: 'active' }).where('id', '=', 1).execute()
  })
})

describe('GET /lessons/{id}/', () => {
  test('each participant sees their own clock', async () => {
    await database.db
      .updateTable('users_user')
      .set({ timezone: 'America/New_York' })
      .where('id', '=', people.student)
      .execute()
    const { id } = await plan()
    expect((await student.get(`/lessons/${id}/`)).body).toMatchObject({
      utc_start: '2030-07-01T10:00:00.000Z',
      user_local_start: '2030-07-01T06:00:00-04:00',
      timezone: 'America/New_York',
    })
  })

  test('is for participants and admins', async () => {
    expect(await admin.get(`/lessons/${foreignLesson}/`)).toMatchObject({ status: 200 })
    const answer = await tutor.get(`/lessons/${foreignLesson}/`)
    expect([answer.status, codeOf(answer)]).toEqual([403, 'PERMISSION_DENIED'])
  })

  test.each([
    '2000000000',
    '9007199254740991',
    '9223372036854775808',
    '0',
    '-1',
    'my2',
    '1;',
    '%27',
    '%00',
    'x'.repeat(3000),
  ])('lesson %s: 404 LESSON_NOT_FOUND', async (id) => {
    const answer = await tutor.get(`/lessons/${id}/`)
    expect([answer.status, answer.body]).toEqual([
      404,
      { error: { code: 'LESSON_NOT_FOUND', detail: 'No Lesson matches the given query.', fields: {} } },
    ])
  })
})

describe('PATCH /lessons/{id}/reschedule/', () => {
  test('moves a lesson', async () => {
    const { id } = await plan()
    rest.passTime(1000)
    const moved = { start: '2030-08-01T10:00:00Z', end: '2030-08-01T11:30:00Z' }
    expect(await tutor.patch(`/lessons/${id}/reschedule/`, moved)).toMatchObject({
      status: 200,
      body: {
        utc_start: '2030-08-01T10:00:00.000Z',
        utc_end: '2030-08-01T11:30:00.000Z',
        updated_at: rest.now().toISOString(),
      },
    })
  })

  test('what is not given stays', async () => {
    const { id } = await plan()
    expect((await tutor.patch(`/lessons/${id}/reschedule/`, { end: '2030-07-01T12:00:00Z' })).body).toMatchObject({
      utc_start: '2030-07-01T10:00:00.000Z',
      utc_end: '2030-07-01T12:00:00.000Z',
    })
    const answer = await tutor.patch(`/lessons/${id}/reschedule/`, { start: '2030-07-01T13:00:00Z' })
    expect([answer.status, fieldsOf(answer)]).toEqual([400, { end: ['The end must be after the start.'] }])
  })

  test('is for the tutor and for admins', async () => {
    const { id } = await plan()
    expect(await student.patch(`/lessons/${id}/reschedule/`, times)).toMatchObject({ status: 403 })
    expect(await (await rest.as('otherTutor')).patch(`/lessons/${id}/reschedule/`, times)).toMatchObject({
      status: 403,
    })
    expect(await admin.patch(`/lessons/${id}/reschedule/`, times)).toMatchObject({ status: 200 })
    expect(codeOf(await tutor.patch('/lessons/2000000000/reschedule/', times))).toBe('LESSON_NOT_FOUND')
  })

  test('a lesson that is over stays where it is', async () => {
    const { id } = await plan()
    await database.db.updateTable('lessons_lesson').set({ status: 'completed' }).where('id', '=', id).execute()
    const answer = await tutor.patch(`/lessons/${id}/reschedule/`, times)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'LESSON_NOT_SCHEDULED'])
  })
})

describe('POST /lessons/{id}/cancel/', () => {
  test.each(['tutor', 'student'] as const)('the %s cancels, the other one is told why', async (name) => {
    const { id } = await plan()
    const other = name === 'tutor' ? people.student : people.tutor
    const pushed = rest.listen(`notifications:user:${other}`)
    const own = rest.listen(`notifications:user:${people[name]}`)
    const answer = await (name === 'tutor' ? tutor : student).post(`/lessons/${id}/cancel/`, { reason: 'хворію' })
    expect(answer).toMatchObject({ status: 200, body: { id, status: 'cancelled' } })
    expect(pushed).toMatchObject([
      { payload: { type: 'lesson.cancelled', payload: { lesson_id: id, reason: 'хворію' } } },
    ])
    expect(own).toEqual([])
  })

  test('an admin cancels, both are told', async () => {
    const { id } = await plan()
    const pushed = [people.tutor, people.student].map((user) => rest.listen(`notifications:user:${user}`))
    expect(await admin.post(`/lessons/${id}/cancel/`)).toMatchObject({ status: 200 })
    expect(pushed.map((events) => events.length)).toEqual([1, 1])
  })

  test('of ten that cancel at once, one has done it', async () => {
    const { id } = await plan()
    const pushed = rest.listen(`notifications:user:${people.student}`)
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (): Promise<Answer> => await tutor.post(`/lessons/${id}/cancel/`, {})),
    )
    expect(sortedStatuses(answers)).toEqual([200, ...Array<number>(9).fill(409)])
    expect(pushed).toHaveLength(1)
  })

  test('of others: 403', async () => {
    expect(await tutor.post(`/lessons/${foreignLesson}/cancel/`)).toMatchObject({ status: 403 })
  })
})

describe('GET /lessons/my/', () => {
  const mine = async (query: string, by = tutor): Promise<{ results: Lesson[]; has_more_events: boolean }> =>
    (await by.get(`/lessons/my/?${query}`)).body as { results: Lesson[]; has_more_events: boolean }

  test('is one’s own, in order', async () => {
    const { results, has_more_events: hasMore } = await mine('')
    expect(results.map(({ id }) => id)).toContain(lesson)
    expect(results.map(({ id }) => id)).not.toContain(foreignLesson)
    const starts = results.map(({ utc_start: start }) => start)
    expect(starts).toEqual(starts.toSorted())
    expect(hasMore).toBe(false)
    expect((await mine('', student)).results).toHaveLength(results.length)
    expect((await mine('', admin)).results).toEqual([])
  })

  test('is cut to a time, days included as wholes, and to a status', async () => {
    await plan({ start: '2031-01-31T23:30:00Z', end: '2031-02-01T00:30:00Z' })
    const { id } = await plan({ start: '2031-02-01T00:00:00Z', end: '2031-02-01T01:00:00Z' })
    const count = async (query: string): Promise<number> => (await mine(query)).results.length
    expect(await count('from=2031-01-01&to=2031-01-31')).toBe(1)
    expect(await count('from=2031-01-01&to=2031-02-01')).toBe(2)
    expect(await count('from=2031-02-01T00:00:00Z&to=2031-02-01T00:00:00Z')).toBe(1)
    expect(await count('from=2031-01-31T23:30:00.001Z&to=2031-12-31')).toBe(1)
    await tutor.post(`/lessons/${id}/cancel/`)
    expect(await count('from=2031-01-01&status=cancelled')).toBe(1)
    expect(await count('from=2031-01-01&status=scheduled')).toBe(1)
    expect(await count('from=2031-01-01&status=completed')).toBe(0)
  })

  test('500 at most, and whether there are more', async () => {
    await database.pool.query(
      `INSERT INTO lessons_lesson (tutor_id, student_id, status, start, "end", created_at, updated_at)
       SELECT $1, $2, 'scheduled', at, at + interval '1 hour', at, at
       FROM generate_series(timestamptz '2050-01-01 00:00Z', '2050-01-21 20:00Z', '1 hour') AS at`,
      [people.tutor, people.student],
    )
    const all = await mine('from=2050-01-01&to=2050-12-31')
    expect([all.results.length, all.has_more_events]).toEqual([500, true])
    const cut = await mine('from=2050-01-01&to=2050-01-21T19:00:00Z')
    expect([cut.results.length, cut.has_more_events]).toEqual([500, false])
  })

  test.each([
    ['from=yesterday', 'from'],
    ['to=2031-02-30', 'to'],
    ['from=2031-02-01&to=2031-01-01', 'to'],
    ['status=all', 'status'],
    ["status=scheduled'--", 'status'],
    ['from=%00', 'from'],
  ])('%s: 400', async (query, field) => {
    const answer = await tutor.get(`/lessons/my/?${query}`)
    expect([answer.status, fieldsOf(answer)]).toEqual([400, { [field]: [expect.any(String)] }])
  })
})
