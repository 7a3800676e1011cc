import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { unavailable } from './rest/errors.ts'

/** How long what is being answered may take at the end. Milliseconds. */
const longestWaitMs = 2000

/** Lets requests in until the end, and knows those that are being answered: the database goes after them. */
export class RequestGate {
  readonly #answering = new Set<ServerResponse>()
  #isClosed = false

  pass(response: ServerResponse, answer: () => void): void {
    if (this.#isClosed) {
      answerUnavailable(response, 'The sandbox ends.')
      return
    }
    this.#answering.add(response)
    response.once('close', () => this.#answering.delete(response))
    answer()
  }

  /** From now on nobody is let in. */
  close(): void {
    this.#isClosed = true
  }

  /** Waits for what is being answered, but not for ever. */
  async emptied(): Promise<void> {
    const patience = new AbortController()
    const waited = [...this.#answering].map((response) => once(response, 'close', { signal: patience.signal }))
    const outOfTime = setTimeout(longestWaitMs, undefined, { signal: patience.signal, ref: false })
    await Promise.race([Promise.allSettled(waited), outOfTime])
    patience.abort()
    await Promise.allSettled([outOfTime, ...waited])
  }
}

/** 503, where there is no REST to say it. */
export function answerUnavailable(response: ServerResponse, detail: string): void {
  const { status, headers, body } = unavailable(detail)
  response.writeHead(status, { ...headers, 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify(body))
}
