import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { RelationStatus } from '../../src/database/database.ts'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { codeOf, fieldsOf, sortedStatuses, type Answer, type ApiClient } from './api-client.ts'
import { people, relation, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest
let tutor: ApiClient
let student: ApiClient
let otherTutor: ApiClient
let otherStudent: ApiClient

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
beforeEach(async () => {
  const names = ['tutor', 'student', 'otherTutor', 'otherStudent'] as const
  const clients = await Promise.all(names.map((name) => rest.as(name)))
  ;[tutor, student, otherTutor, otherStudent] = clients as [ApiClient, ApiClient, ApiClient, ApiClient]
  await database.db.deleteFrom('users_tutorstudentrelation').where('id', '<>', relation).execute()
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

interface Invitation {
  readonly tutor?: number
  readonly student?: number
  readonly by?: number | null
  readonly status?: RelationStatus
}

/** Invited an hour ago. */
async function invite({ tutor: from, student: to, by, status = 'invited' }: Invitation = {}): Promise<number> {
  const at = new Date(rest.now().getTime() - 3_600_000)
  const tutorId = from ?? people.otherTutor
  const row = {
    tutor_id: tutorId,
    student_id: to ?? people.otherStudent,
    status,
    notes: 'не любить дроби',
    invited_by_id: by === undefined ? tutorId : by,
    relationship_start: status === 'invited' ? null : at,
    relationship_end: null,
    created_at: at,
    updated_at: at,
  }
  const { id } = await database.db
    .insertInto('users_tutorstudentrelation')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function statusesOf(studentId: number): Promise<RelationStatus[]> {
  const rows = await database.db
    .selectFrom('users_tutorstudentrelation')
    .select('status')
    .where('student_id', '=', studentId)
    .orderBy('id')
    .execute()
  return rows.map(({ status }) => status)
}

function outcome(answer: Answer): unknown[] {
  return [answer.status, codeOf(answer)]
}

describe('lists', () => {
  test('the tutor sees students, notes and a summary', async () => {
    await invite()
    await invite({ student: people.student })
    const { status, body } = await otherTutor.get('/tutor/relations/')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      cursor: null,
      has_more: false,
      summary: { total: 2, invited: 2, active: 0, paused: 0, archived: 0 },
    })
    const [first] = (body as { results: unknown[] }).results
    expect(first).toMatchObject({
      status: 'invited',
      tutor_id: people.otherTutor,
      student: { id: people.student, email: 'student@m4sh.test', full_name: 'Sofia Student' },
      notes: 'не любить дроби',
      invited_at: new Date(rest.now().getTime() - 3_600_000).toISOString(),
      accepted_at: null,
      lesson_count: 0,
      recent_activity: null,
    })
  })

  test('the student sees tutors, but not their notes', async () => {
    const { body } = await student.get('/student/relations/')
    expect(body).toMatchObject({
      results: [
        {
          id: relation,
          relation_id: relation,
          status: 'active',
          tutor: { id: people.tutor },
          notes: '',
          lesson_count: 1,
        },
      ],
    })
    const id = await invite()
    expect((await otherStudent.get('/student/relations/')).body).toMatchObject({ results: [{ id, notes: '' }] })
  })

  test('are filtered by status; "all" is no filter', async () => {
    await invite({ tutor: people.tutor })
    const count = async (query: string): Promise<number> =>
      ((await tutor.get(`/tutor/relations/?${query}`)).body as { results: unknown[] }).results.length
    expect(await count('status=invited')).toBe(1)
    expect(await count('status=active')).toBe(1)
    expect(await count('status=archived')).toBe(0)
    expect(await count('status=all')).toBe(2)
    expect(await tutor.get("/tutor/relations/?status=active'")).toMatchObject({ status: 400 })
  })

  test('lead through all by the cursor', async () => {
    const made: number[] = []
    for (let index = 0; index < 5; index++) made.push(await invite({ status: 'archived' }))
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await otherTutor.get(`/tutor/relations/?limit=2&cursor=${cursor}`)
      const page = body as { results: { id: number }[]; cursor: string | null }
      seen.push(...page.results.map(({ id }) => id))
      ;({ cursor } = page)
    }
    expect(seen).toEqual(made.toReversed())
  })

  test('each is for its own role', async () => {
    expect(await student.get('/tutor/relations/')).toMatchObject({ status: 403 })
    expect(await tutor.get('/student/relations/')).toMatchObject({ status: 403 })
    expect(await (await rest.as('admin')).get('/tutor/relations/')).toMatchObject({ status: 403 })
  })
})

describe('accept', () => {
  test('makes an invitation a relation, and tells who had invited', async () => {
    const id = await invite()
    const pushed = rest.listen(`notifications:user:${people.otherTutor}`)
    rest.passTime(1000)
    expect(await otherStudent.post(`/relations/${id}/accept/`)).toMatchObject({
      status: 200,
      body: { id, status: 'active', accepted_at: rest.now().toISOString(), relationship_end: null },
    })
    expect(pushed).toMatchObject([{ payload: { type: 'relation.accepted', payload: { relation_id: id } } }])
  })

  test('a student has one active tutor at most', async () => {
    const id = await invite({ student: people.student })
    expect(outcome(await student.post(`/relations/${id}/accept/`))).toEqual([409, 'STUDENT_HAS_TUTOR'])
    expect(await statusesOf(people.student)).toEqual(['active', 'invited'])
  })

  test('one that is no invitation cannot be accepted', async () => {
    for (const status of ['active', 'paused', 'archived'] as const) {
      const id = await invite({ status })
      expect(outcome(await otherStudent.post(`/relations/${id}/accept/`))).toEqual([409, 'RELATION_NOT_INVITED'])
      await database.db.deleteFrom('users_tutorstudentrelation').where('id', '=', id).execute()
    }
  })

  test('of ten that accept one invitation at once, one has done it', async () => {
    const id = await invite()
    const pushed = rest.listen(`notifications:user:${people.otherTutor}`)
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => await otherStudent.post(`/relations/${id}/accept/`)),
    )
    expect(sortedStatuses(answers)).toEqual([200, ...Array<number>(9).fill(409)])
    expect(pushed).toHaveLength(1)
  })

  test('of ten invitations accepted at once, the student has one tutor', async () => {
    const ids = await Promise.all(
      Array.from(
        { length: 10 },
        async (_, index) => await invite({ tutor: index % 2 ? people.tutor : people.otherTutor }),
      ),
    )
    const answers = await Promise.all(ids.map(async (id) => await otherStudent.post(`/relations/${id}/accept/`)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await statusesOf(people.otherStudent)).filter((status) => status === 'active')).toHaveLength(1)
  })
})

