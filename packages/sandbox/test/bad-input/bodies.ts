import { describe, expect, test } from '@jest/globals'
import type { ApiClient } from '../conformance/api-client.ts'
import { pathOf, rowsFor } from '../conformance/endpoints.ts'
import type { Fields } from '../conformance/json.ts'
import { accepted, refused } from '../conformance/shapes.ts'
import { strokeOf } from '../conformance/strokes.ts'
import { harmless, type Bed } from './bed.ts'
import { RawConnection } from './raw-connection.ts'

const megabyte = 1024 * 1024

const notJson = [
  '{',
  '{"lesson_id":',
  "{'lesson_id': 1}",
  '{"a":1}{"b":2}',
  'lesson_id=1',
  '\u0000',
  'NaN',
  '{"a":1,}',
  '"',
]
const notAnObject = ['null', 'true', '7', '"text"', '[]', '[{}]', `${'['.repeat(20_000)}${']'.repeat(20_000)}`]
const polluting = [
  '{"__proto__":{"role":"admin","isPolluted":true}}',
  '{"constructor":{"prototype":{"isPolluted":true}}}',
  '{"a":{"__proto__":{"isPolluted":true}}}',
]

/** Values that fit no field. */
const oddValues: unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  '',
  ' ',
  'x'.repeat(100_000),
  [],
  {},
  [[]],
  '\u0000',
  '\ud800',
  '٣',
]

interface Form {
  name: string
  method: 'POST' | 'PATCH'
  path: string
  api: ApiClient
  /** A body that is taken. */
  good: Fields
}

