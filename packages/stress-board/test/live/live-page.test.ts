import { once } from 'node:events'
import { get, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { UsageError } from '@m4sh/tools-core/errors'
import type { HistoryEvent, SecondEvent } from '../../src/live/live-events.ts'
import { type LivePage, type LivePageOptions, startLivePage } from '../../src/live/live-page.ts'
import { progressAt } from './progress.ts'
import { english } from '../languages.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function start(options: LivePageOptions = {}): Promise<LivePage> {
  const page = await startLivePage(english, 0, { graceMs: 100, ...options })
  closers.push(() => page.stop())
  return page
}

interface Answer {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: string
}

async function ask(url: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  const sent = request(url, { agent: false, ...options })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let body = ''
  for await (const piece of response.setEncoding('utf8')) body += String(piece)
  return { status: response.statusCode, headers: response.headers, body }
}

/** An event stream that is read, event by event. */
class Viewer {
  readonly #response: IncomingMessage
  readonly #waiting: string[] = []
  #text = ''
  ended = false

  private constructor(response: IncomingMessage) {
    this.#response = response
    response.setEncoding('utf8').on('data', (piece: string) => {
      const [rest = '', ...events] = `${this.#text}${piece}`.split('\n\n').toReversed()
      this.#text = rest
      this.#waiting.push(...events.toReversed())
      response.emit('heard')
    })
    response.once('close', () => {
      this.ended = true
      response.emit('heard')
    })
    // A server that goes cuts the stream.
    response.on('error', () => {})
  }

