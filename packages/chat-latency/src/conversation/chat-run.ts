import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import type { Agenda } from '@m4sh/tools-core/load'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { Random } from '@m4sh/tools-core/values/random'
import type { Config } from '../config.ts'
import type { MessageBook } from '../messages/message-book.ts'
import type { People } from '../people/find-people.ts'
import type { PostClient } from './post-client.ts'
import { TurnStamp } from './turn-stamp.ts'

/** What is counted beside what the messages themselves tell. */
export class ChatCounts {
  readonly sendLag = new Histogram()
  readonly turnWait = new Histogram()
  readonly errors = new Map<string, number>()
  /** How sockets ended, by kind: the first of each, and how many there were. */
  readonly ends = new Map<string, { readonly first: SocketEnd; times: number }>()
  /** Handed to the network so far. */
  sent = 0
  received = 0
  /** Of what was delivered since they were last taken. */
  latencies: number[] = []
  duplicated = 0
  outOfOrder = 0
  late = 0
  rateLimited = 0
  reconnects = 0
  deleted = 0
  /** Under way when the run was stopped. */
  givenUp = 0
  /** Messages that --delete-messages could not take away. */
  notDeleted = 0
  /** Due by the end of the run. */
  offered = 0

  error(kind: string): void {
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + 1)
  }

  ended(end: SocketEnd): void {
    const seen = this.ends.get(end.kind)
    if (seen) seen.times++
    else this.ends.set(end.kind, { first: end, times: 1 })
  }

  /** What went wrong during the warm-up is none of the run's. */
  forgetWarmUp(): void {
    this.errors.clear()
    this.ends.clear()
    this.turnWait.reset()
    this.rateLimited = 0
    this.reconnects = 0
  }
}

/** What all conversations of a run share. */
export interface ChatRunParts {
  readonly config: Config
  readonly people: People
  /** Of the sender. */
  readonly posts: PostClient
  readonly agenda: Agenda
  readonly random: Random
  readonly book: MessageBook
  readonly counts: ChatCounts
  readonly turn: TurnStamp
  readonly signal: AbortSignal
}
