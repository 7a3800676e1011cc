import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { PlatformConfig } from '../config.ts'
import type { UserIds } from '../recipients/recipients.ts'
import type { RunKey } from '../rows/run-id.ts'
import type { ListenerSettings } from './find-listeners.ts'

export interface ListenSettings extends ListenerSettings, Pick<PlatformConfig, 'url'> {
  readonly run: RunKey
  /** Who gets notifications. */
  readonly recipients: UserIds
  /** What arrives later after it was sent is lost. */
  readonly timeoutMs: number
  /** Sockets. 500 if left out. */
  readonly most?: number
  /** As for pushing. */
  readonly retryDelay?: (attempt: number) => number | null
  /** As for pushing. */
  readonly pongPatienceMs?: number
  /** Told of each token that is used. */
  readonly onSecret?: (token: string) => void
  readonly onDelivered?: () => void
}

/** `delivered + lost + open` is what was pushed to those who listen, but for doubtful ones that did not arrive. */
export interface ListenFigures {
  readonly delivered: number
  /** Sent, and not arrived in time. */
  readonly lost: number
  /** Of those that were lost: their user had no socket at some time meanwhile. */
  readonly missed: number
  /** Of those that were lost: arrived too late. */
  readonly late: number
  /** Arrivals of what had arrived before. */
  readonly duplicated: number
  /** Arrived, though their push has failed as far as is known: neither delivered nor lost. */
  readonly unconfirmed: number
  /** Arrivals at somebody else's socket. */
  readonly misdirected: number
  /** Neither arrived nor lost when it was asked. */
  readonly open: number
  readonly listeners: number
  readonly reconnects: number
  /** Ready → arrived. */
  readonly latency: Summary
  /** Sent → arrived. */
  readonly transit: Summary
}

/** Sockets of users that hear their notifications. Times by `performance.now()`. */
export interface Listeners {
  /** `String(userId)` of those who listen. */
  readonly users: ReadonlySet<string>
  /** Who does not listen and why; what befell those who do. */
  readonly warnings: readonly string[]
  /** A notification can be pushed; to be told before it is. Of somebody who does not listen, nothing is kept. */
  ready(row: number, userId: number | string, readyAt: number): void
  /** It was sent. May be told again, and after it has arrived. */
  sent(row: number, sentAt: number): void
  /** It was never pushed, as far as is known: it is not awaited. */
  failed(row: number): void
  /** It was pushed or refused, nobody knows: if it does not arrive it is not lost. */
  doubtful(row: number): void
  /** Resolves once all that was sent has arrived or is lost; on a signal soon. */
  settle(signal: AbortSignal): Promise<void>
  figures(): ListenFigures
  close(): Promise<void>
}
