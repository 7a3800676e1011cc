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

interface Message {
  readonly id: number
  readonly text: string
}

async function write(text: string, by = tutor): Promise<Message> {
  return (await by.post('/chat/messages/', { lesson_id: lesson, text })).body as Message
}

interface Page {
  readonly results: readonly Message[]
  readonly cursor: string | null
  readonly has_more: boolean
}

async function history(query = '', by = tutor): Promise<Page> {
  return (await by.get(`/chat/history/?lesson_id=${lesson}${query}`)).body as Page
}

describe('POST /chat/messages/', () => {
  test('writes a message and answers with it', async () => {
    const { status, body } = await tutor.post('/chat/messages/', { lesson_id: lesson, text: ' Привіт 👋 ' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      lesson_id: lesson,
      text: 'Привіт 👋',
      created_at: rest.now().toISOString(),
      edited_at: null,
      author_id: people.tutor,
      author_name: 'Тарас Репетитор',
      attachments: [],
    })
    expect((await history()).results[0]).toEqual(body)
  })

  test('pushes it to both participants, the author included, and to nobody else', async () => {
    const [own, other, stranger] = [people.tutor, people.student, people.otherTutor].map((id) =>
      rest.listen(`chat:user:${id}`),
    )
    const message = await write('pushed')
    expect([own, other, stranger]).toEqual([
      [{ type: 'chat.message.new', payload: message }],
      [{ type: 'chat.message.new', payload: message }],
      [],
    ])
  })

  test('attachments come back and are pushed, but are not kept', async () => {
    const attachments = [{ url: '/a.png', size: [1, 2] }, {}]
    const pushed = rest.listen(`chat:user:${people.student}`)
    const answer = await tutor.post('/chat/messages/', { lesson_id: lesson, text: 'with files', attachments })
    expect(answer).toMatchObject({ status: 201, body: { attachments } })
    expect(pushed).toMatchObject([{ payload: { text: 'with files', attachments } }])
    expect((await history()).results[0]).toMatchObject({ text: 'with files', attachments: [] })
  })

  test('the clientId does not come back, unless the sandbox is told so', async () => {
    const body = { lesson_id: lesson, text: 'x', clientId: 'tmp-1', attachments: [{ url: '/a.png' }] }
    expect((await tutor.post('/chat/messages/', body)).body).not.toHaveProperty('clientId')
    const echoing = await startTestRest(database, { echoClientId: true })
    const pushed = echoing.listen(`chat:user:${people.student}`)
    const answer = await (await echoing.as('tutor')).post('/chat/messages/', body)
    expect(answer.body).toMatchObject({ clientId: 'tmp-1' })
    expect(pushed[0]).toMatchObject({ payload: { clientId: 'tmp-1' } })
    await echoing.stop()
  })

  test('SQL is a text like any other', async () => {
    const text = `'); DROP TABLE users_user; -- $1 \\ %s`
    expect(await write(text)).toMatchObject({ text })
    expect(await tutor.get('/users/me/')).toMatchObject({ status: 200 })
  })

  test.each([
    [{}, { lesson_id: ['This field is required.'], text: ['This field is required.'] }],
    [{ text: '   ' }, { text: ['This field may not be blank.'] }],
    [{ text: null }, { text: ['This field may not be null.'] }],
    [{ text: true }, { text: ['Not a valid string.'] }],
    [{ text: 'a\0' }, { text: ['Null characters are not allowed.'] }],
    [{ text: '\udc00' }, { text: ['Surrogate characters are not allowed: U+DC00.'] }],
    [{ lesson_id: 'one' }, { lesson_id: ['A valid integer is required.'] }],
    [{ lesson_id: 1.5 }, { lesson_id: ['A valid integer is required.'] }],
    [{ lesson_id: 1e300 }, { lesson_id: ['A valid integer is required.'] }],
    [{ lesson_id: -1 }, { lesson_id: ['Ensure this value is greater than or equal to 1.'] }],
    [{ attachments: 'x' }, { attachments: ['Expected a list of items but got type "str".'] }],
    [{ attachments: Array.from({ length: 21 }, () => ({})) }, { attachments: [expect.stringMatching(/more than 20/)] }],
    [{ attachments: [{}, { a: 'x'.repeat(4096) }] }, { attachments: { 1: [expect.stringMatching(/than 4096 char/)] } }],
    [{ attachments: [1] }, { attachments: { 0: ['Expected a dictionary of items but got type "int".'] } }],
  ])('%j: 400', async (change, fields) => {
    const body = Object.keys(change).length === 0 ? {} : { lesson_id: lesson, text: 'x', ...change }
    const answer = await tutor.post('/chat/messages/', body)
    expect([answer.status, fieldsOf(answer)]).toEqual([400, fields])
  })

  test('only participants write: not strangers, not even admins', async () => {
    const statuses = async (by: ApiClient, id: number): Promise<unknown[]> => {
      const answer = await by.post('/chat/messages/', { lesson_id: id, text: 'x' })
      return [answer.status, codeOf(answer)]
    }
    expect(await statuses(tutor, foreignLesson)).toEqual([403, 'PERMISSION_DENIED'])
    expect(await statuses(admin, lesson)).toEqual([403, 'PERMISSION_DENIED'])
    expect(await statuses(tutor, 2_000_000_000)).toEqual([404, 'LESSON_NOT_FOUND'])
    expect(await statuses(tutor, Number.MAX_SAFE_INTEGER)).toEqual([404, 'LESSON_NOT_FOUND'])
  })

  test('numbers may come as texts, as Django REST Framework takes them', async () => {
    const answer = await tutor.post('/chat/messages/', { lesson_id: '1', text: 5 }, { isLenient: true })
    expect(answer).toMatchObject({ status: 201, body: { lesson_id: 1, text: '5' } })
  })
})

