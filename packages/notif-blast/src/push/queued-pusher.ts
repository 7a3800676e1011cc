import type { Summary } from '@m4sh/tools-core/stats/summary'
import type { PushNotification } from './notification.ts'
import type { PushLine } from './push-line.ts'
import type { Pusher, Sender } from './pusher.ts'

/** A line, and who sends what waits in it. */
export class QueuedPusher implements Pusher {
  readonly via: Pusher['via']
  readonly reason: string
  readonly #line: PushLine
  readonly #sender: Sender

  constructor(line: PushLine, sender: Sender, reason: string) {
    this.via = sender.via
    this.reason = reason
    this.#line = line
    this.#sender = sender
  }

  get counts(): Pusher['counts'] {
    return this.#line.counts
  }

  get acknowledge(): Summary {
    return this.#sender.acknowledge
  }

  async push(notification: PushNotification): Promise<void> {
    await this.#line.add(notification)
  }

  async drain(): Promise<void> {
    await this.#line.drained()
  }

  async close(): Promise<void> {
    this.#line.close()
    await this.#sender.close()
  }
}
