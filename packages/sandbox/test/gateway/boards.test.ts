import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { openDatabase } from '../../src/database/open-database.ts'
import { Boards } from '../../src/gateway/boards.ts'
import { lessons, startTestDatabase, type TestDatabase } from './test-platform.ts'
import { until } from './until.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await startTestDatabase()
})

afterAll(async () => {
  await database?.close()
})

afterEach(async () => {
  await database.db.deleteFrom('boards_boardsnapshot').execute()
})

const seldom = { boardSaveIntervalMs: 3_600_000 }
const often = { boardSaveIntervalMs: 20 }

interface Row {
  readonly data: unknown
  readonly saved_at: Date
}

async function rows(lessonId: number = lessons.own): Promise<Row[]> {
  return await database.db
    .selectFrom('boards_boardsnapshot')
    .select(['data', 'saved_at'])
    .where('lesson_id', '=', lessonId)
    .orderBy('id')
    .execute()
}

async function insertRow(data: unknown, savedAt: string): Promise<void> {
  await database.db
    .insertInto('boards_boardsnapshot')
    .values({ lesson_id: lessons.own, data: data === null ? null : JSON.stringify(data), saved_at: savedAt })
    .execute()
}

function put(board: { put(id: string, json: string): boolean }, id: string, color = '#000000'): void {
  board.put(id, JSON.stringify({ id, color }))
}

const drawn = (id: string, color = '#000000'): unknown => ({ id, color })