describe('the pace', () => {
  test('one message in 300 ms of each user, else 429 with Retry-After', async () => {
    const paced = await startTestRest(database, { chatIntervalMs: 300 })
    const [fast, other] = await Promise.all([paced.as('tutor'), paced.as('student')])
    const post = async (by: ApiClient, text = 'x'): Promise<Answer> =>
      await by.post('/chat/messages/', { lesson_id: lesson, text })
    expect(await post(fast)).toMatchObject({ status: 201 })
    const refused = await post(fast)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_LIMITED'])
    expect(await post(other)).toMatchObject({ status: 201 })
    paced.passTime(299)
    expect(await post(fast)).toMatchObject({ status: 429 })
    // What is refused for another reason costs nothing, and neither do refusals.
    paced.passTime(1)
    expect(await post(fast, '')).toMatchObject({ status: 400 })
    expect(await post(fast)).toMatchObject({ status: 201 })
    await paced.stop()
  })

  test('there is none unless the sandbox is told so', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, async () => await write('at once')))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(20)
  })
})

describe('GET /chat/history/', () => {
  test('leads through all messages by the cursor, the latest first, each once', async () => {
    const before = (await all()).length
    rest.passTime(600_000)
    // Several within one millisecond: an instant alone does not tell where a page ends.
    const written: number[] = []
    for (let index = 0; index < 7; index++) written.push((await write(`page ${index}`)).id)
    const ids = await all('&limit=3')
    expect(ids).toHaveLength(before + 7)
    expect(ids.slice(0, 7)).toEqual(written.toReversed())
    expect(new Set(ids).size).toBe(ids.length)
  })

  async function all(query = ''): Promise<number[]> {
    const ids: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await history(`${query}&cursor=${cursor}`)
      ids.push(...page.results.map(({ id }) => id))
      expect(page.has_more).toBe(page.cursor !== null)
      ;({ cursor } = page)
    }
    return ids
  }

  test('tells microseconds apart, and authors who are gone', async () => {
    await database.pool.query(
      `INSERT INTO chat_lessonchatmessage (lesson_id, author_id, text, created_at)
       SELECT $1, NULL, n::text, timestamptz '2400-01-01 00:00:00.123' + n * interval '1 microsecond'
       FROM generate_series(1, 5) AS n`,
      [lesson],
    )
    const first = await history('&limit=2')
    const second = await history(`&limit=2&cursor=${first.cursor}`)
    expect([...first.results, ...second.results].map(({ text }) => text)).toEqual(['5', '4', '3', '2'])
    expect(first.results[0]).toMatchObject({ author_id: null, author_name: '' })
  })

  test('is for participants and admins', async () => {
    expect((await history('', student)).results.length).toBeGreaterThan(0)
    expect((await history('', admin)).results.length).toBeGreaterThan(0)
    expect((await history('', await rest.as('superadmin'))).results.length).toBeGreaterThan(0)
    const answer = await (await rest.as('otherTutor')).get(`/chat/history/?lesson_id=${lesson}`)
    expect([answer.status, codeOf(answer)]).toEqual([403, 'PERMISSION_DENIED'])
  })

  test.each([
    ['', 400],
    ['lesson_id=', 400],
    ['lesson_id=one', 400],
    ['lesson_id=1%20OR%201=1', 400],
    ['lesson_id=99999999999999999999', 400],
    ['lesson_id=2000000000', 404],
    ['lesson_id=1&cursor=x', 400],
    ['lesson_id=1&cursor=%00', 400],
    [`lesson_id=1&cursor=${Buffer.from('2026-99-99T00:00:00.000000Z 1').toString('base64url')}`, 400],
    ['lesson_id=1&cursor=MjAyNi0wMi0zMVQwMDowMDowMC4wMDAwMDBaIDE', 400],
    [`lesson_id=1&cursor=${Buffer.from("2026-01-01T00:00:00.000000Z 1'--").toString('base64url')}`, 400],
    [`lesson_id=1&cursor=${Buffer.from('0000-01-01T00:00:00.000000Z 1').toString('base64url')}`, 400],
    ['lesson_id=1&limit=1000', 400],
  ])('%s: %d', async (query, status) => {
    expect(await tutor.get(`/chat/history/?${query}`)).toMatchObject({ status })
  })

  test('of a parameter that comes twice, the last one counts', async () => {
    expect(await tutor.get(`/chat/history/?lesson_id=x&lesson_id=${lesson}`)).toMatchObject({ status: 200 })
  })
})

