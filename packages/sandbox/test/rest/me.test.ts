import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import type { Subscriber } from '../../src/gateway/hub.ts'
import { codeOf, fetchAnswer, fieldsOf, type ApiClient } from './api-client.ts'
import { people, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest
let student: ApiClient

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database, { maxMessageBytes: 64 * 1024 })
})
beforeEach(async () => {
  student = await rest.as('student')
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

test('GET /users/me/ is whoever asks, without secrets', async () => {
  const { body } = await student.get('/users/me/')
  expect(body).toMatchObject({
    id: people.student,
    email: 'student@m4sh.test',
    first_name: 'Sofia',
    full_name: 'Sofia Student',
    role: 'student',
    timezone: 'Europe/Kyiv',
    is_self_learning: false,
    avatar_url: null,
  })
  expect(body).not.toHaveProperty('password')
})

describe('GET /users/online-status/', () => {
  test('tells who holds a socket, in the order asked, each once', async () => {
    const socket: Subscriber = { userId: people.tutor, deliver: () => undefined }
    rest.hub.connect(socket)
    const { body } = await student.get('/users/online-status/?ids=3,2,2,%20999')
    expect(body).toEqual([
      { user_id: 3, online: false },
      { user_id: 2, online: true },
      { user_id: 999, online: false },
    ])
    rest.hub.disconnect(socket)
    expect((await student.get('/users/online-status/?ids=2')).body).toEqual([{ user_id: 2, online: false }])
  })

  test.each(['', '?ids=', '?ids=,'])('%j asks for nobody', async (query) => {
    expect(await student.get(`/users/online-status/${query}`)).toMatchObject({ status: 200, body: [] })
  })

  test.each(['1,x', '1;2', '-1', '99999999999999999999', "1' OR '1'='1"])('ids=%s: 400', async (ids) => {
    const answer = await student.get(`/users/online-status/?ids=${encodeURIComponent(ids)}`)
    expect([answer.status, fieldsOf(answer)]).toEqual([400, { ids: expect.anything() }])
  })

  test('500 ids are taken, 501 are not', async () => {
    const ids = (count: number): string => Array.from({ length: count }, (_, index) => index + 1).join(',')
    expect((await student.get(`/users/online-status/?ids=${ids(500)}`)).body).toHaveLength(500)
    expect(await student.get(`/users/online-status/?ids=${ids(501)}`)).toMatchObject({ status: 400 })
  })
})

describe('profile', () => {
  test('holds the user', async () => {
    expect((await student.get('/me/profile/')).body).toMatchObject({ user: { id: people.student }, avatar_url: null })
  })

  test('is changed by the section "user", or by its fields alone', async () => {
    await student.patch('/me/profile/', { user: { first_name: '  Софія ', timezone: 'Europe/Warsaw' } })
    const { body } = await student.patch('/me/profile/', { last_name: "О'Ніл" })
    expect(body).toMatchObject({ user: { first_name: 'Софія', last_name: "О'Ніл", timezone: 'Europe/Warsaw' } })
    expect((await student.get('/users/me/')).body).toMatchObject({ full_name: "Софія О'Ніл" })
  })

  test('what is for others to change stays as it is', async () => {
    const body = { user: { role: 'admin', email: 'x@example.org', is_staff: true }, role: 'admin' }
    expect((await student.patch('/me/profile/', body)).body).toMatchObject({ user: { role: 'student' } })
  })

  test.each([
    [{ user: { timezone: 'Nowhere' } }, { user: { timezone: ['"Nowhere" is not a valid choice.'] } }],
    [{ user: { first_name: null } }, { user: { first_name: ['This field may not be null.'] } }],
    [{ user: 'me' }, { user: ['Invalid data. Expected a dictionary, but got str.'] }],
    [{ last_name: 'x\0' }, { last_name: ['Null characters are not allowed.'] }],
  ])('%j: 400', async (body, fields) => {
    const answer = await student.patch('/me/profile/', body)
    expect([answer.status, fieldsOf(answer)]).toEqual([400, fields])
  })
})

describe('profile draft', () => {
  const path = '/me/profile/autosave/'

  test('is merged from what comes, until it is thrown away', async () => {
    await student.patch(path, { user: { first_name: 'A' }, student_profile: { goals: ['x', 'y'] } })
    const { body } = await student.patch(path, { user: { last_name: 'B' }, student_profile: { goals: ['z'] } })
    const data = { user: { first_name: 'A', last_name: 'B' }, student_profile: { goals: ['z'] } }
    expect(body).toEqual({ data, autosaved_at: rest.now().toISOString() })
    expect((await student.get(path)).body).toEqual(body)
    expect(await student.delete(path)).toMatchObject({ status: 204, text: '' })
    const answer = await student.get(path)
    expect([answer.status, codeOf(answer)]).toEqual([404, 'DRAFT_NOT_FOUND'])
    expect(await student.delete(path)).toMatchObject({ status: 204 })
  })

  test('goes when the profile is saved', async () => {
    await student.patch(path, { user: { first_name: 'Draft' } })
    await student.patch('/me/profile/', { user: { first_name: 'Saved' } })
    expect(await student.get(path)).toMatchObject({ status: 404 })
  })

  test('of twenty that are saved at once, none is lost', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => await student.patch(path, { [`k${index}`]: index })),
    )
    const { data } = (await student.get(path)).body as { data: object }
    expect(Object.keys(data)).toHaveLength(20)
    await student.delete(path)
  })

  test('a key "__proto__" is a key like any other', async () => {
    await student.patch(path, JSON.parse('{"__proto__": {"isAdmin": true}}'))
    expect((await student.get(path)).text).toContain('"__proto__":{"isAdmin":true}')
    expect({}).not.toHaveProperty('isAdmin')
    await student.delete(path)
  })

  test.each([
    ['U+0000', '{"a":"\\u0000"}'],
    ['half a character', '{"a":["\\ud800"]}'],
    ['such a key', '{"\\u0000":1}'],
    ['65 levels', `{"a":${'['.repeat(65)}${']'.repeat(65)}}`],
    ['20,000 levels', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['a list', '[1]'],
  ])('%s: 400', async (_, body) => {
    const answer = await student.patch(path, body, { headers: { 'content-type': 'application/json' } })
    expect([answer.status, fieldsOf(answer)]).toEqual([400, { non_field_errors: [expect.any(String)] }])
  })

  test('does not grow without end', async () => {
    const part = 'x'.repeat(40_000)
    expect(await student.patch(path, { one: part })).toMatchObject({ status: 200 })
    expect(fieldsOf(await student.patch(path, { two: part }))).toEqual({
      non_field_errors: ['The draft is too large.'],
    })
    await student.delete(path)
  })
})

