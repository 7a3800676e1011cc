import { describe, expect, test } from '@jest/globals'
import type { Deployment } from './deployment.ts'
import { pathOf, rowsFor } from './endpoints.ts'
import { refused } from './shapes.ts'

/** What all rows of the REST table have in common. */
export function describeRestSurface({ anonymous, tutor }: Deployment): void {
  describe('without a token: 401', () => {
    test.each(rowsFor(({ isOpen }) => isOpen !== true))('%s', async (_, endpoint) => {
      const { method, orMethod } = endpoint
      const body = method === 'GET' ? {} : { body: {} }
      const answer = await anonymous.request(method, pathOf(endpoint), body)
      const isOlder = answer.status === 405 && orMethod !== undefined
      expect(isOlder ? await anonymous.request(orMethod, pathOf(endpoint), body) : answer).toEqual(refused(401))
    })
  })

  describe('with a token that is none: 401', () => {
    const wrong = ['not-a-token', `${tutor.token.slice(0, -6)}AAAAAA`, unsigned(tutor.token)]

    test.each(wrong)('%#', async (token) => {
      expect(await anonymous.as(token).get('/users/me/')).toEqual(refused(401))
      expect(await anonymous.as(token).post('/chat/messages/', { lesson_id: 1, text: 'x' })).toEqual(refused(401))
    })
  })

  describe('paths end in a slash', () => {
    test.each(rowsFor(({ method }) => method === 'GET'))('%s: without it, redirected to it', async (_, endpoint) => {
      const path = pathOf(endpoint)
      const answer = await tutor.api.get(withoutSlash(path))
      expect(answer.status).toBe(301)
      const location = new URL(answer.headers.get('location') ?? '', 'http://any')
      expect(`${location.pathname}${location.search}`).toBe(`/api${path}`)
    })

    test.each(rowsFor(({ method }) => method !== 'GET'))('%s: without it, nothing is done', async (_, endpoint) => {
      const answer = await tutor.api.request(endpoint.method, withoutSlash(pathOf(endpoint)), { body: {} })
      // Redirected, whereupon clients lose the body; refused with 500 under DEBUG; or refused by a proxy before.
      expect([301, 308, 404, 405, 500]).toContain(answer.status)
    })
  })
}

function withoutSlash(path: string): string {
  return path.replace(/\/(?=\?|$)/, '')
}

/** The claims as they are, with `alg: none` and no signature. */
function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  return `${header}.${token.split('.')[1]}.`
}
