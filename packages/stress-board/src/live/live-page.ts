import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { UsageError } from '@m4sh/tools-core/errors'
import type { Progress } from '../live-seconds.ts'
import type { StressLocalization } from '../language/index.ts'
import { renderLiveDocument } from './live-document.ts'
import { historyEvent, secondEvent } from './live-events.ts'
import { LiveHistory } from './live-history.ts'
import { eventText, Viewers } from './viewers.ts'

export interface LivePage {
  /** `http://127.0.0.1:49152/` */
  readonly url: string
  tell(progress: Progress): void
  /** The run is over: the page becomes its report. @param reportHtml the whole page */
  finish(reportHtml: string): void
  /** Ends the server, when every open viewer has got the report, if there is one, or after `graceMs`. */
  stop(): Promise<void>
}

export interface LivePageOptions {
  /** What is loaded, in a few words. */
  readonly subject?: string
  /** How long viewers are waited for at the end, at most; 2 seconds if left out. */
  readonly graceMs?: number
}

/**
 * Serves a page of charts on this machine only, and fills it while the run goes on.
 * @param port 0 for any free one
 * @throws {UsageError} for a port that cannot be had
 */
export async function startLivePage(
  t: StressLocalization,
  port: number,
  { subject = '', graceMs = 2000 }: LivePageOptions = {},
): Promise<LivePage> {
  const page = new LiveServer(t, renderLiveDocument(t, subject), graceMs)
  await page.listen(port)
  return page
}

class LiveServer implements LivePage {
  readonly #t: StressLocalization
  readonly #document: string
  readonly #graceMs: number
  readonly #server: Server
  readonly #history = new LiveHistory()
  readonly #viewers = new Viewers()
  #progress: Progress | null = null
  #report: string | null = null
  #port = 0

  constructor(t: StressLocalization, document: string, graceMs: number) {
    this.#t = t
    this.#document = document
    this.#graceMs = graceMs
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(portError(port, error)))
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    const address = this.#server.address()
    this.#port = typeof address === 'object' && address !== null ? address.port : port
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`
  }

  tell(progress: Progress): void {
    if (this.#report !== null) return
    this.#progress = progress
    const change = this.#history.add(progress.point)
    const slice = this.#history.slices[change.at]
    if (change.isRebuilt || slice === undefined) this.#viewers.send('history', this.#soFar())
    else this.#viewers.send('second', secondEvent(this.#t, change, slice, progress))
  }

  finish(reportHtml: string): void {
    this.#report = reportHtml
    this.#viewers.send('finished', null)
  }

  async stop(): Promise<void> {
    if (this.#report !== null) {
      const inTime = new AbortController()
      await Promise.race([this.#viewers.gone(), wait(this.#graceMs, null, { signal: inTime.signal }).catch(() => null)])
      inTime.abort()
    }
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  #answer({ method, url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const path = url.split('?', 1)[0]
    if (!isThisMachine(headers.host)) refuse(response, 403, 'This page is served to this machine only.')
    else if (method !== 'GET') refuse(response.setHeader('Allow', 'GET'), 405, 'There is nothing here but to read.')
    else if (path === '/') this.#sendPage(response)
    else if (path === '/events') this.#openStream(response)
    else refuse(response, 404, 'The page is at /.')
  }

  #sendPage(response: ServerResponse): void {
    this.#viewers.addPage(response)
    const isFinal = this.#report !== null
    if (!isFinal) this.#viewers.expect(this.#graceMs)
    response.writeHead(200, {
      ...plainHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      // The policy of styles and scripts stands in the page itself, which knows its hashes.
      'Content-Security-Policy': "frame-ancestors 'none'",
      // The last page ends its connection in order: nothing is left to cut off when the server goes.
      ...(isFinal && { Connection: 'close' }),
    })
    response.end(this.#report ?? this.#document)
  }

  #openStream(response: ServerResponse): void {
    if (this.#viewers.isFull) return refuse(response, 503, 'Too many look at this page already.')
    response.writeHead(200, { ...plainHeaders, 'Content-Type': 'text/event-stream; charset=utf-8' })
    response.write(this.#report === null ? eventText('history', this.#soFar()) : eventText('finished', null))
    this.#viewers.addStream(response)
  }

  #soFar() {
    return historyEvent(this.#t, this.#history.slices, this.#progress)
  }
}

const plainHeaders = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, {
    ...plainHeaders,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  })
  response.end(`${why}\n`)
}

/** A name that a stranger lets point to this machine (DNS rebinding) is none of these. */
function isThisMachine(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/i.test(host)
}

function portError(port: number, error: NodeJS.ErrnoException): Error {
  const why = { EADDRINUSE: 'another program has it', EACCES: 'this user may not take it' }[error.code ?? '']
  if (why === undefined) return error
  return new UsageError(`--live-port ${port}: ${why}`, {
    hint: 'Give another one, or 0 for any that is free.',
    cause: error,
  })
}
