import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createHttpClient, type HttpClientOptions, HttpError } from '../../../src/connections/http/index.ts'
import { startHttpServer, type TestServer } from '../../../src/testing/http-server.ts'
import { ManualClock } from '../../../src/testing/manual-clock.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function serve(listener: RequestListener): Promise<TestServer> {
  const server = await startHttpServer(listener)
  cleanups.push(() => server.close())
  return server
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => new Promise((resolve) => server.close(resolve)))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Quick: pauses of a millisecond, no chance in them. */
const quick: HttpClientOptions = {
  retryDelayMs: 1,
  random: () => 0,
  flags: { address: '--base-url', timeout: '--timeout' },
}
const client = (options: HttpClientOptions = {}) => createHttpClient({ ...quick, ...options })

async function failure(request: Promise<unknown>): Promise<HttpError> {
  const error = await request.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof HttpError)) throw new Error('no HttpError', { cause: error })
  return error
}

const redirect = (response: ServerResponse, status: number, location: string) =>
  response.writeHead(status, { location }).end()

describe('an answer', () => {
  test('of any status, with its text in its charset', async () => {
    const server = await serve((request, response) => {
      response.writeHead(request.url === '/no/' ? 404 : 200, { 'content-type': 'text/plain; charset=windows-1251' })
      response.end(Buffer.from([0xcf, 0xf0, 0xe8]))
    })
    const http = client({ baseUrl: `${server.url}/api`, token: 'tok', headers: [{ name: 'X-Key', value: 'k' }] })
    const found = await http.get('yes/', { headers: { accept: 'text/plain' } })
    expect(found).toMatchObject({ status: 200, ok: true, url: `${server.url}/api/yes/`, redirects: [] })
    expect(found.text()).toBe('При')
    expect(await http.get('/no/')).toMatchObject({ status: 404, ok: false, credentialsWithheld: false })
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer tok',
      'x-key': 'k',
      accept: 'text/plain',
    })
  })

  test('is unpacked; HEAD has a length and no body', async () => {
    const server = await serve((request, response) => {
      if (request.method === 'HEAD') response.writeHead(200, { 'content-length': 1e9 }).end()
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'))
    })
    expect((await client().get(server.url)).text()).toBe('hello')
    expect((await client({ maxBytes: 10 }).request({ method: 'HEAD', url: server.url })).bytes).toHaveLength(0)
  })

  test('comes however long the time is', async () => {
    const server = await serve((_, response) => void response.end('ok'))
    expect((await client({ timeoutMs: 1e12 }).get(server.url)).text()).toBe('ok')
  })

  test('user and password of the address are sent, and not shown', async () => {
    const server = await serve((_, response) => void response.end())
    const address = server.url.replace('//', '//ann:p%40ss@')
    const { url } = await client().get(address)
    expect(server.requests[0]?.headers.authorization).toBe(`Basic ${btoa('ann:p@ss')}`)
    expect(url).toBe(`${server.url}/`)
  })
})

