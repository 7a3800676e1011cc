import { describe, expect, test } from '@jest/globals'
import type { RequestListener } from 'node:http'
import { startHttpServer } from '@m4sh/tools-core/testing'
import { PostClient, PostFailure } from '../../src/conversation/post-client.ts'
import { postMessage } from '../../src/conversation/send-message.ts'

async function withClient<T>(
  listener: RequestListener,
  work: (client: PostClient, requests: Awaited<ReturnType<typeof startHttpServer>>['requests']) => Promise<T>,
): Promise<T> {
  const server = await startHttpServer(listener)
  const headers = [{ name: 'X-Key', value: 'k' }]
  const client = new PostClient({ apiUrl: `${server.url}/api`, token: 'abc', headers, timeoutMs: 300 })
  try {
    return await work(client, server.requests)
  } finally {
    client.close()
    await server.close()
  }
}

const outcomeOf = async (listener: RequestListener) =>
  await withClient(listener, async (client) => await postMessage(client, 7, 'здравствуй'))

test('a message is posted as the frontend does, over one connection', async () => {
  const message = { lesson_id: 7, text: 'здравствуй' }
  const bodies: string[] = []
  const ports = new Set<number | undefined>()
  await withClient(
    (request, response) => {
      ports.add(request.socket.remotePort)
      request.setEncoding('utf8').on('data', (chunk: string) => bodies.push(chunk))
      request.on('end', () => response.writeHead(201).end('{"id": 1}'))
    },
    async (client, requests) => {
      for (let count = 0; count < 3; count++) await postMessage(client, 7, 'здравствуй')
      expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(3).fill('POST /api/chat/messages/'))
      expect(requests[0]?.headers).toMatchObject({
        authorization: 'Bearer abc',
        'content-type': 'application/json',
        accept: 'application/json',
        'x-key': 'k',
      })
    },
  )
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([message, message, message])
  expect(ports.size).toBe(1)
})

describe('an answer', () => {
  test.each<[number, string, object]>([
    [201, '{"id": 7}', { kind: 'acknowledged', id: '7' }],
    [200, '{"id": "a-b"}', { kind: 'acknowledged', id: 'a-b' }],
    [202, '', { kind: 'acknowledged', id: null }],
    [201, '[]', { kind: 'acknowledged', id: null }],
    [201, '{"id": {}}', { kind: 'acknowledged', id: null }],
    [301, '', { kind: 'failed', error: 'http-301' }],
    [400, '{}', { kind: 'failed', error: 'http-400' }],
    [401, '', { kind: 'failed', error: 'unauthorized' }],
    [403, '', { kind: 'failed', error: 'http-403' }],
    [503, '', { kind: 'failed', error: 'http-503' }],
    [429, '', { kind: 'rate-limited', waitMs: null }],
  ])('%i %s', async (status, body, outcome) => {
    expect(await outcomeOf((_, response) => response.writeHead(status).end(body))).toEqual(outcome)
  })

  test.each([
    ['3', 3000],
    ['0', 0],
    ['0.5', 500],
    ['soon', null],
    ['-3', expect.anything()],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('that asks to wait %j', async (retryAfter, waitMs) => {
    const outcome = await outcomeOf((_, response) => response.writeHead(429, { 'retry-after': retryAfter }).end())
    expect(outcome).toEqual({ kind: 'rate-limited', waitMs })
  })

  test('that asks to wait until a time', async () => {
    const retryAfter = new Date(Date.now() + 60_000).toUTCString()
    const outcome = await outcomeOf((_, response) => response.writeHead(429, { 'retry-after': retryAfter }).end())
    const { waitMs } = outcome as { readonly waitMs: number }
    expect(waitMs).toBeGreaterThan(50_000)
    expect(waitMs).toBeLessThanOrEqual(60_000)
  })
})

describe('no answer', () => {
  test.each<[string, RequestListener]>([
    ['timeout', () => undefined],
    ['timeout', (_, response) => void response.writeHead(200).write('{"id":')],
    ['reset', (request) => request.socket.destroy()],
    [
      'reset',
      (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
    ],
    ['reset', (_, response) => response.end('x'.repeat(2_000_000))],
    ['protocol', (request) => request.socket.end('no HTTP\r\n\r\n')],
  ])('%s', async (error, listener) => {
    expect(await outcomeOf(listener)).toEqual({ kind: 'failed', error })
  })

  test('refused', async () => {
    const server = await startHttpServer(() => undefined)
    await server.close()
    const client = new PostClient({ apiUrl: server.url, token: 'abc', headers: [], timeoutMs: 300 })
    await expect(client.post('x/', '{}')).rejects.toThrow(PostFailure)
    await expect(client.post('x/', '{}')).rejects.toMatchObject({ kind: 'refused' })
    client.close()
  })

  test('what is under way when the client is closed fails', async () => {
    await withClient(
      () => undefined,
      async (client, requests) => {
        const posting = postMessage(client, 7, 'text')
        while (requests.length === 0) await new Promise(setImmediate)
        client.close()
        expect(await posting).toEqual({ kind: 'failed', error: 'reset' })
      },
    )
  })
})

describe('a kept connection that the server closes just as it is used again', () => {
  /** Answers each connection as often, and then breaks it off as a request comes. */
  const closingAfter = (answers: number): RequestListener => {
    const served = new Map<object, number>()
    return (request, response) => {
      const times = (served.get(request.socket) ?? 0) + 1
      served.set(request.socket, times)
      if (times > answers) return void request.socket.destroy()
      request.resume().on('end', () => response.end('{"id": 1}'))
    }
  }

  test('costs no message: it is sent once more, as browsers do, and that is told', async () => {
    const told: string[] = []
    await withClient(closingAfter(1), async (client) => {
      const watcher = { onSent: () => void told.push('sent'), onRepeat: () => void told.push('repeat') }
      for (let count = 0; count < 2; count++)
        expect(await postMessage(client, 7, 'text', watcher)).toEqual({ kind: 'acknowledged', id: '1' })
    })
    expect(told).toEqual(['sent', 'sent', 'repeat', 'sent'])
  })

  test('is sent once more, and no more often', async () => {
    let count = 0
    await withClient(
      (request, response) => {
        if (++count === 1) request.resume().on('end', () => response.end('{"id": 1}'))
        else request.socket.destroy()
      },
      async (client, requests) => {
        expect(await postMessage(client, 7, 'ok')).toEqual({ kind: 'acknowledged', id: '1' })
        expect(await postMessage(client, 7, 'another')).toEqual({ kind: 'failed', error: 'reset' })
        expect(requests).toHaveLength(3)
      },
    )
  })
})

test('who finds no connection waits for one, and has not been sent', async () => {
  const server = await startHttpServer((request, response) => {
    request.resume().on('end', () => setImmediate(() => response.end('{"id": 1}')))
  })
  const client = new PostClient({ apiUrl: server.url, token: 'abc', headers: [], timeoutMs: 3000, connections: 1 })
  const told: string[] = []
  const watcherOf = (name: string) => ({
    onSent: () => void told.push(`${name} sent`),
    onAnswer: () => void told.push(`${name} answered`),
  })
  await Promise.all(['first', 'second'].map(async (name) => await postMessage(client, 7, 'text', watcherOf(name))))
  client.close()
  await server.close()
  expect(told).toEqual(['first sent', 'first answered', 'second sent', 'second answered'])
})
