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
  /** How sockets ended, one a kind. */
  readonly ends = new Map<string, SocketEnd>()
  duplicated = 0
  outOfOrder = 0
  late = 0
  rateLimited = 0
  reconnects = 0
  deleted = 0
  /** Due by the end of the run. */
  offered = 0

  error(kind: string): void {
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + 1)
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