describe('redirects and keys', () => {
  async function twoServers() {
    const other = await serve((_, response) => void response.end('other'))
    const own = await serve((request, response) => {
      if (request.url === '/away') redirect(response, 302, `${other.url}/x`)
      else if (request.url === '/here') redirect(response, 302, '/there')
      else if (request.url === '/loop') redirect(response, 302, '/loop')
      else if (request.url === '/file') redirect(response, 302, 'file:///etc/passwd')
      else if (request.url === '/307') redirect(response, 307, '/there')
      else if (request.url === '/303') redirect(response, 303, '/there')
      else response.end('own')
    })
    return { own, other }
  }
  const keys = { token: 'tok', headers: [{ name: 'X-Key', value: 'k' }] }

  test('another origin gets neither token nor headers', async () => {
    const { own, other } = await twoServers()
    const http = client({ baseUrl: own.url, ...keys })
    const answer = await http.get('/away', { headers: { accept: 'a/b', cookie: 'c=1' } })
    expect(answer).toMatchObject({ credentialsWithheld: true, redirects: [`${own.url}/away`], url: `${other.url}/x` })
    expect(own.requests[0]?.headers).toMatchObject({ authorization: 'Bearer tok', 'x-key': 'k', cookie: 'c=1' })
    const seen = other.requests[0]?.headers ?? {}
    expect(seen.accept).toBe('a/b')
    expect([seen.authorization, seen['x-key'], seen.cookie]).toEqual([undefined, undefined, undefined])
  })

  test('the same origin gets them again', async () => {
    const { own } = await twoServers()
    const answer = await client({ baseUrl: own.url, ...keys }).get('/here')
    expect(answer).toMatchObject({ credentialsWithheld: false, url: `${own.url}/there` })
    expect(own.requests[1]?.headers).toMatchObject({ authorization: 'Bearer tok', 'x-key': 'k' })
  })

  test('an absolute address of another origin gets them only if it is trusted', async () => {
    const { own, other } = await twoServers()
    const http = client({ baseUrl: own.url, ...keys })
    await http.get(`${other.url}/a`)
    await http.get(`${other.url}/b`, { trusted: true })
    await client(keys).get(`${other.url}/c`)
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer tok', 'Bearer tok'])
  })

  test('a redirected POST becomes a GET, but not after 307', async () => {
    const { own } = await twoServers()
    const http = client({ baseUrl: own.url })
    for (const url of ['/303', '/307', '/here']) await http.request({ method: 'post', url, body: '{}' })
    expect(own.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /303',
      'GET /there',
      'POST /307',
      'POST /there',
      'POST /here',
      'GET /there',
    ])
    expect(own.requests[1]?.headers['content-length']).toBeUndefined()
  })

  test('a loop, and a way out of HTTP', async () => {
    const { own } = await twoServers()
    const loop = await failure(client({ baseUrl: own.url }).get('/loop'))
    expect(loop).toMatchObject({
      failure: 'redirect-loop',
      exitCode: 3,
      hint: 'Is the server running? Check --base-url.',
    })
    expect(own.requests).toHaveLength(6)
    const { failure: kind, message } = await failure(client({ baseUrl: own.url }).get('/file'))
    expect(kind).toBe('bad-redirect')
    expect(message).toContain('redirected to "file:///etc/passwd", which is no http(s) address.')
  })
})

