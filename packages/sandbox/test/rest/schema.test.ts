import SwaggerParser from '@apidevtools/swagger-parser'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { JSON_SCHEMA, load } from 'js-yaml'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

async function get(query = '', accept?: string): Promise<Response> {
  return await fetch(`${rest.origin}/api/schema/${query}`, accept === undefined ? {} : { headers: { accept } })
}

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly security: readonly object[]
  readonly requestBody?: { readonly required?: boolean }
  readonly responses: Readonly<Record<string, object>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

async function readDocument(): Promise<Document> {
  return (await (await get('?format=json')).json()) as Document
}

/** The table of the platform's description, line by line. */
const table = `
  POST /auth/login/ auth_login_create
  POST /auth/register/ auth_register_create
  POST /auth/refresh/ auth_refresh_create
  POST /auth/logout/ auth_logout_create
  GET /auth/invite/validate/ auth_invite_validate_retrieve
  POST /auth/invite/validate/ auth_invite_validate_create
  POST /auth/invite/accept/ auth_invite_accept_create
  GET /users/me/ users_me_retrieve
  GET /users/online-status/ users_online_status_list
  GET /me/profile/ me_profile_retrieve
  PATCH /me/profile/ me_profile_partial_update
  GET /me/profile/autosave/ me_profile_autosave_retrieve
  PATCH /me/profile/autosave/ me_profile_autosave_partial_update
  DELETE /me/profile/autosave/ me_profile_autosave_destroy
  POST /me/avatar/ me_avatar_create
  DELETE /me/avatar/ me_avatar_destroy
  GET /me/activity/ me_activity_list
  GET /chat/history/ chat_history_list
  POST /chat/messages/ chat_messages_create
  PATCH /chat/messages/{id}/ chat_messages_partial_update
  DELETE /chat/messages/{id}/ chat_messages_destroy
  GET /lessons/my/ lessons_my_retrieve
  POST /lessons/ lessons_create
  GET /lessons/{id}/ lessons_retrieve
  PATCH /lessons/{id}/reschedule/ lessons_reschedule_partial_update
  POST /lessons/{id}/cancel/ lessons_cancel_create
  GET /notifications/ notifications_list
  POST /notifications/{id}/read/ notifications_read_create
  PATCH /notifications/{id}/read/ notifications_read_partial_update
  GET /notifications/unread-count/ notifications_unread_count_retrieve
  POST /notifications/internal/ notifications_internal_create
  GET /student/relations/ student_relations_list
  GET /tutor/relations/ tutor_relations_list
  POST /tutor/relations/batch/accept/ tutor_relations_batch_accept_create
  POST /tutor/relations/batch/archive/ tutor_relations_batch_archive_create
  POST /relations/{id}/accept/ relations_accept_create
  POST /relations/{id}/decline/ relations_decline_create
  POST /relations/{id}/resend/ relations_resend_create
  POST /relations/{id}/cancel/ relations_cancel_create
  GET /board/lessons/{lesson}/snapshot/ board_lessons_snapshot_retrieve
  POST /board/lessons/{lesson}/snapshot/ board_lessons_snapshot_create
  GET /schema/ schema_retrieve
`

describe('the document', () => {
  test('is valid OpenAPI 3.0.3', async () => {
    const document = await readDocument()
    const parsed = await SwaggerParser.validate(structuredClone(document) as never)
    expect(parsed).toMatchObject({ openapi: '3.0.3', info: { title: 'M4SH API', version: '0.14.0' } })
  })

  test('has every row of the table, under drf-spectacular’s names, and nothing else', async () => {
    const { paths } = await readDocument()
    const rows = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, { operationId }]) => `${method.toUpperCase()} ${path.replace(/^\/api/, '')} ${operationId}`,
      ),
    )
    const wanted = table
      .trim()
      .split('\n')
      .map((row) => row.trim())
    expect(rows.toSorted()).toEqual(wanted.toSorted())
  })

  test('puts each operation under a tag, says who may call it and what it answers', async () => {
    const { paths } = await readDocument()
    const operations = Object.values(paths).flatMap((path) => Object.values(path))
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    expect(new Set(operations.flatMap(({ tags }) => tags))).toEqual(
      new Set([
        'auth',
        'board',
        'chat',
        'lessons',
        'me',
        'notifications',
        'relations',
        'schema',
        'student',
        'tutor',
        'users',
      ]),
    )
    const open = operations.filter(({ security }) => Object.keys(security[0] ?? {}).length === 0)
    expect(open.map(({ tags }) => tags[0] ?? '').toSorted()).toEqual([...Array<string>(7).fill('auth'), 'schema'])
    expect(operations.filter(({ responses }) => Object.keys(responses).every((status) => status >= '300'))).toEqual([])
  })

  test('a body may be left out where nothing in it is required', async () => {
    const { paths } = await readDocument()
    expect(paths['/api/lessons/{id}/cancel/']?.['post']?.requestBody).toMatchObject({ required: false })
    expect(paths['/api/lessons/']?.['post']?.requestBody).toMatchObject({ required: true })
  })

  test('shows the prefix, the parameters, the components', async () => {
    const { paths } = await readDocument()
    expect(paths['/api/lessons/{id}/']?.['get']).toMatchSnapshot('with a parameter in the path')
    expect(paths['/api/chat/messages/']?.['post']).toMatchSnapshot('with a body')
    expect(paths['/api/lessons/my/']?.['get']).toMatchSnapshot('with a query')
  })
})

describe('GET /api/schema/', () => {
  test('is YAML by default, and the same as the JSON', async () => {
    const response = await get()
    expect(response.headers.get('content-type')).toBe('application/vnd.oai.openapi; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('inline; filename="M4SH API (0.14.0).yaml"')
    const text = await response.text()
    expect(text).toMatch(/^openapi: 3\.0\.3\n/)
    expect(load(text, { schema: JSON_SCHEMA })).toEqual(await readDocument())
  })

  test.each([
    ['?format=json', undefined, 'application/vnd.oai.openapi+json'],
    ['', 'application/json', 'application/json'],
    ['', 'application/json, text/plain, */*', 'application/json'],
    ['', 'application/vnd.oai.openapi+json', 'application/vnd.oai.openapi+json'],
    ['?format=yaml', 'application/yaml', 'application/yaml; charset=utf-8'],
    ['', 'application/*', 'application/vnd.oai.openapi; charset=utf-8'],
    ['', 'text/html, */*;q=0.8', 'application/vnd.oai.openapi; charset=utf-8'],
    ['?format=yaml', '*/*', 'application/vnd.oai.openapi; charset=utf-8'],
  ])('%s with Accept: %s is %s', async (query, accept, type) => {
    const response = await get(query, accept)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
  })

  test('another format is not found, another type not acceptable', async () => {
    expect((await get('?format=xml')).status).toBe(404)
    expect((await get('', 'text/html')).status).toBe(406)
    expect((await get('?format=json', 'application/yaml')).status).toBe(406)
  })

  test('needs no token, unless the sandbox is told so', async () => {
    const closed = await startTestRest(database, { schemaNeedsAuth: true })
    expect(await closed.anonymous.get('/schema/')).toMatchObject({ status: 401 })
    expect(await (await closed.as('student')).get('/schema/?format=json')).toMatchObject({ status: 200 })
    await closed.stop()
  })
})