describe('avatar', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const formOf = (file: Blob | string, field = 'avatar'): FormData => {
    const form = new FormData()
    if (typeof file === 'string') form.set(field, file)
    else form.set(field, file, 'avatar.png')
    return form
  }

  test('comes as a form, is shown to everybody and goes', async () => {
    const { status, body } = await student.post('/me/avatar/', formOf(new Blob([png])))
    expect(status).toBe(200)
    const { avatar_url: url } = body as { avatar_url: string }
    expect(url).toMatch(/^\/media\/avatars\/user3-\d+\.png$/)
    expect((await student.get('/users/me/')).body).toMatchObject({ avatar_url: url })
    const response = await fetch(rest.origin + url)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await student.delete('/me/avatar/')).toMatchObject({ status: 204 })
    expect((await student.get('/users/me/')).body).toMatchObject({ avatar_url: null })
    expect((await fetch(rest.origin + url)).status).toBe(404)
    expect(await student.delete('/me/avatar/')).toMatchObject({ status: 204 })
  })

  test('comes as bytes, too, and replaces the one before', async () => {
    const headers = { 'content-type': 'image/jpeg' }
    await student.post('/me/avatar/', formOf(new Blob([png])))
    rest.passTime(1000)
    const { body } = await student.post('/me/avatar/', Buffer.from('\xff\xd8\xff\xe0…', 'latin1'), { headers })
    // What it is said to be does not count.
    expect(body).toMatchObject({ avatar_url: expect.stringMatching(/\.jpg$/) })
    const gif = await student.post('/me/avatar/', Buffer.from('GIF89a…'), { headers })
    expect(gif.body).toMatchObject({ avatar_url: expect.stringMatching(/\.gif$/) })
    await student.delete('/me/avatar/')
  })

  test.each([
    ['no picture', formOf(new Blob(['<svg onload="alert(1)"/>'], { type: 'image/png' })), 400],
    ['a text in the field', formOf('picture'), 400],
    ['another field', formOf(new Blob([png]), 'photo'), 400],
    ['an empty file', formOf(new Blob([])), 400],
  ])('%s: 400', async (_, form, status) => {
    const answer = await student.post('/me/avatar/', form)
    expect([answer.status, fieldsOf(answer)]).toEqual([status, { avatar: [expect.any(String)] }])
  })

  test.each([
    ['a form without a boundary', 'multipart/form-data', 400],
    ['a form that is none', 'multipart/form-data; boundary=x', 400],
    ['JSON', 'application/json', 415],
    ['nothing in particular', 'application/octet-stream', 415],
  ])('%s: refused', async (_, type, status) => {
    const answer = await student.post('/me/avatar/', '{"avatar": "x"}', { headers: { 'content-type': type } })
    expect(answer.status).toBe(status)
  })

  test('too large: 413', async () => {
    const answer = await student.post('/me/avatar/', formOf(new Blob([png, Buffer.alloc(64 * 1024)])))
    expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
  })

  test.each(['user3.png', 'user99999999999999999999-1.png', '..%2f..%2fetc%2fpasswd', 'user3-1.png'])(
    '/media/avatars/%s is not there',
    async (file) => {
      const answer = await fetchAnswer('GET', new URL(`${rest.origin}/media/avatars/${file}`))
      expect(answer.status).toBe(404)
    },
  )
})

