import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { codeOf, fieldsOf, type ApiClient } from './api-client.ts'
import { people, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest
let student: ApiClient
let admin: ApiClient

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
beforeEach(async () => {
  ;[student, admin] = await Promise.all([rest.as('student'), rest.as('admin')])
  await database.db.deleteFrom('notifications_notification').execute()
  rest.passTime(30_000)
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

interface Notification {
  readonly id: string
  readonly read_at: string | null
}

const announcement = { user_id: people.student, type: 'system.announcement', payload: { title: 'Увага', body: '…' } }

async function create(change: object = {}, by = admin): Promise<Notification> {
  return (await by.post('/notifications/internal/', { ...announcement, ...change })).body as Notification
}

async function unreadCount(by = student): Promise<unknown> {
  return ((await by.get('/notifications/unread-count/')).body as { unread_count: unknown }).unread_count
}

/** As notif-blast writes them: past the platform. */
async function insert(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  await database.pool.query(
    `INSERT INTO notifications_notification (id, user_id, type, payload, created_at)
     SELECT id, $1, 'lesson.reminder', '{}', now() FROM unnest($2::uuid[]) AS id`,
    [people.student, ids],
  )
  return ids
}

describe('POST /notifications/internal/', () => {
  test('creates a notification and pushes it to its user', async () => {
    const pushed = rest.listen(`notifications:user:${people.student}`)
    const stranger = rest.listen(`notifications:user:${people.tutor}`)
    const answer = await admin.post('/notifications/internal/', announcement)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      id: expect.any(String),
      type: 'system.announcement',
      payload: announcement.payload,
      read_at: null,
      created_at: rest.now().toISOString(),
    })
    // The event does not say of which kind the notification is: that is within.
    expect(pushed).toEqual([{ type: 'notification.new', payload: answer.body }])
    expect(stranger).toEqual([])
    expect(await student.get('/notifications/')).toMatchObject({ body: { results: [answer.body] } })
  })

  test('takes the service token', async () => {
    const service = rest.anonymous.with(rest.settings.serviceToken)
    expect(await service.post('/notifications/internal/', announcement)).toMatchObject({ status: 201 })
    // Which opens no other door.
    expect(await service.get('/notifications/')).toMatchObject({ status: 401 })
  })

  test('is for admins and services', async () => {
    for (const name of ['tutor', 'student'] as const)
      expect(await (await rest.as(name)).post('/notifications/internal/', announcement)).toMatchObject({ status: 403 })
    expect(await (await rest.as('superadmin')).post('/notifications/internal/', announcement)).toMatchObject({
      status: 201,
    })
    const almost = rest.anonymous.with(`${rest.settings.serviceToken}x`)
    expect(await almost.post('/notifications/internal/', announcement)).toMatchObject({ status: 401 })
  })

  test('no service token is not a token that is empty', async () => {
    const open = await startTestRest(database, { serviceToken: '' })
    for (const authorization of ['Bearer', 'Bearer ', ''])
      expect(
        await open.anonymous.post('/notifications/internal/', announcement, { headers: { authorization } }),
      ).toMatchObject({ status: 401 })
    await open.stop()
  })

  test('any JSON that PostgreSQL keeps comes back as it is', async () => {
    const payload = { title: "';--", n: -0.5, list: [null, true, { 'ключ з пробілом': '🎓' }], '': '' }
    expect(await create({ payload })).toMatchObject({ payload })
  })

  test.each([
    [{ user_id: 2_000_000_000 }, { user_id: ['Invalid pk "2000000000" - object does not exist.'] }],
    [{ user_id: 'me' }, { user_id: ['A valid integer is required.'] }],
    [{ type: '' }, { type: ['This field may not be blank.'] }],
    [{ type: 'я'.repeat(51) }, { type: ['Ensure this field has no more than 50 characters.'] }],
    [{ payload: [] }, { payload: ['Expected a dictionary of items but got type "list".'] }],
    [{ payload: null }, { payload: ['This field may not be null.'] }],
    [{ payload: { title: 'a\0' } }, { payload: [expect.stringMatching(/^Null characters/)] }],
    [{ payload: { title: '\ud83d' } }, { payload: [expect.stringMatching(/^Null characters/)] }],
  ])('%j: 400', async (change, fields) => {
    const answer = await admin.post('/notifications/internal/', { ...announcement, ...change })
    expect([answer.status, fieldsOf(answer)]).toEqual([400, fields])
  })

  test('50 characters are 50, whatever their bytes', async () => {
    expect(await create({ type: '🎓'.repeat(50) })).toMatchObject({ type: '🎓'.repeat(50) })
  })
})

describe('GET /notifications/', () => {
  test('leads through all by the cursor, each once', async () => {
    const ids = await insert(45)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await student.get(`/notifications/?limit=20&cursor=${cursor}`)
      const page = body as { results: Notification[]; cursor: string | null }
      seen.push(...page.results.map(({ id }) => id))
      ;({ cursor } = page)
    }
    expect(seen.toSorted()).toEqual(ids.toSorted())
  })

  test('is one’s own', async () => {
    await create()
    expect((await admin.get('/notifications/')).body).toEqual({ results: [], cursor: null, has_more: false })
  })

  test('a cursor of another list is none', async () => {
    const cursor = Buffer.from('2026-01-01T00:00:00.000000Z 15').toString('base64url')
    expect(fieldsOf(await student.get(`/notifications/?cursor=${cursor}`))).toEqual({ cursor: ['Invalid cursor.'] })
  })
})

describe.each(['POST', 'PATCH'] as const)('%s /notifications/{id}/read/', (method) => {
  test('marks it, and once more changes nothing', async () => {
    const { id } = await create()
    const first = await student.send(method, `/notifications/${id}/read/`)
    expect(first).toMatchObject({ status: 200, body: { id, read_at: rest.now().toISOString() } })
    rest.passTime(5000)
    expect((await student.send(method, `/notifications/${id.toUpperCase()}/read/`)).body).toEqual(first.body)
  })

  test('that of somebody else is not there', async () => {
    const { id } = await create()
    for (const by of [admin, await rest.as('tutor')]) {
      const answer = await by.send(method, `/notifications/${id}/read/`)
      expect([answer.status, codeOf(answer)]).toEqual([404, 'NOTIFICATION_NOT_FOUND'])
    }
  })

  test.each(['1', 'x', "'; --", '00000000-0000-4000-8000-000000000000'])('%s is not there', async (id) => {
    const answer = await student.send(method, `/notifications/${encodeURIComponent(id)}/read/`)
    expect([answer.status, codeOf(answer)]).toEqual([404, 'NOTIFICATION_NOT_FOUND'])
  })
})

describe('GET /notifications/unread-count/', () => {
  test('rows written past the platform show when the cache has run out', async () => {
    expect(await unreadCount()).toBe(0)
    await insert(7)
    expect(await unreadCount()).toBe(0)
    rest.passTime(29_999)
    expect(await unreadCount()).toBe(0)
    rest.passTime(1)
    expect(await unreadCount()).toBe(7)
  })

  test('what the platform does itself shows at once', async () => {
    expect(await unreadCount()).toBe(0)
    const { id } = await create()
    expect(await unreadCount()).toBe(1)
    await student.post(`/notifications/${id}/read/`)
    expect(await unreadCount()).toBe(0)
  })

  test('is each user’s own', async () => {
    await create()
    expect([await unreadCount(), await unreadCount(admin)]).toEqual([1, 0])
  })
})