describe('decline, cancel', () => {
  test('an invitation that is declined is archived, without ever having been a relation', async () => {
    const id = await invite()
    expect(await otherStudent.post(`/relations/${id}/decline/`)).toMatchObject({
      status: 200,
      body: { status: 'archived', relationship_start: null, relationship_end: null },
    })
    expect(outcome(await otherStudent.post(`/relations/${id}/decline/`))).toEqual([409, 'RELATION_NOT_INVITED'])
  })

  test('who has invited takes it back, the invited cannot', async () => {
    const [byTutor, byStudent, byNobody] = [
      await invite(),
      await invite({ by: people.otherStudent }),
      await invite({ by: null }),
    ]
    expect(outcome(await otherStudent.post(`/relations/${byTutor}/cancel/`))).toEqual([403, 'PERMISSION_DENIED'])
    expect(await otherTutor.post(`/relations/${byTutor}/cancel/`)).toMatchObject({ body: { status: 'archived' } })
    expect(outcome(await otherTutor.post(`/relations/${byStudent}/cancel/`))).toEqual([403, 'PERMISSION_DENIED'])
    expect(await otherStudent.post(`/relations/${byStudent}/cancel/`)).toMatchObject({ body: { status: 'archived' } })
    expect(await otherTutor.post(`/relations/${byNobody}/cancel/`)).toMatchObject({ body: { status: 'archived' } })
  })
})

