import { describe, expect, test } from '@jest/globals'
import { endpoints, pathOf, rowsFor } from '../conformance/endpoints.ts'
import type { Session } from '../conformance/session.ts'
import { refused } from '../conformance/shapes.ts'
import { harmless, type Bed } from './bed.ts'

const oddIds = [
  'abc',
  '-1',
  '0',
  '1.5',
  '1e3',
  '9223372036854775807',
  '9223372036854775808',
  '9'.repeat(40),
  '%00',
  '..%2f..%2fetc%2fpasswd',
  '1%20OR%201=1',
  "1'--",
  '１',
  'null',
  '%',
  '%ff',
  '%E0%A4%A',
  'a'.repeat(5000),
  '__proto__',
  '1;DROP TABLE users_user',
  '*',
  '{id}',
]

const oddQueries = [
  '/users/online-status/',
  '/users/online-status/?ids=',
  '/users/online-status/?ids=abc,,2',
  '/users/online-status/?ids=-1,99999999999999999999,1e3',
  `/users/online-status/?ids=${Array.from({ length: 3000 }, (_, index) => index).join(',')}`,
  '/users/online-status/?ids[]=1&ids[]=2',
  '/users/online-status/?ids=1&ids=2',
  '/chat/history/',
  '/chat/history/?lesson_id=',
  '/chat/history/?lesson_id=abc',
  '/chat/history/?lesson_id=1&lesson_id=2',
  '/chat/history/?lesson_id[$gt]=0',
  '/chat/history/?lesson_id=9223372036854775808',
  '/chat/history/?lesson_id=1&limit=-1',
  '/lessons/my/?from=yesterday',
  '/lessons/my/?from=infinity&to=-infinity',
  '/lessons/my/?from=2026-02-30T00:00:00Z',
  '/lessons/my/?from=999999-01-01T00:00:00Z',
  '/lessons/my/?to=2030-01-01&from=2040-01-01',
  '/lessons/my/?status=nonsense',
  '/lessons/my/?status=scheduled&status=cancelled',
  '/lessons/my/?__proto__[x]=1',
  '/notifications/?limit=1000000000',
  '/notifications/?%00=%00',
  '/schema/?format=xml',
  '/schema/?format=json&format=yaml',
]

const oddCursors = [
  '',
  'x',
  '%00',
  '-1',
  "' OR '1'='1",
  Buffer.from('null').toString('base64url'),
  Buffer.from('{}').toString('base64url'),
  Buffer.from('[1e400, {}]').toString('base64url'),
  Buffer.from('{"id":"1; DROP TABLE users_user","created_at":"infinity"}').toString('base64url'),
  Buffer.from('["9223372036854775808","2020-01-01"]').toString('base64url'),
  'A'.repeat(8000),
]

export function describeBadAddresses(bed: Bed): void {
  const { tutor, student, admin, rows, lessonId } = bed

  describe('ids that are none: refused', () => {
    test.each(rowsFor(({ template }) => template.includes('{')))('%s', async (_, { method, template }) => {
      for (const id of oddIds) {
        const body = method === 'GET' ? {} : { body: { text: 'x' } }
        const answer = await admin.api.request(method, template.replace(/\{\w+\}/, id), body)
        expect(answer).toEqual(harmless())
        // `read` was a PATCH once; `{id}` with a slash in it is another path.
        expect([id, answer]).toEqual([id, refused(400, 404, 405, 414, 422)])
      }
    })
  })

  test.each(oddQueries.map((path) => [path.slice(0, 80), path]))('GET %s: no failure', async (_, path) => {
    const answer = await tutor.api.get(path)
    expect(answer).toEqual(harmless())
    const isTaken = answer.status === 200
    expect(isTaken || answer).toEqual(isTaken || refused(400, 403, 404, 406, 414, 422, 431))
  })

  describe('cursors that are none', () => {
    test.each([`/chat/history/?lesson_id=${lessonId}&`, '/notifications/?', '/tutor/relations/?'])(
      'GET %s',
      async (path) => {
        for (const cursor of oddCursors) {
          const answer = await tutor.api.get(`${path}cursor=${encodeURIComponent(cursor)}`)
          expect(answer).toEqual(harmless())
          const isTaken = answer.status === 200
          expect([cursor, isTaken || answer]).toEqual([cursor, isTaken || refused(400, 404, 422)])
        }
      },
    )

    test('one that was tampered with leads nowhere but on', async () => {
      const lesson = await rows.addLesson(tutor.userId, student.userId)
      await rows.addMessages(lesson, tutor.userId, 120)
      const first = await tutor.api.get(`/chat/history/?lesson_id=${lesson}`)
      const { cursor } = first.body as { cursor: string }
      for (let at = 0; at < cursor.length; at++) {
        const changed = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`
        const answer = await tutor.api.get(`/chat/history/?lesson_id=${lesson}&cursor=${encodeURIComponent(changed)}`)
        expect(answer).toEqual(harmless())
        expect(answer.text).not.toMatch(new RegExp(`"lesson_id":(?!"?${lesson}\\b)`))
      }
    })
  })

  describe('methods that are none: 405', () => {
    // Who may do a thing is asked before how: as in Django REST Framework.
    const allowedIn = (template: string): Session => {
      if (template.startsWith('/student/')) return student
      return template.includes('/internal/') ? admin : tutor
    }
    const templates = [...new Set(endpoints.map(({ template }) => template))]

    test.each(templates)('%s', async (template) => {
      const known = endpoints.filter((endpoint) => endpoint.template === template)
      const [sample] = known
      if (sample === undefined) throw new Error('no such row')
      const methods = new Set<string>(known.flatMap(({ method, orMethod = method }) => [method, orMethod]))
      // A static path may be a row with an id too: `/lessons/my/` and `/lessons/{id}/`.
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((name) => !methods.has(name))) {
        const answer = await allowedIn(template).api.request(
          method,
          pathOf(sample),
          method === 'GET' ? {} : { body: {} },
        )
        expect(answer).toEqual(harmless())
        expect([method, answer]).toEqual([method, refused(405)])
        const allowed = (answer.headers.get('allow') ?? '').split(/,\s*/)
        expect(allowed).toEqual(expect.arrayContaining(known.map((endpoint) => endpoint.method)))
      }
      for (const method of ['HEAD', 'OPTIONS'])
        expect(await allowedIn(template).api.request(method, pathOf(sample))).toEqual(harmless())
    })

    test.each(['/nothing/', '/schema/x/', '/lessons/1/nothing/', '/__proto__/', '/constructor/', '/api/users/me/'])(
      '%s is no path: 404',
      async (path) => {
        const answer = await tutor.api.get(path)
        expect(answer).toEqual(harmless())
        expect(answer.status).toBe(404)
      },
    )
  })
}
