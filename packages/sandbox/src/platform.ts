import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Tokens } from './auth/tokens.ts'
import type { Database } from './database/database.ts'
import type { Faults } from './faults/faults.ts'
import type { Boards } from './gateway/boards.ts'
import type { Hub } from './gateway/hub.ts'

/** What every part of the platform shares. */
export interface Platform {
  readonly db: Kysely<Database>
  readonly pool: Pool
  readonly tokens: Tokens
  readonly hub: Hub
  /** Live state of the whiteboards. */
  readonly boards: Boards
  readonly faults: Faults
  readonly settings: PlatformSettings
  readonly now: () => Date
  /** Is told of every bug that a request has met with: the answer does not say what it was. */
  readonly onError?: (error: unknown) => void
}

/** How the platform behaves. Times in milliseconds. */
export interface PlatformSettings {
  /** As Django's DEBUG: a POST without its slash answers 500 instead of 301. */
  readonly debug: boolean
  /** Token of the service hook `/notifications/internal/`, beside those of admins. */
  readonly serviceToken: string
  /** Silence after which a socket is closed with 4008. */
  readonly pingTimeoutMs: number
  /** A board is saved at most so often. */
  readonly boardSaveIntervalMs: number
  /** Subscriptions that one socket may have. */
  readonly maxSubscriptions: number
  /** A socket that has not read so many bytes is dropped. */
  readonly maxBufferedBytes: number
  /** Largest frame and largest body. */
  readonly maxMessageBytes: number
  /** Frames that one socket may publish in a second before WS_RATE_LIMITED; 0 for no limit. */
  readonly maxPublishesPerSecond: number
  /** Least time between two chat messages of one user; 0 for no limit (429 otherwise). */
  readonly chatIntervalMs: number
  /** Whether a subscription is answered: the platform documents nothing. */
  readonly acknowledgeSubscriptions: boolean
  /** A bad token refuses the upgrade (401) instead of closing the socket (4401): the platform documents nothing. */
  readonly rejectUpgrade: boolean
  /** Whether fields of events that the platform does not document are forwarded instead of dropped. */
  readonly keepUnlistedFields: boolean
  /** Whether any frame keeps a socket alive, not only `{"type":"ping"}`. */
  readonly anyFrameKeepsAlive: boolean
  /** How long the unread count may lag behind the table. */
  readonly unreadCacheMs: number
  /** Least time between two mails of one invitation (429 otherwise). */
  readonly resendIntervalMs: number
  /** Whether `clientId` of a chat message comes back, in the answer and the event: the platform documents that it may not. */
  readonly echoClientId: boolean
  /** Whether `/api/schema/` is for users only. */
  readonly schemaNeedsAuth: boolean
}

export const defaultSettings: PlatformSettings = {
  debug: false,
  serviceToken: 'm4sh-sandbox-service-token',
  pingTimeoutMs: 120_000,
  boardSaveIntervalMs: 30_000,
  maxSubscriptions: 50,
  maxBufferedBytes: 4 * 1024 * 1024,
  maxMessageBytes: 1024 * 1024,
  maxPublishesPerSecond: 0,
  chatIntervalMs: 0,
  acknowledgeSubscriptions: false,
  rejectUpgrade: false,
  keepUnlistedFields: false,
  anyFrameKeepsAlive: false,
  unreadCacheMs: 30_000,
  resendIntervalMs: 300_000,
  echoClientId: false,
  schemaNeedsAuth: false,
}
