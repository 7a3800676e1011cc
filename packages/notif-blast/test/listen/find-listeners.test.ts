import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '@m4sh/sandbox'
import { claimsOf } from '@m4sh/tools-core/connections/identity'
import { createTemporaryFolder, startHttpServer, type TemporaryFolder } from '@m4sh/tools-core/testing'
import { findListeners, type ListenerSettings } from '../../src/listen/find-listeners.ts'

const never = new AbortController().signal
let folder: TemporaryFolder

beforeAll(async () => {
  folder = await createTemporaryFolder()
})

afterAll(async () => {
  await folder.remove()
})

const file = async (name: string, text: string): Promise<string> => {
  const path = join(folder.path, name)
  await writeFile(path, text)
  return path
}

const settingsOf = (settings: Partial<ListenerSettings>): ListenerSettings => ({
  apiUrl: 'http://127.0.0.1:9/api',
  token: null,
  headers: [],
  tokensFile: null,
  usersFile: null,
  jwtSecret: null,
  ...settings,
})

/** A token that says who it is of. */
const tokenOf = (userId: number): string =>
  `${Buffer.from('{}').toString('base64url')}.${Buffer.from(JSON.stringify({ user_id: userId })).toString('base64url')}.s`

const userIds = (count: number): Float64Array => Float64Array.from({ length: count }, (_, index) => index + 1)

describe('tokens of a file', () => {
  test('are for those who get notifications, one for each', async () => {
    const again = `${tokenOf(2)}x`
    const tokensFile = await file('tokens', [tokenOf(3), tokenOf(2), again, tokenOf(70)].join('\n'))
    const { listeners, warnings } = await findListeners(settingsOf({ tokensFile }), userIds(10), 500, never)
    expect(listeners).toEqual([
      { user: '2', token: tokenOf(2) },
      { user: '3', token: tokenOf(3) },
    ])
    expect(warnings).toEqual(['1 user with a token did not listen: they get no notifications.'])
  })

  test('that do not say who they are of are asked about', async () => {
    const platform = await startHttpServer(({ url, headers }, response) => {
      const id = headers.authorization === 'Bearer opaque-1' ? '"u-1"' : null
      response.writeHead(url === '/api/users/me/' && id !== null ? 200 : 401).end(`{"id":${id}}`)
    })
    try {
      const tokensFile = await file('opaque', 'opaque-1\nopaque-2')
      const settings = settingsOf({ tokensFile, apiUrl: `${platform.url}/api` })
      const { listeners, warnings } = await findListeners(settings, ['u-1', 'u-2'], 500, never)
      expect(listeners).toEqual([{ user: 'u-1', token: 'opaque-1' }])
      expect(warnings).toEqual(['1 token could not be used: the platform does not say whose.'])
    } finally {
      await platform.close()
    }
  })

  test('are chosen evenly where there are too many', async () => {
    const tokensFile = await file('many', Array.from({ length: 100 }, (_, index) => tokenOf(index + 1)).join('\n'))
    const { listeners, warnings } = await findListeners(settingsOf({ tokensFile }), userIds(1000), 4, never)
    expect(listeners.map(({ user }) => user)).toEqual(['1', '26', '51', '76'])
    expect(warnings).toEqual(['Of 100 users 4 listened, chosen evenly.'])
  })

  test('of nobody who gets notifications are none', async () => {
    const tokensFile = await file('foreign', tokenOf(70))
    await expect(findListeners(settingsOf({ tokensFile }), userIds(10), 500, never)).rejects.toMatchObject({
      name: 'UsageError',
      message: '--listen: there is no token of anybody who gets notifications.',
    })
  })

  test('cannot be read from a file that is not there', async () => {
    const tokensFile = join(folder.path, 'nowhere')
    await expect(findListeners(settingsOf({ tokensFile }), userIds(10), 500, never)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(`--tokens ${tokensFile}`),
    })
  })
})

describe('tokens that are signed', () => {
  const jwtSecret = 'a secret that is long enough for HS256'

  test('are for all users, or for some of them, chosen evenly', async () => {
    const all = await findListeners(settingsOf({ jwtSecret }), userIds(3), 500, never)
    expect(all.listeners.map(({ user }) => user)).toEqual(['1', '2', '3'])
    expect(all.listeners.map(({ token }) => claimsOf(token).userId)).toEqual([1, 2, 3])
    expect(all.warnings).toEqual([])
    const some = await findListeners(settingsOf({ jwtSecret }), userIds(1_000_000), 500, never)
    expect(some.listeners).toHaveLength(500)
    expect(some.listeners.slice(0, 2).map(({ user }) => user)).toEqual(['1', '2001'])
    expect(some.listeners.at(-1)?.user).toBe('998001')
    expect(some.warnings).toEqual(['Of 1000000 users 500 listened, chosen evenly.'])
  })

  test('are for users that are counted', async () => {
    await expect(findListeners(settingsOf({ jwtSecret }), ['u-1'], 500, never)).rejects.toMatchObject({
      name: 'UsageError',
      hint: expect.stringContaining('--tokens'),
    })
  })
})

test('who pushes can listen, too', async () => {
  const { listeners } = await findListeners(settingsOf({ token: tokenOf(2) }), userIds(3), 500, never)
  expect(listeners).toEqual([{ user: '2', token: tokenOf(2) }])
})

test('nobody can without any token', async () => {
  await expect(findListeners(settingsOf({}), userIds(3), 500, never)).rejects.toMatchObject({
    name: 'UsageError',
    hint: 'Give tokens of them with --tokens, log-ins with --users, or the key that signs tokens with --jwt-secret.',
  })
})

describe('users of a file', () => {
  let sandbox: Sandbox

  beforeAll(async () => {
    sandbox = await startSandbox({ counts: { users: 0, relations: 0, lessons: 0, messages: 0, notifications: 0 } })
  })

  afterAll(async () => {
    await sandbox.stop()
  })

  test('log in', async () => {
    const { ids, credentials, baseUrl } = sandbox
    const lines = [credentials.tutor, credentials.student].map(({ email, password }) => `${email},${password}`)
    const usersFile = await file('users.csv', ['email,password', ...lines].join('\n'))
    const settings = settingsOf({ usersFile, apiUrl: `${baseUrl}/api` })
    const { listeners } = await findListeners(settings, userIds(100), 500, never)
    expect(new Set(listeners.map(({ user }) => Number(user)))).toEqual(new Set([ids.tutor, ids.student]))
    expect(listeners.every(({ token }) => claimsOf(token).expiresAt !== null)).toBe(true)
  })

  test('and cannot with a wrong password', async () => {
    const usersFile = await file('wrong.csv', `email,password\n${sandbox.credentials.tutor.email},wrong`)
    const settings = settingsOf({ usersFile, apiUrl: `${sandbox.baseUrl}/api` })
    await expect(findListeners(settings, userIds(100), 500, never)).rejects.toMatchObject({ name: 'RunError' })
  })
})
