import { connect } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { OpenDatabase } from '../../src/database/open-database.ts'
import { codeOf, fieldsOf, type Answer, type ApiClient } from './api-client.ts'
import { lesson, startTestDatabase, startTestRest, type TestRest } from './test-platform.ts'

let database: OpenDatabase
let rest: TestRest
let tutor: ApiClient

beforeAll(async () => {
  database = await startTestDatabase()
  rest = await startTestRest(database)
})
beforeEach(async () => {
  tutor = await rest.as('tutor')
})
afterAll(async () => {
  await rest.stop()
  await database.close()
})

describe('a path without its slash', () => {
  test.each(['GET', 'HEAD', 'OPTIONS', 'POST', 'PATCH', 'DELETE'])('%s: 301 to it, the query kept', async (method) => {
    const answer = await rest.anonymous.send(method, '/lessons/my?from=2026-01-01&x=%D1%8F')
    expect(answer).toMatchObject({ status: 301, text: '' })
    expect(answer.headers.get('location')).toBe('/api/lessons/my/?from=2026-01-01&x=%D1%8F')
  })

  test('with a parameter in it, too', async () => {
    const answer = await rest.anonymous.post('/lessons/17/cancel', {})
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/api/lessons/17/cancel/'])
  })

  test('under DEBUG what has a body: 500, in the words of Django', async () => {
    const debugging = await startTestRest(database, { debug: true })
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const answer = await debugging.anonymous.send(method, '/lessons')
      expect(answer.status).toBe(500)
      expect(answer.text).toContain(`You called this URL via ${method}, but the URL doesn't end in a slash`)
    }
    expect(await debugging.anonymous.get('/lessons')).toMatchObject({ status: 301 })
    await debugging.stop()
  })

  test('one that would not be there with it either: 404', async () => {
    for (const path of ['/nothing', '/nothing/', '/lessons/1/2/3', '//evil.test/users/me', '/users/me//']) {
      const answer = await tutor.get(path)
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, 'NOT_FOUND'])
    }
  })
})

describe('a method that a path does not know', () => {
  test.each([
    ['DELETE', '/users/me/', 'GET, HEAD, OPTIONS'],
    ['PUT', '/me/profile/', 'GET, PATCH, HEAD, OPTIONS'],
    ['POST', '/lessons/my/', 'GET, HEAD, OPTIONS'],
    ['GET', '/lessons/', 'POST, OPTIONS'],
    ['GET', '/notifications/x/read/', 'POST, PATCH, OPTIONS'],
    ['PUT', '/board/lessons/1/snapshot/', 'GET, POST, HEAD, OPTIONS'],
  ])('%s %s: 405 with Allow', async (method, path, allow) => {
    const answer = await tutor.send(method, path)
    expect(answer).toMatchObject({
      status: 405,
      body: { error: { code: 'METHOD_NOT_ALLOWED', detail: `Method "${method}" not allowed.` } },
    })
    expect(answer.headers.get('allow')).toBe(allow)
  })

  test('is not told of to whoever may not call it', async () => {
    expect(await rest.anonymous.delete('/users/me/')).toMatchObject({ status: 401 })
  })

  test('OPTIONS tells of them', async () => {
    const answer = await tutor.send('OPTIONS', '/chat/messages/5/')
    expect([answer.status, answer.headers.get('allow')]).toEqual([200, 'PATCH, DELETE, OPTIONS'])
  })

  test('HEAD is a GET without a body', async () => {
    expect(await tutor.send('HEAD', '/users/me/')).toMatchObject({ status: 200, text: '' })
  })
})