describe('boards', () => {
  test('a board begins with the last row of its lesson', async () => {
    await insertRow({ strokes: [drawn('old')] }, '2026-01-01T00:00:00Z')
    await insertRow({ strokes: [drawn('b'), drawn('a')] }, '2026-01-03T00:00:00Z')
    await insertRow({ strokes: [] }, '2026-01-02T00:00:00Z')
    const boards = new Boards(database.db, seldom)
    expect(await boards.read(lessons.own)).toEqual({
      strokes: [drawn('b'), drawn('a')],
      savedAt: new Date('2026-01-03T00:00:00Z'),
    })
    expect(boards.size).toBe(0)
  })

  test('where there is no row, it is empty and was never saved', async () => {
    const boards = new Boards(database.db, seldom)
    expect(await boards.read(lessons.own)).toEqual({ strokes: [], savedAt: null })
    expect(await boards.readSaved(lessons.own)).toEqual({ strokes: [], savedAt: null })
    expect(await rows()).toEqual([])
  })

  test.each([
    ['null', null, []],
    ['an array', [drawn('a')], [drawn('a')]],
    ['another object', { paths: [] }, []],
    ['a text', 'x', []],
    ['strokes that are none', { strokes: 'x' }, []],
    ['strokes without ids', { strokes: [1, null, { x: 1 }, { id: {} }] }, [1, null, { x: 1 }, { id: {} }]],
  ])('rows that hold %s are taken as they are', async (_, data, strokes) => {
    await insertRow(data, '2026-01-01T00:00:00Z')
    expect((await new Boards(database.db, seldom).read(lessons.own)).strokes).toEqual(strokes)
  })

  test('is saved once, after the interval, with all that came meanwhile', async () => {
    const boards = new Boards(database.db, { boardSaveIntervalMs: 200 })
    const board = await boards.open(lessons.own)
    const started = performance.now()
    for (let index = 0; index < 50; index++) put(board, `s${index}`)
    expect(boards.stats.saves).toBe(0)
    await until(() => boards.stats.saves === 1)
    expect(performance.now() - started).toBeGreaterThanOrEqual(199)
    const strokes = Array.from({ length: 50 }, (_, index) => drawn(`s${index}`))
    expect(await rows()).toEqual([{ data: { strokes }, saved_at: board.savedAt }])
    await boards.close()
    expect(boards.stats.saves).toBe(1)
  })

  test('one row a lesson is written over, not one a save', async () => {
    await insertRow({ strokes: [drawn('a')] }, '2026-01-01T00:00:00Z')
    const boards = new Boards(database.db, often)
    const board = await boards.open(lessons.own)
    for (let saves = 1; saves <= 3; saves++) {
      put(board, `s${saves}`)
      await until(() => boards.stats.saves === saves)
    }
    expect((await rows()).map(({ data }) => data)).toEqual([
      { strokes: [drawn('a'), drawn('s1'), drawn('s2'), drawn('s3')] },
    ])
    await boards.close()
  })

  test('a row that was deleted meanwhile is written anew', async () => {
    const boards = new Boards(database.db, often)
    const board = await boards.open(lessons.own)
    put(board, 'a')
    await until(() => boards.stats.saves === 1)
    await database.db.deleteFrom('boards_boardsnapshot').execute()
    put(board, 'b')
    await until(() => boards.stats.saves === 2)
    expect((await rows()).map(({ data }) => data)).toEqual([{ strokes: [drawn('a'), drawn('b')] }])
    await boards.close()
  })

  test('what changes nothing is not saved', async () => {
    const boards = new Boards(database.db, often)
    const board = await boards.open(lessons.own)
    board.remove('never drawn')
    await boards.close()
    expect(boards.stats.saves).toBe(0)
    expect(await rows()).toEqual([])
  })

  test('closing saves what is not saved yet', async () => {
    const boards = new Boards(database.db, seldom)
    for (const lesson of Object.values(lessons)) put(await boards.open(lesson), `of ${lesson}`)
    await boards.close()
    expect((await rows(lessons.own)).map(({ data }) => data)).toEqual([{ strokes: [drawn('of 1')] }])
    expect((await rows(lessons.foreign)).map(({ data }) => data)).toEqual([{ strokes: [drawn('of 2')] }])
  })

  test('an idle board goes from memory: at once where it is saved, else when it is', async () => {
    const boards = new Boards(database.db, { boardSaveIntervalMs: 50 })
    await boards.open(lessons.own)
    const board = await boards.open(lessons.own)
    boards.release(lessons.own)
    expect(boards.size).toBe(1)
    put(board, 'a')
    boards.release(lessons.own)
    expect(boards.size).toBe(1)
    expect(await boards.read(lessons.own)).toEqual({ strokes: [drawn('a')], savedAt: null })
    await until(() => boards.size === 0)
    expect(boards.stats.saves).toBe(1)
    expect(boards.find(lessons.own)).toBeUndefined()
    expect(await boards.read(lessons.own)).toEqual({ strokes: [drawn('a')], savedAt: expect.any(Date) })
  })

  test('a client’s snapshot takes the place of the board and is saved at once', async () => {
    const now = new Date('2026-02-03T04:05:06.789Z')
    const boards = new Boards(database.db, seldom, () => now)
    const board = await boards.open(lessons.own)
    put(board, 'a')
    expect(await boards.replace(lessons.own, [drawn('b'), drawn('c')])).toEqual(now)
    expect(board.toJson()).toBe(JSON.stringify([drawn('b'), drawn('c')]))
    expect(await rows()).toEqual([{ data: { strokes: [drawn('b'), drawn('c')] }, saved_at: now }])
    expect(await boards.readSaved(lessons.own)).toEqual({ strokes: [drawn('b'), drawn('c')], savedAt: now })
    boards.release(lessons.own)
    expect(boards.size).toBe(0)
  })

  test('many snapshots at once: each is saved before its client hears of it, the last one wins', async () => {
    const boards = new Boards(database.db, seldom)
    await Promise.all(Array.from({ length: 20 }, (_, index) => boards.replace(lessons.own, [drawn(`s${index}`)])))
    expect((await rows()).map(({ data }) => data)).toEqual([{ strokes: [drawn('s19')] }])
    expect(boards.size).toBe(0)
  })

  test('what PostgreSQL cannot keep is refused before anything is changed', async () => {
    const boards = new Boards(database.db, seldom)
    await boards.replace(lessons.own, [drawn('a')])
    await expect(boards.replace(lessons.own, [drawn('a\0')])).rejects.toThrow(RangeError)
    expect((await boards.read(lessons.own)).strokes).toEqual([drawn('a')])
  })

  test('a lesson that does not exist has no board to save, and nothing of it stays', async () => {
    const boards = new Boards(database.db, seldom)
    await expect(boards.replace(999, [drawn('a')])).rejects.toMatchObject({ code: '23503' })
    expect(boards.stats).toEqual({ boards: 0, saves: 0, failedSaves: 1 })
  })

  test('at the end, the board of a lesson that was deleted meanwhile is no failure, and keeps no other from being saved', async () => {
    const boards = new Boards(database.db, seldom)
    const doomed = 77
    await database.pool.query(
      `INSERT INTO lessons_lesson (id, tutor_id, student_id, status, start, "end", created_at, updated_at)
       SELECT $2, tutor_id, student_id, status, start, "end", created_at, updated_at FROM lessons_lesson WHERE id = $1`,
      [lessons.own, doomed],
    )
    put(await boards.open(doomed), 'a')
    put(await boards.open(lessons.own), 'b')
    await database.db.deleteFrom('lessons_lesson').where('id', '=', doomed).execute()
    await boards.close()
    expect(boards.stats).toMatchObject({ saves: 1, failedSaves: 1 })
    expect((await rows()).map(({ data }) => data)).toEqual([{ strokes: [drawn('b')] }])
  })

  test('a database that fails: tried again with the next interval; at the end it is said', async () => {
    const gone = await openDatabase(database.url)
    const boards = new Boards(gone.db, often)
    put(await boards.open(lessons.own), 'a')
    await gone.close()
    await until(() => boards.stats.failedSaves === 2)
    await expect(boards.close()).rejects.toThrow('1 boards could not be saved')
    await expect(boards.open(lessons.foreign)).rejects.toThrow('destroyed')
    expect(boards.size).toBe(1)
    expect(boards.find(lessons.foreign)).toBeUndefined()
  })

  test('several who open a board at once get the same one', async () => {
    await insertRow({ strokes: [drawn('a')] }, '2026-01-01T00:00:00Z')
    const boards = new Boards(database.db, seldom)
    const [first, ...others] = await Promise.all(Array.from({ length: 10 }, () => boards.open(lessons.own)))
    for (const other of others) expect(other).toBe(first)
    expect(first?.size).toBe(1)
  })
})