export function describeBadBodies(bed: Bed): void {
  const { anonymous, tutor, student, admin, sandbox, lessonId } = bed
  const writes = rowsFor(({ method }) => method === 'POST' || method === 'PATCH')
  // Whoever logs out says nothing, so that nothing is read.
  const isUnread = (path: string): boolean => path.includes('/logout/')

  describe('bodies that are no JSON: 4xx', () => {
    test.each(writes)('%s', async (_, endpoint) => {
      const path = pathOf(endpoint)
      for (const body of notJson) {
        const answer = await admin.api.request(endpoint.method, path, { body })
        expect(answer).toEqual(harmless())
        const isDone = isUnread(path) && answer.status < 300
        expect([body, isDone || answer]).toEqual([body, isDone || refused(400, 401, 403, 404, 405, 415, 422)])
      }
    })
  })

  describe('bodies that are no object, or more than one: 4xx', () => {
    test.each(writes)('%s', async (_, endpoint) => {
      const path = pathOf(endpoint)
      for (const body of [...notAnObject, ...polluting]) {
        expect(await admin.api.request(endpoint.method, path, { body })).toEqual(harmless())
        expect(({} as Fields)['isPolluted']).toBeUndefined()
      }
    })

    test.each(notAnObject.map((body) => [body.slice(0, 20), body]))('POST /chat/messages/ of %s', async (_, body) => {
      expect(await tutor.api.post('/chat/messages/', body)).toEqual(refused(400, 422))
    })
  })

  describe('bodies of another type', () => {
    const body = JSON.stringify({ lesson_id: lessonId, text: 'typed' })

    test.each(['text/plain', 'application/xml', 'application/octet-stream', 'not a type', 'multipart/form-data'])(
      '%s: refused',
      async (type) => {
        const answer = await tutor.api.post('/chat/messages/', body, { headers: { 'content-type': type } })
        expect(answer).toEqual(harmless())
        expect(answer).toEqual(refused(400, 415))
      },
    )

    test.each(['application/json; charset=utf-16', 'application/json;charset=', 'application/x-www-form-urlencoded'])(
      '%s: no failure',
      async (type) => {
        expect(await tutor.api.post('/chat/messages/', body, { headers: { 'content-type': type } })).toEqual(harmless())
        expect((await tutor.api.get('/users/me/')).status).toBe(200)
      },
    )

    test('bytes that are no UTF-8', async () => {
      const connection = await RawConnection.open(sandbox.baseUrl)
      const bytes = Buffer.concat([
        Buffer.from(`{"lesson_id":${lessonId},"text":"`),
        Buffer.from([0xff, 0xfe, 0xc0]),
        Buffer.from('"}'),
      ])
      connection.write(head('POST', '/api/chat/messages/', tutor.token, [`Content-Length: ${bytes.length}`]))
      connection.write(bytes)
      await connection.untilEnd()
      expect(connection.statuses).toHaveLength(1)
      expect(connection.statuses[0]).toBeLessThan(500)
    })

    test('a form that breaks off', async () => {
      const headers = { 'content-type': 'multipart/form-data; boundary=xx' }
      for (const form of [
        '',
        '--xx',
        '--xx\r\nContent-Disposition: form-data; name="avatar"; filename="../../x"\r\n\r\nGIF8',
      ]) {
        const answer = await student.api.post('/me/avatar/', form, { headers })
        expect(answer).toEqual(harmless())
        expect(answer).toEqual(refused(400, 415, 422))
      }
    })

    test.each(['image/png', 'image/svg+xml', 'text/html'])('a page that says it is %s is no picture', async (type) => {
      const form = new FormData()
      form.set('avatar', new Blob(['<script>alert(1)</script>'], { type }), 'avatar.png')
      expect(await student.api.post('/me/avatar/', form)).toEqual(refused(400, 415, 422))
    })
  })

  test('a body beyond the limit whose sender goes silent: 413 all the same', async () => {
    for (const [headers, before] of [
      [['Transfer-Encoding: chunked'], `${megabyte.toString(16)}\r\n`],
      [[`Content-Length: ${10 * megabyte}`], ''],
    ] as const) {
      const connection = await RawConnection.open(sandbox.baseUrl)
      connection.write(head('POST', '/api/chat/messages/', tutor.token, headers))
      for (let count = 0; count < 2; count++)
        await connection.writeAll(
          Buffer.concat([Buffer.from(before), Buffer.alloc(megabyte, 0x20), Buffer.from(before && '\r\n')]),
        )
      await connection.until('an answer', () => connection.statuses.length > 0)
      expect(connection.statuses).toEqual([413])
      await connection.untilEnd()
      connection.destroy()
    }
  })

  describe('bodies of 10 MB: 413', () => {
    test.each([
      ['POST', '/chat/messages/'],
      ['POST', `/board/lessons/${lessonId}/snapshot/`],
      ['PATCH', '/me/profile/autosave/'],
      ['POST', '/me/avatar/'],
      ['POST', '/auth/login/'],
    ])('%s %s', async (method, path) => {
      expect(
        await statusOfLarge(
          sandbox.baseUrl,
          head(method, `/api${path}`, tutor.token, [`Content-Length: ${10 * megabyte}`]),
        ),
      ).toBe(413)
    })

    test('in chunks', async () => {
      const headers = head('POST', '/api/chat/messages/', tutor.token, ['Transfer-Encoding: chunked'])
      expect(await statusOfLarge(sandbox.baseUrl, headers, `${megabyte.toString(16)}\r\n`)).toBe(413)
    })

    test('packed', async () => {
      const headers = { 'content-encoding': 'gzip' }
      const answer = await tutor.api.post('/chat/messages/', '{"lesson_id":1,"text":"x"}', { headers })
      expect(answer).toEqual(harmless())
    })
  })

  describe('fields of the wrong kind: no failure', () => {
    const start = new Date(Date.now() + 86_400_000 * 300)
    const [from, to] = [start.toISOString(), new Date(start.getTime() + 3_600_000).toISOString()]
    const forms: Form[] = [
      post('login', '/auth/login/', anonymous, { email: tutor.account.email, password: tutor.account.password }),
      post('registration', '/auth/register/', anonymous, {
        email: 'x',
        password: 'y',
        first_name: 'F',
        last_name: 'L',
        role: 'student',
      }),
      post('invitation', '/auth/invite/validate/', anonymous, { token: 'x' }),
      post('acceptance', '/auth/invite/accept/', anonymous, {
        token: 'x',
        password: 'y',
        first_name: 'F',
        last_name: 'L',
      }),
      post('message', '/chat/messages/', tutor.api, { lesson_id: lessonId, text: 'x', attachments: [], clientId: 'c' }),
      post('lesson', '/lessons/', tutor.api, { student_id: student.userId, start: from, end: to }),
      {
        ...post('new times', `/lessons/${lessonId}/reschedule/`, tutor.api, { start: from, end: to }),
        method: 'PATCH',
      },
      {
        ...post('profile', '/me/profile/', student.api, { first_name: 'Sofia', timezone: 'Europe/Kyiv' }),
        method: 'PATCH',
      },
      { ...post('draft', '/me/profile/autosave/', student.api, { first_name: 'Sofia', about: 'x' }), method: 'PATCH' },
      post('notification', '/notifications/internal/', admin.api, {
        user_id: student.userId,
        type: 'system.update',
        payload: { title: 'x' },
      }),
      post('batch', '/tutor/relations/batch/accept/', tutor.api, { ids: [] }),
      post('snapshot', `/board/lessons/${lessonId}/snapshot/`, tutor.api, { strokes: [] }),
    ]
    const cases = forms.flatMap((form) =>
      Object.keys(form.good).map((field): [string, string, Form] => [form.name, field, form]),
    )

    // Else nothing would be tried but one and the same refusal.
    test.each(forms.filter(({ path }) => !/register|invite|batch/.test(path)))(
      '$name: taken as it should be',
      async (form) => {
        expect(await form.api.request(form.method, form.path, { body: form.good })).toEqual(accepted())
      },
    )

    test.each(cases)('%s: %s', async (_, field, { method, path, api, good }) => {
      const variants = oddValues.flatMap((value) => [value, [value], { [String(value).slice(0, 20)]: value }])
      const answers = variants.map((value) => api.request(method, path, { body: { ...good, [field]: value } }))
      for (const answer of await Promise.all(answers)) expect(answer).toEqual(harmless())
    })

    test.each([
      'infinity',
      '-infinity',
      'now',
      'epoch',
      '0000-00-00',
      '2026-02-30T10:00:00Z',
      '+275760-09-13T00:00:00Z',
      '9999-12-31T23:59:59Z',
      0,
      1e20,
    ])('the time %s: no failure, and no lesson that has no end', async (time) => {
      for (const body of [
        { start: time, end: to },
        { start: from, end: time },
      ]) {
        expect(await tutor.api.post('/lessons/', { student_id: student.userId, ...body })).toEqual(harmless())
      }
      const endless = `SELECT id FROM lessons_lesson WHERE start = 'infinity' OR start = '-infinity' OR "end" = 'infinity' OR "end" <= start`
      expect(await bed.rows.query(endless)).toEqual([])
    })

    test('characters that PostgreSQL does not keep', async () => {
      const text = 'a\u0000b'
      const bodies: [string, Fields][] = [
        ['/chat/messages/', { lesson_id: lessonId, text }],
        [
          '/notifications/internal/',
          { user_id: student.userId, type: 'system.update', payload: { [text]: text, deep: ['\udc00'] } },
        ],
        [`/board/lessons/${lessonId}/snapshot/`, { strokes: [strokeOf(text), strokeOf('\ud800')] }],
      ]
      for (const [path, body] of bodies) expect(await admin.api.post(path, body)).toEqual(harmless())
      expect(await student.api.patch('/me/profile/autosave/', { first_name: text, '\ud800': '\udc00' })).toEqual(
        harmless(),
      )
      expect((await student.api.get('/users/me/')).status).toBe(200)
    })
  })
}

function post(name: string, path: string, api: ApiClient, good: Fields): Form {
  return { name, method: 'POST', path, api, good }
}

/** Of a request by HTTP as it stands on the wire. */
export function head(method: string, path: string, token: string, headers: readonly string[] = []): string {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${token}`, 'Connection: close']
  return `${[...lines, 'Content-Type: application/json', ...headers].join('\r\n')}\r\n\r\n`
}

/** Ten megabytes after the headers, unless the server has had enough before. */
async function statusOfLarge(url: string, headers: string, chunkHead = ''): Promise<number | undefined> {
  const connection = await RawConnection.open(url)
  connection.write(headers)
  const part = Buffer.concat([
    Buffer.from(chunkHead),
    Buffer.alloc(megabyte, 0x20),
    Buffer.from(chunkHead === '' ? '' : '\r\n'),
  ])
  for (let count = 0; count < 10 && !connection.isEnded; count++) await connection.writeAll(part)
  if (chunkHead !== '') connection.write('0\r\n\r\n')
  await connection.until('an answer', () => connection.statuses.length > 0)
  connection.destroy()
  return connection.statuses[0]
}
