import { defineFlags, generalFlags, type FlagValues } from '@m4sh/tools-core/cli'
import type { PlatformSettings } from './platform.ts'
import { seedSizes, type SeedCounts, type SeedSize } from './seeds/counts.ts'

const sizes = ['small', 'medium', 'large'] as const satisfies readonly SeedSize[]
const envelopes = ['payload', 'flat'] as const

/** Milliseconds. */
const day = 86_400_000

const count = (what: string) =>
  ({ type: 'integer', min: 0, max: 100_000_000, placeholder: 'N', describe: what, group: 'Data' }) as const

export const flags = defineFlags({
  port: { type: 'integer', default: 8000, min: 0, max: 65_535, describe: 'Port; 0 for any free one', group: 'Server' },
  host: { type: 'string', default: '127.0.0.1', describe: 'Address to listen on', group: 'Server' },
  duration: {
    type: 'duration',
    min: 1,
    max: 20 * day,
    describe: 'Ends by itself after this time',
    group: 'Server',
  },
  json: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'Writes addresses, tokens and ids here, for scripts; - is stdout',
    group: 'Server',
  },
  readyFile: {
    type: 'path',
    placeholder: 'FILE',
    describe: 'Writes the base URL here once everything is up; taken away at the end',
    group: 'Server',
  },

  databaseUrl: {
    type: 'string',
    secret: true,
    placeholder: 'URL',
    describe: 'An empty PostgreSQL database to use; else the sandbox starts a server of its own',
    group: 'Data',
  },
  data: {
    type: 'path',
    placeholder: 'DIR',
    describe: 'Keeps the data of its own PostgreSQL here; else it goes with the sandbox',
    group: 'Data',
  },
  seed: {
    type: 'integer',
    default: 42,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    describe: 'Names, texts, faults: the same seed gives the same ones',
    group: 'Data',
  },
  seedData: { type: 'string', choices: sizes, default: 'small', describe: 'How much there is', group: 'Data' },
  users: count('Users, whatever --seed-data says; likewise the next four'),
  relations: count('Relations between tutors and students'),
  lessons: count('Lessons'),
  messages: count('Chat messages'),
  notifications: count('Notifications'),
  corrupt: {
    type: 'integer',
    min: 0,
    max: 100_000,
    bare: '3',
    placeholder: 'N',
    describe: 'Plants every violation that integrity-scan knows, N times each, with decoys',
    group: 'Data',
  },
  manifest: {
    type: 'path',
    default: 'sandbox-corruption.json',
    placeholder: 'FILE',
    describe: 'Where --corrupt writes down what it planted',
    group: 'Data',
  },

  fault: {
    type: 'string',
    placeholder: 'LIST',
    describe:
      'What goes wrong on purpose: latency=50ms, jitter=20ms, drop=0.01, duplicate=0.01, reorder=0.05, close-every=30s, error-rate=0.01, joined by commas',
    group: 'Behaviour',
  },
  debug: {
    type: 'boolean',
    default: false,
    describe: "As Django's DEBUG: a POST without its slash answers 500 instead of 301",
    group: 'Behaviour',
  },
  boardSaveInterval: {
    type: 'duration',
    default: '30s',
    min: 1,
    max: day,
    describe: 'A board is saved at most so often',
    group: 'Behaviour',
  },
  pingTimeout: {
    type: 'duration',
    default: '120s',
    min: 1,
    max: day,
    describe: 'Silence after which a socket is closed with 4008',
    group: 'Behaviour',
  },
  accessLifetime: {
    type: 'duration',
    default: '1h',
    min: 1000,
    max: 20 * day,
    describe: 'How long an access token is good',
    group: 'Behaviour',
  },
  unreadCache: {
    type: 'duration',
    default: '30s',
    max: day,
    describe: 'How long the unread count may lag behind the table',
    group: 'Behaviour',
  },
  chatInterval: {
    type: 'duration',
    default: '0s',
    max: day,
    describe: 'Least time between two messages of one user, else 429',
    group: 'Behaviour',
  },
  resendInterval: {
    type: 'duration',
    default: '5m',
    max: day,
    describe: 'Least time between two mails of one invitation, else 429',
    group: 'Behaviour',
  },
  maxPublishes: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 1_000_000,
    placeholder: 'N',
    describe: 'Frames that a socket may publish in a second, else WS_RATE_LIMITED; 0 for any number',
    group: 'Behaviour',
  },
  schemaNeedsAuth: {
    type: 'boolean',
    default: false,
    describe: 'The schema is for users only: 401 without a token',
    group: 'Behaviour',
  },

  envelope: {
    type: 'string',
    choices: envelopes,
    default: 'payload',
    describe: 'How gateway events are wrapped: in payload, or beside channel',
    group: 'Where the platform documents nothing',
  },
  acknowledgeSubscriptions: {
    type: 'boolean',
    default: false,
    describe: 'Answers each subscription',
    group: 'Where the platform documents nothing',
  },
  rejectUpgrade: {
    type: 'boolean',
    default: false,
    describe: 'A bad token refuses the upgrade with 401 instead of closing with 4401',
    group: 'Where the platform documents nothing',
  },
  keepUnlistedFields: {
    type: 'boolean',
    default: false,
    describe: 'Forwards fields of events that the platform does not list',
    group: 'Where the platform documents nothing',
  },
  echoClientId: {
    type: 'boolean',
    default: false,
    describe: 'The clientId of a chat message comes back, in the answer and in the event',
    group: 'Where the platform documents nothing',
  },
  anyFrameKeepsAlive: {
    type: 'boolean',
    default: false,
    describe: 'Any frame keeps a socket alive, not only a ping',
    group: 'Where the platform documents nothing',
  },
  ...generalFlags,
})