describe('PATCH and DELETE /chat/messages/{id}/', () => {
  test('the author changes the text, and both are told', async () => {
    const { id } = await write('frist')
    const pushed = [people.tutor, people.student].map((user) => rest.listen(`chat:user:${user}`))
    rest.passTime(1000)
    const { status, body } = await tutor.patch(`/chat/messages/${id}/`, { text: 'first' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, text: 'first', edited_at: rest.now().toISOString() })
    const event = { type: 'chat.message.edited', payload: body }
    expect(pushed).toEqual([[event], [event]])
  })

  test('nothing to change changes nothing, and nobody is told', async () => {
    const message = await write('as it is')
    const pushed = rest.listen(`chat:user:${people.tutor}`)
    expect((await tutor.patch(`/chat/messages/${message.id}/`, {})).body).toEqual(message)
    expect(pushed).toEqual([])
  })

  test('the author removes a message, and both are told', async () => {
    const { id } = await write('gone')
    const pushed = [people.tutor, people.student].map((user) => rest.listen(`chat:user:${user}`))
    expect(await tutor.delete(`/chat/messages/${id}/`)).toMatchObject({ status: 204, text: '' })
    const event = { type: 'chat.message.deleted', payload: { id, lesson_id: lesson } }
    expect(pushed).toEqual([[event], [event]])
    expect((await history()).results.map((message) => message.id)).not.toContain(id)
    expect(codeOf(await tutor.delete(`/chat/messages/${id}/`))).toBe('MESSAGE_NOT_FOUND')
  })

  test('nobody else does: 403, before the body is looked at', async () => {
    const { id } = await write('mine')
    for (const by of [student, admin, await rest.as('otherTutor')]) {
      expect(await by.patch(`/chat/messages/${id}/`, { text: '' })).toMatchObject({ status: 403 })
      expect(await by.delete(`/chat/messages/${id}/`)).toMatchObject({ status: 403 })
    }
    expect((await history()).results.find((message) => message.id === id)).toMatchObject({ text: 'mine' })
  })

  test('of ten that remove it at once, one has done it, and the others are told once', async () => {
    const { id } = await write('once')
    const pushed = rest.listen(`chat:user:${people.student}`)
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => await tutor.delete(`/chat/messages/${id}/`)),
    )
    expect(sortedStatuses(answers)).toEqual([204, ...Array<number>(9).fill(404)])
    expect(pushed).toHaveLength(1)
  })

  test.each(['2000000000', '0', '-1', '1e3', 'x', '99999999999999999999999', "1'--", '1%00'])(
    'message %s is not there',
    async (id) => {
      for (const answer of [
        await tutor.patch(`/chat/messages/${id}/`, { text: 'x' }),
        await tutor.delete(`/chat/messages/${id}/`),
      ])
        expect([answer.status, codeOf(answer)]).toEqual([404, 'MESSAGE_NOT_FOUND'])
    },
  )
})