  static async open(page: LivePage): Promise<Viewer> {
    const sent = get(`${page.url}events`, { agent: false })
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`)
    closers.push(() => response.destroy())
    return new Viewer(response)
  }

  async next(): Promise<{ name: string; data: unknown }> {
    while (this.#waiting.length === 0) {
      if (this.ended) throw new Error('the stream has ended')
      await once(this.#response, 'heard')
    }
    const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(this.#waiting.shift() ?? '') ?? []
    return { name, data: JSON.parse(data) as unknown }
  }

  close(): void {
    this.#response.destroy()
  }
}

describe('the page', () => {
  test('is one document that may talk to its own server only', async () => {
    const { status, headers, body } = await ask((await start({ subject: '30 clients on <lessons>' })).url)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "frame-ancestors 'none'",
    })
    expect(body).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'/)
    expect(body).toContain('30 clients on &lt;lessons&gt;')
    expect(body).not.toMatch(/\b(?:src|href)="(?!#)/)
  })

  test('is served to this machine only, whatever name a stranger gave it', async () => {
    const { url } = await start()
    const port = new URL(url).port
    const statusFor = async (host: string) => (await ask(url, { headers: { host } })).status
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST', 'localhost:8080'])
      expect([host, await statusFor(host)]).toEqual([host, 200])
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.nip.io', '[::1]'])
      expect([host, await statusFor(host)]).toEqual([host, 403])
    expect((await ask(`${url}events`, { headers: { host: 'evil.example' } })).status).toBe(403)
  })

  test('a request without a host, as HTTP/1.0 has it, gets nothing', async () => {
    const { url } = await start()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.end('GET / HTTP/1.0\r\n\r\n')
    let text = ''
    for await (const piece of socket.setEncoding('utf8')) text += String(piece)
    expect(text).toMatch(/^HTTP\/1\.1 403 /)
  })

  test('there is nothing but to read, and nothing else to read', async () => {
    const { url } = await start()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])
      expect(await ask(url, { method })).toMatchObject({ status: 405, headers: { allow: 'GET' } })
    expect(await ask(`${url}etc/passwd`)).toMatchObject({
      status: 404,
      headers: { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" },
    })
    expect((await ask(`${url}?fresh=1`)).status).toBe(200)
  })

  test('a port that is taken is a wrong usage', async () => {
    const port = Number(new URL((await start()).url).port)
    const error: unknown = await startLivePage(english, port).catch((refused: unknown) => refused)
    expect(error).toBeInstanceOf(UsageError)
    expect(error).toMatchObject({
      message: `--live-port ${port}: another program has it`,
      hint: 'Give another one, or 0 for any that is free.',
    })
  })
})

describe('viewers', () => {
  test('hear nothing at first, and then each second', async () => {
    const page = await start()
    const viewer = await Viewer.open(page)
    const { name, data } = await viewer.next()
    expect(name).toBe('history')
    expect(data).toMatchObject({ x: [], columns: [[], [], [], [], [], [], []] })
    page.tell(progressAt(1))
    const second = (await viewer.next()) as { name: string; data: SecondEvent }
    expect(second.name).toBe('second')
    expect(second.data).toMatchObject({ at: 0, x: 1 })
    expect(second.data.values.slice(0, 2)).toEqual([540, 60])
    expect(second.data.figures.map(({ value }) => value)).toEqual([
      '1 s',
      '30',
      '60/s',
      '540/s',
      '5.00 ms',
      '5.00 ms',
      '5.00 ms',
      '0',
    ])
  })

  test('that come late get all that was before', async () => {
    const page = await start()
    for (let second = 1; second <= 30; second++) page.tell(progressAt(second, { errors: 2 }))
    const { data } = (await (await Viewer.open(page)).next()) as { data: HistoryEvent }
    expect(data.x).toEqual(Array.from({ length: 30 }, (_, at) => at + 1))
    expect(data.columns.map(({ length }) => length)).toEqual([30, 30, 30, 30, 30, 30, 30])
    expect(data.figures.at(-1)).toEqual({ value: '2', note: 'in all; 0 in the last second', tone: 'bad' })
  })

  test('may be several, and may leave', async () => {
    const page = await start()
    const [one, other] = [await Viewer.open(page), await Viewer.open(page)]
    for (const viewer of [one, other]) expect((await viewer.next()).name).toBe('history')
    one.close()
    page.tell(progressAt(1))
    expect((await other.next()).name).toBe('second')
  })

  test('are not so many that the machine that measures has work with them', async () => {
    const page = await start()
    for (let count = 0; count < 32; count++) await Viewer.open(page)
    expect((await ask(`${page.url}events`)).status).toBe(503)
  })

  test('get a new history when a long run was put together', async () => {
    const page = await start()
    for (let second = 1; second <= 3600; second++) page.tell(progressAt(second))
    const viewer = await Viewer.open(page)
    expect(((await viewer.next()) as { data: HistoryEvent }).data.x).toHaveLength(3600)
    page.tell(progressAt(3601))
    const { name, data } = (await viewer.next()) as { name: string; data: HistoryEvent }
    expect(name).toBe('history')
    expect(data.x).toHaveLength(1801)
    page.tell(progressAt(3602))
    expect(await viewer.next()).toMatchObject({ name: 'second', data: { at: 1800, x: 3602 } })
  })
})

describe('the end', () => {
  test('viewers are told, and then the page is the report', async () => {
    const page = await start()
    const viewer = await Viewer.open(page)
    await viewer.next()
    page.finish('<!doctype html><title>report</title>')
    expect(await viewer.next()).toEqual({ name: 'finished', data: null })
    const { headers, body } = await ask(page.url)
    expect(body).toBe('<!doctype html><title>report</title>')
    expect(headers).toMatchObject({ connection: 'close', 'cache-control': 'no-store' })
    viewer.close()
    await page.stop()
    await expect(ask(page.url)).rejects.toThrow('ECONNREFUSED')
  })

  test('waits for a viewer until it has the report', async () => {
    const page = await start({ graceMs: 20_000 })
    const viewer = await Viewer.open(page)
    await viewer.next()
    page.finish('report')
    let isStopped = false
    const stopping = page.stop().then(() => (isStopped = true))
    await viewer.next()
    const report = await ask(page.url)
    expect([report.body, isStopped]).toEqual(['report', false])
    // As a browser does when the next page is here.
    viewer.close()
    await stopping
  })

  test('waits for a page that has come and not asked for events yet', async () => {
    const page = await start({ graceMs: 20_000 })
    await ask(page.url)
    page.finish('report')
    const stopping = page.stop()
    const viewer = await Viewer.open(page)
    expect((await viewer.next()).name).toBe('finished')
    expect((await ask(page.url)).body).toBe('report')
    viewer.close()
    await stopping
  })

  test('waits no longer than it may for one who never leaves', async () => {
    const page = await start({ graceMs: 50 })
    const viewer = await Viewer.open(page)
    await viewer.next()
    page.finish('report')
    await page.stop()
    await expect(ask(page.url)).rejects.toThrow('ECONNREFUSED')
  })

  test('comes at once where nobody looks, or where there is no report', async () => {
    const unseen = await start({ graceMs: 20_000 })
    unseen.finish('report')
    await unseen.stop()
    const failed = await start({ graceMs: 20_000 })
    await Viewer.open(failed)
    await failed.stop()
    await expect(ask(failed.url)).rejects.toThrow('ECONNREFUSED')
  })

  test('comes once, however often it is asked for, and nothing can be told after it', async () => {
    const page = await start()
    page.tell(progressAt(1))
    page.finish('report')
    page.tell(progressAt(2))
    await Promise.all([page.stop(), page.stop()])
    await page.stop()
    expect(() => page.tell(progressAt(3))).not.toThrow()
  })
})