describe('tries', () => {
  /** Answers 503 this many times, then 200. */
  async function busy(times: number, headers: Record<string, string> = {}) {
    let left = times
    return serve((_, response) => {
      left -= 1
      if (left >= 0) response.writeHead(503, headers).end('busy')
      else response.end('ok')
    })
  }

  test('502 to 504 are tried again, twice', async () => {
    const twice = await busy(2)
    expect((await client().get(twice.url)).status).toBe(200)
    const often = await busy(9)
    expect((await client().get(often.url)).status).toBe(503)
    expect(often.requests).toHaveLength(3)
  })

  test('other statuses are not', async () => {
    const server = await serve((_, response) => void response.writeHead(500).end())
    expect((await client().get(server.url)).status).toBe(500)
    expect(server.requests).toHaveLength(1)
  })

  test('a POST is not, unless it may be repeated', async () => {
    const server = await busy(2)
    expect((await client().request({ method: 'POST', url: server.url })).status).toBe(503)
    expect((await client().request({ method: 'POST', url: server.url, repeatable: true })).status).toBe(200)
  })

  test('Retry-After is heeded up to the limit', async () => {
    const now = await busy(1, { 'retry-after': '0' })
    expect((await client({ retryDelayMs: 60_000, maxRetryDelayMs: 60_000 }).get(now.url)).status).toBe(200)
    const past = await busy(1, { 'retry-after': new Date(0).toUTCString() })
    expect((await client({ retryDelayMs: 60_000, maxRetryDelayMs: 60_000 }).get(past.url)).status).toBe(200)
    const later = await busy(1, { 'retry-after': '3600' })
    expect((await client().get(later.url)).status).toBe(503)
    expect(later.requests).toHaveLength(1)
  })

  test('a pause that does not fit into the time is not begun', async () => {
    const server = await busy(1)
    const http = client({ retryDelayMs: 60_000, maxRetryDelayMs: 60_000, timeoutMs: 20_000, random: () => 1 })
    expect((await http.get(server.url)).status).toBe(503)
  })

  test('pauses are those of the given clock and chance, which may make the run quick', async () => {
    const server = await busy(2)
    const clock = new ManualClock()
    const http = createHttpClient({ clock, random: () => 0.5, retryDelayMs: 1000, maxRetryDelayMs: 8000 })
    const answer = http.get(server.url)
    const pauses: number[] = []
    for (const _ of [1, 2]) {
      const ms = await clock.nextSleep()
      pauses.push(ms)
      clock.advance(ms)
    }
    expect((await answer).status).toBe(200)
    expect(pauses).toEqual([750, 1500])
  })

  test('a pause ends with the run', async () => {
    const stop = new AbortController()
    const server = await busy(9)
    const clock = new ManualClock()
    const answer = createHttpClient({ clock, signal: stop.signal }).get(server.url)
    await clock.nextSleep()
    stop.abort(new Error('stopped'))
    await expect(answer).rejects.toThrow('stopped')
    expect(server.requests).toHaveLength(1)
  })

  test('a connection that breaks is tried again', async () => {
    let count = 0
    const server = await serve((_, response) => {
      count += 1
      if (count === 1) response.socket?.resetAndDestroy()
      else if (count === 2)
        response.writeHead(200, { 'content-length': 10 }).write('half', () => response.socket?.destroy())
      else response.end('whole')
    })
    expect((await client().get(server.url)).text()).toBe('whole')
  })
})

