import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { fetchAnswer, type Answer } from './api-client.ts'
import { people, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

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

const texts = [
  "'",
  "' OR 1=1 --",
  '"; DROP TABLE users_user; --',
  '\\',
  '%',
  '$1',
  '{{7*7}}',
  '../../etc/passwd',
  '\0',
  '\ud800',
  'x'.repeat(100_000),
  '',
  ' ',
  'null',
  '١٢٣',
  '1e309',
  '0x10',
  '9007199254740993',
  '2026-01-01T00:00:00Z',
  'toString',
  '__proto__',
]
const others: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 60,
  [],
  [[]],
  [null],
  {},
  { $gt: '' },
  { toString: 1 },
]
const values: readonly unknown[] = [...texts, ...others]

interface Parameter {
  readonly in: string
  readonly name: string
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>> }
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> }
}

/** What tells of the inside: SQL, tables, files, stacks. */
const inside = /select |insert |syntax error|violates|relation "|\.ts:|\.js:|node_modules| at \w+ \(/i

describe('odd values everywhere', () => {
  test('in every field, parameter and path: never a failure of the server, never a word of its inside', async () => {
    const document = (await rest.anonymous.get('/schema/?format=json')).body as Document
    const clients = await Promise.all(
      (['admin', 'tutor', 'student'] as const).map(async (name) => await rest.tokens.mint(people[name])),
    )
    let asked = 0
    const ask = async (method: string, path: string, body?: unknown): Promise<void> => {
      asked++
      const token = clients[asked % clients.length] ?? null
      const answer = await fetchAnswer(method.toUpperCase(), new URL(rest.origin + path), { token, body })
      expectNoFailure(`${method} ${path} ${JSON.stringify(body)?.slice(0, 200)}`, answer)
    }
    for (const [path, operations] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(operations))
        await Promise.all(values.map(async (value) => await askWith(document, { path, method, operation }, value, ask)))
    expect(asked).toBeGreaterThan(2000)
    expect(rest.bugs).toEqual([])
  }, 240_000)

  test.each(['%', '%zz', '%00', '%ed%a0%80', '%ff%fe', '&&=&', '[]=1', 'a[b]=c', '%3Bx'])(
    'a query that holds %s is read as well as it can be',
    async (part) => {
      const client = await rest.as('tutor')
      for (const path of [
        '/chat/history/?lesson_id=',
        '/lessons/my/?from=',
        '/me/activity/?action=',
        '/notifications/?cursor=',
      ])
        expectNoFailure(path + part, await client.get(path + part, { isLenient: true }))
      expect(rest.bugs).toEqual([])
    },
  )

  test('nothing was harmed', async () => {
    const { rows } = await database.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM users_user')
    expect(rows[0]?.count).toBeGreaterThanOrEqual(7)
  })
})

interface Target {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

type Ask = (method: string, path: string, body?: unknown) => Promise<void>

/** Puts one value into each place that an operation has, one after the other. */
async function askWith(
  document: Document,
  { path, method, operation }: Target,
  value: unknown,
  ask: Ask,
): Promise<void> {
  const written = typeof value === 'string' ? value : JSON.stringify(value)
  // Half a character has no place in an address.
  const text = encodeURIComponent(written.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
  const here = path.replaceAll(/\{\w+\}/g, '1')
  if (path.includes('{') && text.length < 10_000) await ask(method, path.replaceAll(/\{\w+\}/g, text))
  for (const { in: place, name } of operation.parameters ?? [])
    if (place === 'query' && text.length < 10_000) await ask(method, `${here}?lesson_id=1&${name}=${text}`)
  const pointer = operation.requestBody?.content['application/json']?.schema.$ref
  if (pointer === undefined) return
  const { properties = {} } = document.components.schemas[pointer.split('/').at(-1) ?? ''] ?? {}
  await ask(method, here, value)
  for (const name of Object.keys(properties)) await ask(method, here, { ...goodBody, [name]: value })
}

/** Enough for most bodies, so that the odd field is the only one. */
const goodBody = {
  lesson_id: 1,
  text: 'x',
  student_id: people.student,
  start: '2030-01-01T10:00:00Z',
  end: '2030-01-01T11:00:00Z',
  user_id: people.student,
  type: 'system.update',
  email: 'odd@example.org',
  password: 'a-good-password',
  ids: [1],
  strokes: [],
}

function expectNoFailure(request: string, { status, text, headers }: Answer): void {
  if (status >= 500 || inside.test(text)) throw new Error(`${request} answered ${status}: ${text.slice(0, 500)}`)
  const isJson = text === '' || /json|openapi/.test(headers.get('content-type') ?? '')
  if (!isJson) throw new Error(`${request} answered ${headers.get('content-type')}`)
}

describe('failures of the server', () => {
  test('a database that is gone: 503, without a word of it', async () => {
    const gone = await startTestRest(database)
    const client = await gone.as('tutor')
    const broken = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
    Object.defineProperty(gone.hub, 'isOnline', {
      value: () => {
        throw broken
      },
    })
    const answer = await client.get('/users/online-status/?ids=1')
    expect(answer).toMatchObject({ status: 503, body: { error: { detail: 'The database does not answer.' } } })
    await gone.stop()
  })

  test('a bug: 500, without a word of it; whoever runs the sandbox is told', async () => {
    const buggy = await startTestRest(database)
    const client = await buggy.as('tutor')
    await database.pool.query('ALTER TABLE users_profiledraft RENAME TO gone')
    const answer = await client.get('/me/profile/autosave/')
    await database.pool.query('ALTER TABLE gone RENAME TO users_profiledraft')
    expect(answer.status).toBe(500)
    expect(answer.body).toEqual({ error: { code: 'SERVER_ERROR', detail: 'A server error occurred.', fields: {} } })
    expect(buggy.bugs).toMatchObject([{ code: '42P01' }])
    await buggy.stop()
  })
})
