import { expect, test } from '@jest/globals'
import { factsOf } from '../src/facts.ts'
import { startSandbox } from '../src/start-sandbox.ts'

test('of a sandbox on all addresses: one that can be gone to, an invitation, and the password of the seeded', async () => {
  const sandbox = await startSandbox({ host: '0.0.0.0', counts: { users: 1 } })
  try {
    const { baseUrl, wsUrl, tokens, credentials } = await factsOf(sandbox)
    expect([baseUrl, wsUrl]).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/ws\/$/),
    ])
    const post = async (path: string, body: object): Promise<[number, unknown]> => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${baseUrl}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return [response.status, await response.json()]
    }
    expect(await post('/auth/invite/validate/', { token: tokens.invite })).toMatchObject([
      200,
      { email: 'student@m4sh.test' },
    ])
    expect(
      await post('/auth/login/', { email: 'tutor-4@example.org', password: credentials.seeded.password }),
    ).toMatchObject([200, { access: expect.any(String) }])
  } finally {
    await sandbox.stop()
  }
})