describe('resend', () => {
  test('tells the invited once more, but not within 5 minutes: 429', async () => {
    const id = await invite()
    const pushed = rest.listen(`notifications:user:${people.otherStudent}`)
    expect(await otherTutor.post(`/relations/${id}/resend/`)).toMatchObject({
      status: 200,
      body: { status: 'invited' },
    })
    expect(pushed).toMatchObject([{ payload: { type: 'relation.invite', payload: { relation_id: id } } }])
    rest.passTime(299_999)
    const refused = await otherTutor.post(`/relations/${id}/resend/`)
    expect(outcome(refused)).toEqual([429, 'RATE_LIMITED'])
    expect(refused.headers.get('retry-after')).toBe('1')
    rest.passTime(1)
    expect(await otherTutor.post(`/relations/${id}/resend/`)).toMatchObject({ status: 200 })
    expect(pushed).toHaveLength(2)
  })

  test('of ten at once, one is sent', async () => {
    const id = await invite()
    const pushed = rest.listen(`notifications:user:${people.otherStudent}`)
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => await otherTutor.post(`/relations/${id}/resend/`)),
    )
    expect(sortedStatuses(answers)).toEqual([200, ...Array<number>(9).fill(429)])
    expect(pushed).toHaveLength(1)
  })

  test('not by the invited, and not of what is no invitation', async () => {
    const id = await invite()
    expect(await otherStudent.post(`/relations/${id}/resend/`)).toMatchObject({ status: 403 })
    expect(outcome(await tutor.post(`/relations/${relation}/resend/`))).toEqual([409, 'RELATION_NOT_INVITED'])
  })
})

describe('whose they are', () => {
  test.each(['accept', 'decline', 'resend', 'cancel'])('%s: not for others, for admins', async (action) => {
    const id = await invite()
    expect(outcome(await tutor.post(`/relations/${id}/${action}/`))).toEqual([403, 'PERMISSION_DENIED'])
    expect(await statusesOf(people.otherStudent)).toEqual(['invited'])
    expect(await (await rest.as('admin')).post(`/relations/${id}/${action}/`)).toMatchObject({ status: 200 })
    for (const missing of ['2000000000', 'x', '99999999999999999999'])
      expect(outcome(await tutor.post(`/relations/${missing}/${action}/`))).toEqual([404, 'RELATION_NOT_FOUND'])
  })
})

describe('batches', () => {
  test('accept: what fails for one does not keep the others from it', async () => {
    const busy = await invite({ tutor: people.tutor, student: people.student })
    const [good, foreign] = [await invite({ tutor: people.tutor }), await invite()]
    const ids = [good, relation, busy, foreign, 2_000_000_000, good]
    const { status, body } = await tutor.post('/tutor/relations/batch/accept/', { ids })
    expect(status).toBe(200)
    expect(body).toEqual({
      processed: [good],
      failed: [
        { id: relation, error: 'The relation is active, not invited.' },
        { id: busy, error: 'The student has an active tutor already.' },
        { id: foreign, error: 'This is a relation of others.' },
        { id: 2_000_000_000, error: 'No Relation matches the given query.' },
      ],
    })
  })

  test('archive: ends what has begun, and what has not', async () => {
    const [active, invited] = [await invite({ status: 'active' }), await invite()]
    const { body } = await otherTutor.post('/tutor/relations/batch/archive/', { ids: [active, invited] })
    expect(body).toEqual({ processed: [active, invited], failed: [] })
    const rows = await database.db
      .selectFrom('users_tutorstudentrelation')
      .select(['status', 'relationship_end'])
      .where('id', 'in', [active, invited])
      .orderBy('id')
      .execute()
    expect(rows).toEqual([
      { status: 'archived', relationship_end: rest.now() },
      { status: 'archived', relationship_end: null },
    ])
    const again = await otherTutor.post('/tutor/relations/batch/archive/', { ids: [active] })
    expect(again.body).toEqual({ processed: [], failed: [{ id: active, error: 'The relation is archived already.' }] })
  })

  test.each([
    [{}, ['This field is required.']],
    [{ ids: [] }, ['This list may not be empty.']],
    [{ ids: 5 }, ['Expected a list of items but got type "int".']],
    [{ ids: ['x'] }, { 0: ['A valid integer is required.'] }],
    [{ ids: Array.from({ length: 101 }, (_, id) => id + 1) }, ['Ensure this field has no more than 100 elements.']],
  ])('%j: 400', async (body, problem) => {
    const answer = await tutor.post('/tutor/relations/batch/accept/', body)
    expect([answer.status, fieldsOf(answer)]).toEqual([400, { ids: problem }])
  })

  test('are for tutors', async () => {
    expect(await student.post('/tutor/relations/batch/archive/', { ids: [relation] })).toMatchObject({ status: 403 })
    expect(await statusesOf(people.student)).toEqual(['active'])
  })
})