export type Flags = FlagValues<typeof flags>

/** What the sandbox is to be. Paths are absolute, times in milliseconds. */
export interface Config {
  port: number
  host: string
  durationMs: number | null
  /** `-` for stdout. */
  factsFile: string | null
  readyFile: string | null
  databaseUrl: string | undefined
  dataFolder: string | undefined
  seed: number
  counts: SeedCounts
  /** How often each violation is planted; 0 for not at all. */
  corrupt: number
  manifestFile: string
  /** As it was given; `null` for none. */
  fault: string | null
  envelope: (typeof envelopes)[number]
  accessLifetimeMs: number
  settings: Partial<PlatformSettings>
}

export function toConfig(values: Flags): Config {
  const { users, relations, lessons, messages, notifications } = values
  const given = Object.entries({ users, relations, lessons, messages, notifications }).filter(
    ([, wanted]) => wanted !== undefined,
  )
  return {
    port: values.port,
    host: values.host,
    durationMs: values.duration ?? null,
    factsFile: values.json ?? null,
    readyFile: values.readyFile ?? null,
    databaseUrl: values.databaseUrl,
    dataFolder: values.data,
    seed: values.seed,
    counts: { ...seedSizes[values.seedData], ...Object.fromEntries(given) },
    corrupt: values.corrupt ?? 0,
    manifestFile: values.manifest,
    fault: values.fault ?? null,
    envelope: values.envelope,
    accessLifetimeMs: values.accessLifetime,
    settings: settingsOf(values),
  }
}

function settingsOf(values: Flags): Partial<PlatformSettings> {
  const { debug, schemaNeedsAuth, acknowledgeSubscriptions, rejectUpgrade } = values
  const { keepUnlistedFields, echoClientId, anyFrameKeepsAlive } = values
  return {
    debug,
    schemaNeedsAuth,
    acknowledgeSubscriptions,
    rejectUpgrade,
    keepUnlistedFields,
    echoClientId,
    anyFrameKeepsAlive,
    boardSaveIntervalMs: values.boardSaveInterval,
    pingTimeoutMs: values.pingTimeout,
    unreadCacheMs: values.unreadCache,
    chatIntervalMs: values.chatInterval,
    resendIntervalMs: values.resendInterval,
    maxPublishesPerSecond: values.maxPublishes,
  }
}
