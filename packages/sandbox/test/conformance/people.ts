import { describe, expect, test } from '@jest/globals'
import { succeeded } from './api-client.ts'
import type { Deployment } from './deployment.ts'
import { eventually } from './eventually.ts'
import { fieldsOf, holds, idOf, isRecord, isSameId } from './json.ts'
import { accepted, refused } from './shapes.ts'

/** Users, presence, one's own profile. */
export function describePeople({ tutor, student }: Deployment): void {
  test('GET /users/me/ is whoever asks', async () => {
    for (const session of [tutor, student]) {
      const me = fieldsOf(succeeded(await session.api.get('/users/me/')).body)
      expect(isSameId(me['id'], session.userId)).toBe(true)
      expect(me).toMatchObject({ email: session.account.email, role: session.user['role'] })
      expect(['student', 'tutor', 'admin', 'superadmin']).toContain(me['role'])
      expect(me).not.toHaveProperty('password')
    }
  })

  describe('presence', () => {
    const statusOf = async (): Promise<boolean | null> => {
      const answer = await tutor.api.get(`/users/online-status/?ids=${tutor.id},${student.id}`)
      return isOnline(succeeded(answer).body, student.id)
    }

    test('whoever has a socket is online, until the last one is closed', async () => {
      await eventually('offline', statusOf, (online) => online !== true)
      const [first, second] = [await student.connect(), await student.connect()]
      await eventually('online', statusOf, (online) => online === true)
      await first.close()
      await second.settle()
      expect(await statusOf()).toBe(true)
      await second.close()
      await eventually('offline again', statusOf, (online) => online !== true)
    })

    test('status:users tells of whoever comes', async () => {
      const watcher = await tutor.subscribed('status:users')
      await student.connect()
      const event = await watcher.event('an event of the student', ({ fields }) => holds(fields, student.id))
      expect(event.channel).toBe('status:users')
    })
  })

  describe('profile', () => {
    test('a change stays', async () => {
      const before = nameIn(succeeded(await student.api.get('/me/profile/')).body)
      const changed = `Марія-${Date.now() % 10_000}`
      try {
        succeeded(await student.api.patch('/me/profile/', { first_name: changed }))
        expect(nameIn(succeeded(await student.api.get('/me/profile/')).body)).toBe(changed)
      } finally {
        succeeded(await student.api.patch('/me/profile/', { first_name: before }))
      }
      expect(nameIn(succeeded(await student.api.get('/me/profile/')).body)).toBe(before)
    })

    test('a draft of it is kept until it is thrown away, and changes nothing', async () => {
      const draft = `draft-${Date.now()}`
      succeeded(await student.api.patch('/me/profile/autosave/', { first_name: draft }))
      expect(succeeded(await student.api.get('/me/profile/autosave/')).text).toContain(draft)
      expect(succeeded(await student.api.get('/me/profile/')).text).not.toContain(`"first_name":"${draft}"`)
      succeeded(await student.api.delete('/me/profile/autosave/'))
      const answer = await student.api.get('/me/profile/autosave/')
      expect(answer.status === 404 ? 204 : succeeded(answer).status).toBeLessThan(300)
      expect(answer.text).not.toContain(draft)
    })

    test('an avatar comes and goes', async () => {
      const form = new FormData()
      form.set('avatar', new Blob([onePixel], { type: 'image/png' }), 'avatar.png')
      expect(await student.api.post('/me/avatar/', form)).toEqual(accepted())
      expect(await student.api.delete('/me/avatar/')).toEqual(accepted())
    })

    test('what is no picture is no avatar', async () => {
      expect(await student.api.post('/me/avatar/', { avatar: 'not a picture' })).toEqual(refused(400, 415, 422))
    })

    test('GET /me/activity/', async () => {
      expect(typeof succeeded(await student.api.get('/me/activity/')).body).toBe('object')
    })
  })
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The profile may hold the user's fields or hold the user. */
function nameIn(profile: unknown): unknown {
  const fields = fieldsOf(profile)
  return 'first_name' in fields ? fields['first_name'] : fieldsOf(fields['user'])['first_name']
}

/** The answer is undocumented: by id or as a list, of flags, words or objects, or only of who is online. */
export function isOnline(body: unknown, id: string): boolean | null {
  if (Array.isArray(body)) {
    if (body.some((entry) => !isRecord(entry))) return body.map(idOf).includes(id)
    const entry = body.map(fieldsOf).find((fields) => isSameId(fields['id'] ?? fields['user_id'] ?? '', id))
    return entry === undefined ? null : flagOf(entry)
  }
  if (!isRecord(body)) return null
  if (id in body) return flagOf(body[id])
  return Object.values(body).reduce<boolean | null>((known, inner) => known ?? isOnline(inner, id), null)
}

function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value === 'online'
  return isRecord(value) ? flagOf(value['is_online'] ?? value['online'] ?? value['status']) : null
}
