import { describe, expect, test } from '@jest/globals'
import { succeeded } from '../conformance/api-client.ts'
import { fieldsOf, idOf, rowsOf, type Fields } from '../conformance/json.ts'
import { refused } from '../conformance/shapes.ts'
import { harmless, type Bed } from './bed.ts'

const injections = [
  `'`,
  `' OR '1'='1`,
  `" OR ""="`,
  `1 OR 1=1`,
  `'; DROP TABLE users_user CASCADE; --`,
  `'; UPDATE users_user SET role = 'admin'; --`,
  `' UNION SELECT password FROM users_user --`,
  `'; SELECT pg_sleep(20); --`,
  `1; SELECT pg_sleep(20)`,
  `'||(SELECT pg_sleep(20))||'`,
  `$1`,
  `$$; DELETE FROM chat_lessonchatmessage; $$`,
  `\\'; DROP TABLE lessons_lesson; --`,
  `%' AND 1=1 AND '%'='`,
  `{"$ne": null}`,
  '${7*7}{{7*7}}<%= 7*7 %>',
]

/** None of them may take the time that `pg_sleep` would. */
const deadlineMs = 15_000

export function describeInjections(bed: Bed): void {
  const { anonymous, tutor, student, admin, rows, lessonId } = bed
  const countsOf = async (): Promise<Fields> => {
    const [counts] = await rows.query(
      `SELECT (SELECT count(*) FROM users_user WHERE role IN ('admin', 'superadmin')) AS admins,
         (SELECT count(*) FROM users_user WHERE email NOT LIKE '%@injected.test') AS users,
         (SELECT count(*) FROM lessons_lesson WHERE id <= 60) AS lessons,
         (SELECT count(*) FROM chat_lessonchatmessage WHERE id <= 300) AS messages`,
    )
    return fieldsOf(counts)
  }

  describe('SQL in every field does nothing', () => {
    let before: Fields = {}

    test('there is something to lose', async () => {
      before = await countsOf()
      expect(before).toMatchObject({ admins: '1', lessons: '60', messages: '300' })
    })

    test.each(injections)('%s', async (text) => {
      const since = performance.now()
      const query = encodeURIComponent(text)
      const start = new Date(Date.now() + 86_400_000 * 400).toISOString()
      for (const body of [
        { email: text, password: text },
        { email: tutor.account.email, password: text },
      ]) {
        expect(await anonymous.post('/auth/login/', body)).toEqual(refused(400, 401, 422))
      }
      const answers = [
        anonymous.post('/auth/register/', {
          email: `${text}@injected.test`,
          password: text,
          first_name: text,
          last_name: text,
          role: text,
        }),
        anonymous.get(`/auth/invite/validate/?token=${query}`),
        anonymous.post('/auth/invite/accept/', { token: text, password: text, first_name: text, last_name: text }),
        anonymous.post('/auth/refresh/', {}, { headers: { cookie: `refresh=${query}; refresh_token=${query}` } }),
        tutor.api.get(`/users/online-status/?ids=${query}`),
        tutor.api.get(`/chat/history/?lesson_id=${query}&cursor=${query}`),
        tutor.api.get(`/chat/history/?lesson_id=${lessonId}&cursor=${query}`),
        tutor.api.get(`/lessons/my/?from=${query}&to=${query}&status=${query}`),
        tutor.api.get(`/lessons/my/?status=${query}`),
        tutor.api.get(`/lessons/${query}/`),
        tutor.api.get(`/notifications/?cursor=${query}&type=${query}`),
        tutor.api.get(`/tutor/relations/?cursor=${query}&status=${query}`),
        tutor.api.get(`/board/lessons/${query}/snapshot/`),
        tutor.api.post(`/relations/${query}/accept/`),
        tutor.api.post(`/notifications/${query}/read/`),
        tutor.api.post('/tutor/relations/batch/accept/', { ids: [text] }),
        tutor.api.post('/lessons/', { student_id: text, start: text, end: text }),
        tutor.api.post('/lessons/', { student_id: student.userId, start, end: text }),
        tutor.api.post('/chat/messages/', { lesson_id: text, text }),
        admin.api.post('/notifications/internal/', { user_id: text, type: text, payload: { [text]: text } }),
      ]
      for (const answer of await Promise.all(answers)) expect(answer).toEqual(harmless())
      expect(await countsOf()).toEqual(before)
      expect(performance.now() - since).toBeLessThan(deadlineMs)
    })

    test.each(injections)('%s is kept as a text', async (text) => {
      const message = fieldsOf(succeeded(await tutor.api.post('/chat/messages/', { lesson_id: lessonId, text })).body)
      expect(message['text']).toBe(text)
      const edited = await tutor.api.patch(`/chat/messages/${idOf(message['id'])}/`, { text: `${text} ${text}` })
      expect(succeeded(edited).body).toMatchObject({ text: `${text} ${text}` })

      succeeded(await student.api.patch('/me/profile/', { first_name: text }))
      expect(succeeded(await student.api.get('/me/profile/')).text).toContain(JSON.stringify(text).slice(1, -1))
      succeeded(await student.api.patch('/me/profile/autosave/', { about: text, [text]: text }))
      expect(succeeded(await student.api.get('/me/profile/autosave/')).text).toContain(
        JSON.stringify(text).slice(1, -1),
      )

      const notification = { user_id: student.userId, type: 'system.update', payload: { title: text, [text]: text } }
      succeeded(await admin.api.post('/notifications/internal/', notification))
      const listed = rowsOf(fieldsOf(succeeded(await student.api.get('/notifications/')).body)['results'])
      expect(listed.map(({ payload }) => payload)).toContainEqual(notification.payload)

      const strokes = [{ id: text, tool: text, points: [text], [text]: text }]
      succeeded(await tutor.api.post(`/board/lessons/${lessonId}/snapshot/`, { strokes }))
      expect(succeeded(await tutor.api.get(`/board/lessons/${lessonId}/snapshot/`)).body).toMatchObject({ strokes })
      expect(await countsOf()).toEqual(before)
    })

    test('by the gateway', async () => {
      const channel = `board:lesson:${lessonId}`
      const [painter, other] = [await tutor.subscribed(channel), await student.subscribed(channel)]
      for (const text of injections) {
        painter.send({ type: 'subscribe', channel: `board:lesson:${text}` })
        painter.send({ type: 'subscribe', channel: `chat:user:${text}` })
        painter.publish(channel, {
          type: 'board.patch',
          lesson_id: lessonId,
          stroke: { id: text, tool: text, points: [] },
        })
        await other.waitFor('the stroke', () => other.events().find(({ fields }) => isStroke(fields['stroke'], text)))
      }
      await painter.settle()
      expect(painter.errors()).toHaveLength(injections.length * 2)
      expect(await countsOf()).toEqual(before)
    })
  })

  describe('nobody makes more of himself', () => {
    test('by the profile', async () => {
      const wanted = {
        role: 'admin',
        is_staff: true,
        is_active: false,
        id: 1,
        email: 'admin@m4sh.test',
        password: 'x',
        user: { role: 'admin' },
      }
      expect(await student.api.patch('/me/profile/', wanted)).toEqual(harmless())
      const [row] = await rows.query('SELECT id, email, role, is_staff, is_active FROM users_user WHERE id = $1', [
        student.userId,
      ])
      const { email } = student.account
      expect(row).toMatchObject({ email, role: 'student', is_staff: false, is_active: true })
    })

    test.each(['admin', 'superadmin'])('by registering as %s', async (role) => {
      const email = `${role}@injected.test`
      const body = { email, password: 'Conformance-pass-7', first_name: 'X', last_name: 'Y', role, is_staff: true }
      expect(await anonymous.post('/auth/register/', body)).toEqual(harmless())
      const privileged = `SELECT email FROM users_user WHERE email LIKE '%@injected.test' AND (is_staff OR role IN ('admin', 'superadmin'))`
      expect(await rows.query(privileged)).toEqual([])
    })

    test('by writing as another', async () => {
      const body = { lesson_id: lessonId, text: 'not me', author_id: tutor.userId, author_name: 'Тарас', id: 1 }
      const answer = await student.api.post('/chat/messages/', body)
      expect(answer).toEqual(harmless())
      const rowsOfOthers = await rows.query(
        `SELECT id FROM chat_lessonchatmessage WHERE text = 'not me' AND author_id <> $1`,
        [student.userId],
      )
      expect(rowsOfOthers).toEqual([])
    })

    test('by a lesson in another tutor’s name', async () => {
      const stranger = Number(await rows.addUser('tutor'))
      const start = Date.now() + 86_400_000 * 500
      const times = { start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString() }
      expect(await tutor.api.post('/lessons/', { tutor_id: stranger, student_id: student.userId, ...times })).toEqual(
        harmless(),
      )
      expect(await rows.query('SELECT id FROM lessons_lesson WHERE tutor_id = $1', [stranger])).toEqual([])
    })
  })
}

function isStroke(stroke: unknown, id: string): true | null {
  return fieldsOf(stroke ?? {})['id'] === id ? true : null
}
