import { RunError } from '@m4sh/tools-core/errors'
import { retryAfterMs } from '@m4sh/tools-core/connections/http'
import { Agenda } from '@m4sh/tools-core/load'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { inMicroseconds, type Summary } from '@m4sh/tools-core/stats/summary'
import { Brake } from './brake.ts'
import { browserDelay } from './browser-delay.ts'
import { internalUrl } from './internal-url.ts'
import { type PushNotification, toRequestBody } from './notification.ts'
import { PostClient, type PostOutcome } from './post-client.ts'
import type { PushLine } from './push-line.ts'
import type { PushSettings, Sender } from './pusher.ts'

/** A platform that answers so many requests with nothing of use is gone. */
const mostFailedInRow = 50

/** What is under way when a run is interrupted may still be answered. Milliseconds. */
const graceMs = 1000

/**
 * Has the platform create and push them. Nothing is sent twice that it may have taken: what a lost connection or a server
 * error leaves open has failed.
 */
export class HttpSender implements Sender {
  readonly via = 'http'
  readonly #line: PushLine
  readonly #client: PostClient
  readonly #agenda = new Agenda()
  readonly #brake: Brake
  readonly #acknowledge = new Histogram()
  readonly #retryDelay: (attempt: number) => number | null
  readonly #signal: AbortSignal
  readonly #url: URL
  #underWay = 0
  /** Since there was a connection. */
  #failedTries = 0
  #failedInRow = 0
  #isGivenUp = false

  constructor(settings: PushSettings, line: PushLine, signal: AbortSignal) {
    const { apiUrl, concurrency, requestTimeoutMs = 30_000 } = settings
    this.#signal = signal
    this.#url = internalUrl(apiUrl)
    this.#retryDelay = settings.retryDelay ?? browserDelay
    this.#line = line
    line.onWork = () => this.#pump()
    this.#brake = new Brake(this.#agenda, concurrency, () => this.#pump())
    const { token, headers } = settings
    this.#client = new PostClient({
      url: this.#url,
      token,
      headers,
      connections: concurrency,
      timeoutMs: requestTimeoutMs,
    })
    signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  get acknowledge(): Summary {
    return inMicroseconds(this.#acknowledge.summary())
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#giveUp()
    // What was under way has failed by then; what has stopped it is known already.
    await this.#line.drained().catch(() => undefined)
    this.#agenda.close()
  }

  readonly #onAbort = (): void => void this.#agenda.after(graceMs, () => this.#giveUp())

  #giveUp(): void {
    this.#isGivenUp = true
    this.#client.close()
  }

  #pump(): void {
    while (!this.#brake.isOn && this.#underWay < this.#brake.window) {
      const notification = this.#line.take()
      if (!notification) return
      void this.#post(notification)
    }
  }

  async #post(notification: PushNotification): Promise<void> {
    this.#underWay++
    const sentAt = performance.now()
    const outcome = await this.#client.post(toRequestBody(notification))
    this.#underWay--
    if (outcome.kind === 'answered') this.#answered(notification, sentAt, outcome)
    else if (outcome.kind === 'unreached') this.#unreached(notification, outcome)
    else this.#failed(notification, this.#isGivenUp ? 'interrupted' : outcome.failure)
    this.#pump()
  }

  #answered(
    notification: PushNotification,
    sentAt: number,
    { status, retryAfter, answeredAt }: Extract<PostOutcome, { kind: 'answered' }>,
  ): void {
    this.#failedTries = 0
    if (status >= 200 && status < 300) {
      this.#failedInRow = 0
      this.#acknowledge.record(answeredAt - sentAt)
      this.#brake.taken(1)
      this.#line.pushed(notification, sentAt)
    } else if (status === 429) {
      this.#line.fault('http-429')
      this.#brake.hold(retryAfterMs(retryAfter, { now: () => new Date() }) ?? null)
      this.#line.putBack(notification)
    } else {
      // A platform in trouble is not hurried.
      if (status < 500) this.#brake.taken(1)
      this.#failed(notification, `http-${status}`)
      if (status === 401 || status === 403) this.#line.stop(refusal(status, this.#url))
    }
  }

  /** Nothing was sent, so nothing can be there twice. */
  #unreached(notification: PushNotification, { failure }: Extract<PostOutcome, { kind: 'unreached' }>): void {
    if (!this.#isGivenUp) this.#line.fault(failure.failure)
    // Those that were under way together have failed together.
    if (!this.#brake.isOn && !this.#line.isOver) {
      const delay = failure.isPassing ? this.#retryDelay(++this.#failedTries) : null
      if (delay === null) this.#line.stop(gone(failure.says, this.#url))
      else this.#brake.hold(delay)
    }
    this.#line.putBack(notification)
  }

  #failed(notification: PushNotification, kind: string): void {
    this.#line.fault(kind)
    // Nobody knows of any of them whether it was made: more would only grow the doubt.
    if (++this.#failedInRow >= mostFailedInRow && !this.#isGivenUp)
      this.#line.stop(gone(`${this.#failedInRow} requests in a row failed (${kind})`, this.#url))
    this.#line.failed(notification, kind)
  }
}

function refusal(status: number, { pathname }: URL): RunError {
  return new RunError(`POST ${pathname} takes this token no more (HTTP ${status}).`, {
    hint:
      status === 401
        ? 'It may have expired: give a new one with --token; tokens of services last longer than those of admins.'
        : 'Only admins and services may push: give the --token of one.',
  })
}

function gone(says: string, { host }: URL): RunError {
  return new RunError(`Nothing can be pushed any more through ${host}: ${says}.`, {
    hint: 'Is the platform still running? Check --base-url.',
  })
}
