import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { codeOf, fieldsOf, type ApiClient } from './api-client.ts'
import { foreignLesson, lesson, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest
let tutor: ApiClient
let student: ApiClient

const path = `/board/lessons/${lesson}/snapshot/`
const stroke = (id: string, points: unknown = [{ x: 1, y: 2 }]): object => ({
  id,
  tool: 'pencil',
  color: '#102030',
  thickness: 2,
  points,
  composite: 'source-over',
})

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
beforeEach(async () => {
  ;[tutor, student] = await Promise.all([rest.as('tutor'), rest.as('student')])
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

test('a board that nobody has drawn on is empty, and was never saved', async () => {
  expect(await tutor.get(path)).toMatchObject({ status: 200, body: { strokes: [], saved_at: null } })
})

test('what one saves, the other reads; it is saved at once, over what was there', async () => {
  const strokes = [stroke('a'), { ...stroke('b'), anything: { at: ['all', null] } }]
  const saved = await tutor.post(path, { strokes })
  expect(saved).toMatchObject({ status: 201, body: { strokes, saved_at: rest.now().toISOString() } })
  expect((await student.get(path)).body).toEqual(saved.body)
  await student.post(path, { strokes: [stroke('c')] })
  const rows = await database.db
    .selectFrom('boards_boardsnapshot')
    .select('data')
    .where('lesson_id', '=', lesson)
    .execute()
  expect(rows).toEqual([{ data: { strokes: [stroke('c')] } }])
})

test('what is drawn live is read though it is not saved yet', async () => {
  const board = await rest.boards.open(lesson)
  board.put('live', JSON.stringify(stroke('live')))
  const { strokes } = (await tutor.get(path)).body as { strokes: unknown[] }
  expect(strokes).toContainEqual(stroke('live'))
  rest.boards.release(lesson)
})

test('of two strokes with one id, the later one holds', async () => {
  const { body } = await tutor.post(path, { strokes: [stroke('a', [1]), stroke('b'), stroke('a', [2])] })
  expect(body).toMatchObject({ strokes: [stroke('a', [2]), stroke('b')] })
  expect((await tutor.get(path)).body).toEqual(body)
})

test('each is answered with the board that they posted, whoever posted another meanwhile', async () => {
  const names = Array.from({ length: 8 }, (_, nth) => `own-${nth}`)
  const answers = await Promise.all(names.map((name) => tutor.post(path, { strokes: [stroke(name)] })))
  expect(answers.map(({ body }) => body)).toMatchObject(names.map((name) => ({ strokes: [stroke(name)] })))
})

test.each([
  [62, 201],
  [63, 400],
  [64, 400],
])('points within %d lists: %d', async (depth, status) => {
  const points: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth))
  expect(await tutor.post(path, { strokes: [stroke('deep', points)] })).toMatchObject({ status })
})

test('is for participants and admins', async () => {
  const body = { strokes: [stroke('x')] }
  for (const answer of [
    await tutor.get(`/board/lessons/${foreignLesson}/snapshot/`),
    await tutor.post(`/board/lessons/${foreignLesson}/snapshot/`, body),
  ])
    expect([answer.status, codeOf(answer)]).toEqual([403, 'PERMISSION_DENIED'])
  const admin = await rest.as('admin')
  expect(await admin.post(`/board/lessons/${foreignLesson}/snapshot/`, body)).toMatchObject({ status: 201 })
})

test.each(['2000000000', '99999999999999999999', 'x', "1'--"])('of lesson %s: 404', async (id) => {
  for (const answer of [
    await tutor.get(`/board/lessons/${id}/snapshot/`),
    await tutor.post(`/board/lessons/${id}/snapshot/`, { strokes: [] }),
  ])
    expect([answer.status, codeOf(answer)]).toEqual([404, 'LESSON_NOT_FOUND'])
})

test.each([
  [{}, ['This field is required.']],
  [{ strokes: null }, ['This field may not be null.']],
  [{ strokes: { a: 1 } }, ['Expected a list of items but got type "dict".']],
  [{ strokes: ['x'] }, { 0: ['Expected a dictionary of items but got type "str".'] }],
  [{ strokes: [stroke('a'), stroke('b\0')] }, { 1: [expect.stringMatching(/^Null characters/)] }],
  [{ strokes: [stroke('a', ['\ud800'])] }, { 0: [expect.stringMatching(/^Null characters/)] }],
])('%j: 400', async (body, problem) => {
  const answer = await tutor.post(path, body)
  expect([answer.status, fieldsOf(answer)]).toEqual([400, { strokes: problem }])
})