describe('why there is no answer', () => {
  test('nothing listens', async () => {
    const port = await listen(createServer())
    await cleanups.pop()?.()
    const error = await failure(client().get(`http://u:topsecret@127.0.0.1:${port}/x?token=topsecret&page=2`))
    expect(error).toMatchObject({ failure: 'refused', host: `127.0.0.1:${port}` })
    expect(error.message).toBe(
      `GET http://127.0.0.1:${port}/x?token=[redacted]&page=2: the connection was refused; nothing listens there (3 tries).`,
    )
    expect(error.hint).toBe('Is the server running? Check --base-url.')
  })

  test('the name is not known', async () => {
    const lookup = Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error(), { code: 'ENOTFOUND' }),
    })
    let tries = 0
    const fetch = () => {
      tries += 1
      return Promise.reject(lookup)
    }
    const error = await failure(client({ fetch }).get('http://no.such.host/'))
    expect(error).toMatchObject({ failure: 'dns', message: 'GET http://no.such.host/: the host name is not known.' })
    expect(tries).toBe(1)
  })

  test('the server hangs: before the headers, and in the body', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('x')
    })
    for (const path of ['/', '/body']) {
      const error = await failure(client({ timeoutMs: 50 }).get(server.url + path))
      expect(error.failure).toBe('timeout')
      expect(error.message).toContain('no complete answer within 50 ms.')
      expect(error.hint).toBe('Give it more time with --timeout.')
    }
    expect(server.requests).toHaveLength(2)
  })

  test('the server trickles: the time is for the whole answer', async () => {
    const server = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 5)
      response.once('close', () => clearInterval(drip))
    })
    expect((await failure(client({ timeoutMs: 60 }).get(server.url))).failure).toBe('timeout')
  })

  test('the connection breaks every time', async () => {
    const server = await serve((_, response) => response.socket?.resetAndDestroy())
    const error = await failure(client().get(server.url))
    expect(error.failure).toBe('reset')
    expect(error.message).toMatch(/the server broke the connection off \(3 tries\)\.$/)
  })

  test('too large: announced, not announced, and packed', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/announced') response.writeHead(200, { 'content-length': 2_000_000 }).write('x')
      else if (request.url === '/bomb') {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(200_000_000)))
      } else {
        const more = () => void response.write('x'.repeat(65_536), (error) => error ?? more())
        more()
      }
    })
    const before = process.memoryUsage.rss()
    for (const path of ['/announced', '/endless', '/bomb']) {
      const error = await failure(
        client({ maxBytes: 1024 * 1024, flags: { maxBytes: '--max-size' } }).get(server.url + path),
      )
      expect(error.failure).toBe('too-large')
      expect(error.message).toContain('the answer is larger than 1 MiB.')
      expect(error.hint).toBe('Raise the limit with --max-size.')
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(400_000_000)
  })

  test('exactly the limit is allowed', async () => {
    const server = await serve((_, response) => void response.end('12345'))
    expect((await client({ maxBytes: 5 }).get(server.url)).text()).toBe('12345')
    expect((await failure(client({ maxBytes: 4 }).get(server.url))).failure).toBe('too-large')
  })

  test('not packed as it says, not HTTP', async () => {
    const server = await serve(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
    )
    expect((await failure(client().get(server.url))).failure).toBe('bad-encoding')
    const port = await listen(createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n', () => socket.destroy())))
    expect((await failure(client().get(`http://127.0.0.1:${port}`))).failure).toBe('protocol')
  })

  test('a certificate that nobody signed, and no https at all', async () => {
    const fixture = (name: string) => readFileSync(new URL(`../../fixtures/self-signed/${name}.pem`, import.meta.url))
    const secure = createTlsServer({ key: fixture('key'), cert: fixture('certificate') })
    const port = await listen(secure)
    const error = await failure(client().get(`https://127.0.0.1:${port}`))
    expect(error).toMatchObject({ failure: 'tls' })
    expect(error.message).toContain('the certificate is self-signed.')
    expect(error.hint).toContain('NODE_EXTRA_CA_CERTS')
    const plain = await serve((_, response) => void response.end())
    expect((await failure(client().get(plain.url.replace('http:', 'https:')))).failure).toBe('tls')
  })

  test('where a redirect led', async () => {
    const port = await listen(createServer())
    await cleanups.pop()?.()
    const server = await serve((_, response) => redirect(response, 302, `http://127.0.0.1:${port}/gone`))
    const error = await failure(client({ retries: 0 }).get(server.url))
    expect(error.host).toBe(`127.0.0.1:${port}`)
    expect(error.message).toContain(
      `${server.url}/: redirected to http://127.0.0.1:${port}/gone, the connection was refused`,
    )
  })

  test('the run was stopped: its own reason comes through', async () => {
    const stop = new AbortController()
    const server = await serve(() => stop.abort(new Error('stopped')))
    const http = client({ signal: stop.signal })
    await expect(http.get(server.url)).rejects.toThrow('stopped')
    await expect(http.get(server.url)).rejects.toThrow('stopped')
    expect(server.requests).toHaveLength(1)
  })

  test('what cannot be sent is refused at once, and not shown', async () => {
    expect(() => client({ baseUrl: 'nonsense' })).toThrow('"nonsense" is no http(s) address.')
    expect(() => client({ baseUrl: 'ftp://u:topsecret@h/' })).toThrow('"ftp://u:[redacted]@h/" is no http(s) address.')
    expect(() => client({ token: 'top\nsecret' })).toThrow(
      /^The token cannot be sent: it holds blanks or control characters\.$/,
    )
    expect(() => client({ headers: [{ name: 'X', value: 'top\r\nsecret' }] })).toThrow(
      /^The header "X" cannot be sent\.$/,
    )
    expect((await failure(client().get('/relative'))).failure).toBe('bad-request')
    const { message } = await failure(client().get('http://127.0.0.1:1/'))
    expect(message).toBe('GET http://127.0.0.1:1/: fetch refuses this port, as browsers do.')
  })
})
