import { createServer, type Server } from 'node:http'
import type { RunError } from '@m4sh/tools-core/cli'
import { Tokens, type TokenType } from './auth/tokens.ts'
import { checkOptions } from './check-options.ts'
import type { CorruptionManifest } from './corrupt/corrupt-database.ts'
import { Faults, type Fault, type FaultCounts, type FaultSettings } from './faults/faults.ts'
import { Boards } from './gateway/boards.ts'
import { createGateway } from './gateway/create-gateway.ts'
import { Hub, type Envelope } from './gateway/hub.ts'
import { answerNotYet, closeServer, listen } from './listen.ts'
import { openData, type SandboxData } from './open-data.ts'
import { defaultSettings, type Platform, type PlatformSettings } from './platform.ts'
import { RequestGate } from './request-gate.ts'
import { createRest } from './rest/create-rest.ts'
import type { SeedCounts } from './seeds/counts.ts'
import { fixedUsers } from './seeds/fixed-rows.ts'
import type { SeededIds } from './seeds/seed-database.ts'
import { Undo } from './undo.ts'

/** How a sandbox is to be. Whatever is left out is as the platform has it. */
export interface SandboxOptions extends Partial<PlatformSettings> {
  /** 0, the default, for any free one. */
  port?: number
  /** `127.0.0.1` if left out. */
  host?: string
  /** An empty PostgreSQL database to use; if left out the sandbox starts a server of its own. */
  databaseUrl?: string | undefined
  /** Keeps the data of its own PostgreSQL in this folder. */
  dataFolder?: string | undefined
  /** Everything random comes from it: names, texts, faults. 42 if left out. */
  seed?: number
  /** Rows beside those that are always there; as of size `small` if left out. */
  counts?: Partial<SeedCounts>
  /** How often each violation that integrity-scan knows is planted. 0 if left out. */
  corrupt?: number
  faults?: Partial<FaultSettings>
  /** Hears of each fault as it strikes. */
  onFault?: (fault: Fault) => void
  /** Hears of every bug that was answered with 500. */
  onError?: (error: unknown) => void
  /** How gateway events are wrapped. `payload` if left out. */
  envelope?: Envelope
  /** HS256 key of the tokens. */
  jwtSecret?: string
  /** One hour if left out. */
  accessLifetimeMs?: number
  /** Gives up starting: a large seed takes a while. What was started till then is stopped. */
  signal?: AbortSignal
}

/** A running platform. */
export interface Sandbox {
  /** `http://127.0.0.1:40123`, without `/api`. */
  readonly baseUrl: string
  /** `ws://127.0.0.1:40123/ws/` */
  readonly wsUrl: string
  readonly databaseUrl: string
  /** Access tokens of those who are always there, and the token of the service hook. */
  readonly tokens: Readonly<Record<'admin' | 'tutor' | 'student' | 'service', string>>
  readonly ids: SeededIds
  /** False where the database was filled before, so that neither seed nor counts had any effect. */
  readonly isFresh: boolean
  readonly credentials: Readonly<Record<'admin' | 'tutor' | 'student', { email: string; password: string }>>
  readonly jwtSecret: string
  /** What was planted; `null` where nothing was. */
  readonly corruption: CorruptionManifest | null
  /** What the faults have done so far. */
  readonly faultCounts: Readonly<FaultCounts>
  /** Comes with the reason when the sandbox cannot go on, since its PostgreSQL has ended by itself; never otherwise. */
  readonly broken: Promise<RunError>
  /** A token for any user, an access token unless another type is asked for; a negative lifetime makes an expired one. */
  mintToken(userId: number, lifetimeMs?: number, type?: TokenType): Promise<string>
  /** Closes all sockets, saves the boards, ends the server and what it started; removes what was not to be kept. */
  stop(): Promise<void>
}

const defaultSecret = 'm4sh-sandbox-secret-not-for-production'

/**
 * Starts the platform: PostgreSQL, REST with its schema, gateway.
 * @throws {UsageError} for options that cannot be
 * @throws {RunError} where the port is taken, or PostgreSQL cannot be had
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  checkOptions(options)
  const undo = new Undo()
  try {
    return await start(options, undo)
  } catch (error) {
    // Why it could not be started matters more than what could not be ended then.
    await undo.run().catch(() => undefined)
    throw error
  }
}

async function start(options: SandboxOptions, undo: Undo): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, jwtSecret = defaultSecret } = options
  // Before anything that takes long: whoever gave a port that is taken wants to know at once.
  const server = createServer()
  const origin = await listen(server, host, port)
  undo.add(() => closeServer(server))
  const data = await openData(options, undo)
  const platform = assemble(options, data, jwtSecret, undo)
  await attach(platform, server, undo)
  const { tokens, settings, faults } = platform
  const { url: databaseUrl, ids, isFresh, corruption, broken } = data
  return {
    baseUrl: origin,
    wsUrl: `${origin.replace(/^http/, 'ws')}/ws/`,
    databaseUrl,
    tokens: {
      admin: await tokens.mint(ids.admin),
      tutor: await tokens.mint(ids.tutor),
      student: await tokens.mint(ids.student),
      service: settings.serviceToken,
    },
    ids,
    isFresh,
    credentials: fixedUsers,
    jwtSecret,
    corruption,
    faultCounts: faults.counts,
    broken,
    mintToken: (userId, lifetimeMs, type = 'access') => tokens.mint(userId, type, lifetimeMs),
    stop: () => undo.run(),
  }
}

function assemble(options: SandboxOptions, { db, pool }: SandboxData, secret: string, undo: Undo): Platform {
  const { onError } = options
  const now = (): Date => new Date()
  const settings: PlatformSettings = { ...defaultSettings, ...settingsIn(options) }
  const lifetimes = { accessLifetimeMs: options.accessLifetimeMs ?? 3_600_000, refreshLifetimeMs: 7 * 86_400_000 }
  return {
    db,
    pool,
    tokens: new Tokens({ secret, ...lifetimes, now }),
    hub: new Hub(options.envelope ?? 'payload'),
    boards: new Boards(db, settings, now),
    faults: new Faults(options.faults, options.seed, options.onFault),
    settings,
    now,
    // What fails while the sandbox ends, under whoever still asks, is no bug.
    onError: (error) => {
      if (!undo.isRunning) onError?.(error)
    },
  }
}

function settingsIn(options: SandboxOptions): Partial<PlatformSettings> {
  const given = Object.entries(options).filter(([key, value]) => key in defaultSettings && value !== undefined)
  return Object.fromEntries(given)
}

/** REST and gateway, on the server that listens already. */
async function attach(platform: Platform, server: Server, undo: Undo): Promise<void> {
  const rest = await createRest(platform)
  undo.add(() => platform.boards.close())
  const gateway = createGateway(platform, server)
  undo.add(() => gateway.close())
  server.removeListener('request', answerNotYet)
  const gate = new RequestGate()
  server.on('request', (request, response) => gate.pass(response, () => rest.routing(request, response)))
  // Before everything else: what is being answered still needs the database.
  undo.add(async () => {
    gate.close()
    await rest.close()
    await gate.emptied()
  })
}
