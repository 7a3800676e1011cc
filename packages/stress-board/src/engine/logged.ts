import type { DrawingKind } from '../ledger/operation-log.ts'

/** Something that a client did. */
export interface LoggedOperation {
  readonly client: number
  readonly sequence: number
  readonly kind: DrawingKind
  /** Milliseconds from the start of the run. */
  readonly dueMs: number
}

/** What was drawn to befall a message of one client, or its whole socket. */
export interface LoggedImpairment {
  readonly client: number
  readonly way: 'in' | 'out' | 'socket'
  /** The client's own count of messages that way; of a socket the time of it, milliseconds from the start. */
  readonly index: number
  readonly what: string
}