describe('GET /me/activity/', () => {
  test('is what somebody has done, page by page', async () => {
    const tutor = await rest.as('tutor')
    for (const text of ['one', 'two', 'three']) {
      rest.passTime(1000)
      await tutor.post('/chat/messages/', { lesson_id: 1, text })
    }
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await tutor.get(`/me/activity/?limit=2&cursor=${cursor}`)
      const page = body as { results: { action: string }[]; cursor: string | null }
      seen.push(...page.results.map(({ action }) => action))
      ;({ cursor } = page)
    }
    expect(seen.slice(0, 3)).toEqual(['chat.message.sent', 'chat.message.sent', 'chat.message.sent'])
    expect(seen.toSorted()).toEqual([
      'account.registered',
      'chat.message.sent',
      'chat.message.sent',
      'chat.message.sent',
      'lesson.created',
      'relation.accepted',
    ])
  })

  test('is filtered by action, entity and time', async () => {
    const tutor = await rest.as('tutor')
    const count = async (query: string): Promise<number> =>
      ((await tutor.get(`/me/activity/?${query}`)).body as { results: unknown[] }).results.length
    expect(await count('action=chat.message.sent')).toBe(3)
    expect(await count('entity_type=lesson')).toBe(1)
    expect(await count('entity_type=message&date_to=2020-01-01')).toBe(0)
    expect(await count(`entity_type=message&date_from=${new Date().toISOString().slice(0, 10)}`)).toBe(3)
  })

  test.each(['cursor=garbage', 'limit=0', 'limit=101', 'limit=x', 'date_from=yesterday'])('%s: 400', async (query) => {
    const answer = await student.get(`/me/activity/?${query}`)
    expect([answer.status, Object.keys(fieldsOf(answer) as object)]).toEqual([400, [query.split('=')[0]]])
  })
})
