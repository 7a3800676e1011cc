import type { SocketEnd } from '@m4sh/tools-core/connections/websocket'
import type { Agenda } from '@m4sh/tools-core/load'
import { Histogram } from '@m4sh/tools-core/stats/histogram'
import type { Random } from '@m4sh/tools-core/values/random'
import type { Config } from '../config.ts'
import type { MessageBook } from '../messages/message-book.ts'
import type { People } from '../people/find-people.ts'
import type { PostClient } from './post-client.ts'
import { TurnStamp } from './turn-stamp.ts'

/** Why a socket is gone, for people. */
export type HowItEnded = Pick<SocketEnd, 'says' | 'hint'>

/** Names of errors are given by whoever is measured: no more of them are told apart. */
const mostKinds = 50

/** What is counted beside what the messages themselves tell. */
export class ChatCounts {
  readonly turnWait = new Histogram()
  readonly errors = new Map<string, number>()
  /** How sockets ended, by kind: the first of each, and how many there were. */
  readonly ends = new Map<string, { readonly first: HowItEnded; times: number }>()
  /** Of what was delivered since they were last taken. */
  latencies: number[] = []
  /** When something was last sent, answered or heard. */
  activeAt = 0
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

  error(kind: string): void {
    const known = this.errors.has(kind) || this.errors.size < mostKinds ? kind : 'other'
    this.errors.set(known, (this.errors.get(known) ?? 0) + 1)
  }

  ended(kind: string, how: HowItEnded): void {
    const seen = this.ends.get(kind)
    if (seen) seen.times++
    else this.ends.set(kind, { first: how, times: 1 })
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