describe('bodies', () => {
  const json = { 'content-type': 'application/json' }
  const send = async (body: string | Buffer, headers: Record<string, string> = json): Promise<Answer> =>
    await tutor.post('/chat/messages/', body, { headers })

  test.each([
    ['{"lesson_id": 1,', 'Expected'],
    ['{lesson_id: 1}', 'Expected'],
    ['[NaN]', 'Unexpected'],
    ['\u0000', 'Unexpected'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'the body is not UTF-8'],
  ])('%j: 400', async (body, reason) => {
    const answer = await send(body)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'PARSE_ERROR'])
    expect(answer.text).toContain(`"detail":"JSON parse error - ${reason}`)
  })

  test('nothing is an empty object, whatever it is said to be', async () => {
    for (const type of ['application/json', 'text/csv']) {
      const answer = await send('', { 'content-type': type })
      expect([answer.status, fieldsOf(answer)]).toEqual([400, expect.objectContaining({ text: expect.anything() })])
    }
  })

  test.each(['null', '"text"', '5', '[]', 'true'])('%s is no object: 400', async (body) => {
    const answer = await send(body)
    expect([answer.status, fieldsOf(answer)]).toEqual([400, { non_field_errors: [expect.any(String)] }])
  })

  test('JSON in another charset parameter, or with a byte order mark, is JSON', async () => {
    const body = JSON.stringify({ lesson_id: lesson, text: 'Я' })
    expect(await send(body, { 'content-type': 'Application/JSON; charset=UTF-8' })).toMatchObject({ status: 201 })
    expect(await send(`\ufeff${body}`)).toMatchObject({ status: 201 })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    '%s: 415',
    async (type) => {
      const answer = await send('lesson_id=1&text=x', { 'content-type': type })
      expect(answer).toMatchObject({
        status: 415,
        body: { error: { detail: `Unsupported media type "${type.split(';')[0]}" in request.` } },
      })
    },
  )

  test('a type that is none: 415', async () => {
    expect(await send('{}', { 'content-type': 'json' })).toMatchObject({ status: 415 })
  })

  test('what takes no body does not care for one', async () => {
    const answer = await tutor.post('/lessons/999999/cancel/', 'x', { headers: { 'content-type': 'text/csv' } })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'LESSON_NOT_FOUND'])
  })

  test.each([10, 40])('of %d MB: 413, and the answer is read', async (megabytes) => {
    const text = 'x'.repeat(megabytes * 1024 * 1024)
    const answer = await send(JSON.stringify({ lesson_id: lesson, text }))
    expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
  })

  test('without a length, too', async () => {
    const chunk = 'x'.repeat(64 * 1024)
    const head =
      'POST /api/auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'
    const socket = connect(Number(new URL(rest.origin).port), '127.0.0.1')
    socket.write(head)
    for (let sent = 0; sent < 64; sent++) socket.write(`10000\r\n${chunk}\r\n`)
    socket.write('0\r\n\r\n')
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 413 /)
  })

  test('up to the limit they are taken', async () => {
    const small = await startTestRest(database, { maxMessageBytes: 1000 })
    const client = await small.as('tutor')
    const frame = JSON.stringify({ lesson_id: lesson, text: '' }).length
    const post = async (length: number): Promise<number> =>
      (await client.post('/chat/messages/', { lesson_id: lesson, text: 'x'.repeat(length - frame) })).status
    expect([await post(1000), await post(1001)]).toEqual([201, 413])
    await small.stop()
  })
})

test.each(['/lessons/%zz/', '/%', '/lessons/%ff/'])('%s cannot be decoded, so it is not there', async (path) => {
  const answer = await tutor.get(path)
  expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_FOUND'])
})

describe('faults', () => {
  test('an error rate answers 503 to so many', async () => {
    const broken = await startTestRest(database, { faults: { errorRate: 0.9 } })
    const client = await broken.as('tutor')
    const answers: Answer[] = []
    for (let index = 0; index < 60; index++) answers.push(await client.get('/users/me/'))
    const failed = answers.filter(({ status }) => status === 503)
    expect(failed.length).toBeGreaterThan(40)
    expect(answers.every(({ status }) => status === 503 || status === 200)).toBe(true)
    expect(failed[0]).toMatchObject({ body: { error: { code: 'SERVICE_UNAVAILABLE' } } })
    expect(failed[0]?.headers.get('retry-after')).toBe('1')
    expect(broken.faults.counts.errors).toBeGreaterThanOrEqual(failed.length)
    await broken.stop()
  })

  test('a latency holds every answer back', async () => {
    const slow = await startTestRest(database, { faults: { latencyMs: 60 } })
    const before = performance.now()
    await (await slow.as('tutor')).get('/users/me/')
    expect(performance.now() - before).toBeGreaterThanOrEqual(59)
    expect(slow.faults.counts.delayed).toBe(2)
    await slow.stop()
  })
})
