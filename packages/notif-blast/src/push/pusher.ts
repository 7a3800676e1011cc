import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { PlatformConfig, PushConfig } from '../config.ts'
import type { PushNotification } from './notification.ts'
import type { PushHooks } from './push-line.ts'

export interface PushSettings
  extends
    Pick<PushConfig, 'via' | 'concurrency' | 'queue'>,
    Pick<PlatformConfig, 'apiUrl' | 'url' | 'token' | 'headers'> {
  readonly hooks?: PushHooks
  /** For one request. 30 s if left out. */
  readonly requestTimeoutMs?: number
  /**
   * Milliseconds before the next try to connect, by how many failed (from 1); `null` where it is given up. As browsers do
   * it if left out.
   */
  readonly retryDelay?: (attempt: number) => number | null
  /** How long the gateway may take to answer a ping; one that answers none is believed after it. 5 s if left out. */
  readonly pongPatienceMs?: number
  /** A user that does not exist, to try out whether the gateway lets this token publish. 2147483647 if left out. */
  readonly nobody?: number | string
}

/** One of the ways to the platform: takes what waits in a line and tells the line what became of it. */
export interface Sender {
  readonly via: 'http' | 'ws'
  readonly acknowledge: Summary
  /** What is under way has failed. */
  close(): Promise<void>
}

/** Brings notifications to the sockets of their users. */
export interface Pusher {
  /** `http` creates the row, too: whoever pushes does not write it. */
  readonly via: 'http' | 'ws'
  /** Why this way, for people: what the target was asked and said. */
  readonly reason: string
  /**
   * Resolves when the queue has room for more, not when it is pushed. Once the run is interrupted it resolves at once, and
   * nothing more is pushed.
   * @throws {RunError} when pushing cannot go on: the token is refused, the platform is gone
   */
  push(notification: PushNotification): Promise<void>
  /**
   * All that was in the queue is pushed or has failed.
   * @throws {RunError} as {@link push}
   */
  drain(): Promise<void>
  /** What is left has failed. */
  close(): Promise<void>
  /** Of each that was brought, once it is known. */
  readonly counts: { readonly pushed: number; readonly failed: number }
  /** Sent → answered, of what was taken; empty for `ws`. */
  readonly acknowledge: Summary
}
