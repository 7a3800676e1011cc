import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { RunError } from '@m4sh/tools-core/cli'
import type { Pool } from 'pg'
import { Tokens } from './auth/tokens.ts'
import { startEmbeddedPostgres } from './database/embedded-postgres.ts'
import { openDatabase } from './database/open-database.ts'
import { corruptDatabase, type CorruptionManifest } from './corrupt/corrupt-database.ts'
import { Faults, type Fault, type FaultCounts, type FaultSettings } from './faults/faults.ts'
import { Boards } from './gateway/boards.ts'
import { createGateway } from './gateway/create-gateway.ts'
import { Hub, type Envelope } from './gateway/hub.ts'
import { defaultSettings, type Platform, type PlatformSettings } from './platform.ts'
import { createRest } from './rest/create-rest.ts'
import { seedSizes, type SeedCounts } from './seeds/counts.ts'
import { fixedUsers } from './seeds/fixed-rows.ts'
import { seedDatabase, type SeededIds } from './seeds/seed-database.ts'

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
  readonly credentials: Readonly<Record<'admin' | 'tutor' | 'student', { email: string; password: string }>>
  readonly jwtSecret: string
  /** What was planted; `null` where nothing was. */
  readonly corruption: CorruptionManifest | null
  /** What the faults have done so far. */
  readonly faultCounts: Readonly<FaultCounts>
  /** An access token for any user; a negative lifetime makes an expired one. */
  mintToken(userId: number, lifetimeMs?: number): Promise<string>
  /** Closes all sockets, saves the boards, ends the server and what it started; removes what was not to be kept. */
  stop(): Promise<void>
}

const defaultSecret = 'm4sh-sandbox-secret-not-for-production'

/**
 * Starts the platform: PostgreSQL, REST with its schema, gateway.
 * @throws {RunError} where the port is taken, or PostgreSQL cannot be had
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const undo = new Undo()
  try {
    return await start(options, undo)
  } catch (error) {
    await undo.run()
    throw error
  }
}

async function start(options: SandboxOptions, undo: Undo): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, seed = 42, jwtSecret = defaultSecret } = options
  // Before anything that takes long: whoever gave a port that is taken wants to know at once.
  const server = createServer()
  const origin = await listen(server, host, port)
  undo.add(() => closeServer(server))
  const databaseUrl = options.databaseUrl ?? (await ownPostgres(options.dataFolder ?? null, undo))
  const database = await openDatabase(databaseUrl)
  undo.add(() => database.close())
  const { db, pool } = database
  const now = (): Date => new Date()
  const counts = { ...seedSizes.small, ...options.counts }
  const { ids, isNew } = await seedDatabase(pool, { counts, seed, now: now() })
  const corruption = await corrupted(pool, options.corrupt ?? 0, seed, isNew)
  const settings: PlatformSettings = { ...defaultSettings, ...settingsIn(options) }
  const lifetimes = { accessLifetimeMs: options.accessLifetimeMs ?? 3_600_000, refreshLifetimeMs: 7 * 86_400_000 }
  const tokens = new Tokens({ secret: jwtSecret, ...lifetimes, now })
  const faults = new Faults(options.faults, seed, options.onFault)
  const hub = new Hub(options.envelope ?? 'payload')
  const boards = new Boards(db, settings, now)
  const platform: Platform = {
    db,
    pool,
    tokens,
    hub,
    boards,
    faults,
    settings,
    now,
    ...(options.onError ? { onError: options.onError } : {}),
  }
  await attach(platform, server, undo)
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
    credentials: fixedUsers,
    jwtSecret,
    corruption,
    faultCounts: faults.counts,
    mintToken: (userId, lifetimeMs) => tokens.mint(userId, 'access', lifetimeMs),
    stop: () => undo.run(),
  }
}

async function corrupted(pool: Pool, count: number, seed: number, isNew: boolean): Promise<CorruptionManifest | null> {
  if (count === 0) return null
  if (!isNew)
    throw new RunError('Violations are planted in a fresh database only, and this one holds rows from before.', {
      hint: 'Leave --corrupt away, or give another folder with --data, or an empty database.',
    })
  return await corruptDatabase(pool, { count, seed, now: new Date() })
}

function settingsIn(options: SandboxOptions): Partial<PlatformSettings> {
  const given = Object.entries(options).filter(([key, value]) => key in defaultSettings && value !== undefined)
  return Object.fromEntries(given)
}

async function ownPostgres(dataFolder: string | null, undo: Undo): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataFolder })
  undo.add(() => postgres.stop())
  return postgres.url
}

/** REST and gateway, on the server that listens already. */
async function attach(platform: Platform, server: Server, undo: Undo): Promise<void> {
  const rest = await createRest(platform)
  undo.add(() => rest.close())
  undo.add(() => platform.boards.close())
  const gateway = createGateway(platform, server)
  undo.add(() => gateway.close())
  server.removeListener('request', answerNotYet)
  server.on('request', (request, response) => rest.routing(request, response))
}

/** @returns the origin, such as `http://127.0.0.1:40123` */
async function listen(server: Server, host: string, port: number): Promise<string> {
  server.on('request', answerNotYet)
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new RunError(`The sandbox cannot listen on ${host}:${port}: ${reasonOf(error)}.`, {
      hint: 'Give another port with --port, or 0 for any free one.',
      cause: error,
    })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server listens on no port')
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${name}:${address.port}`
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return 'the port is in use'
  if (code === 'EACCES') return 'this user may not use that port'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address'
  return String(error)
}

/** The port is taken before the database is there. */
function answerNotYet(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/json' })
  response.end(JSON.stringify({ detail: 'The sandbox is starting.' }))
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** What has to be undone at the end, the last thing first. */
class Undo {
  #steps: (() => Promise<unknown>)[] = []
  #running: Promise<void> | null = null

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step)
  }

  /** Runs every step even where one fails; whoever asks again waits for the same end. */
  run(): Promise<void> {
    this.#running ??= this.#undoAll()
    return this.#running
  }

  async #undoAll(): Promise<void> {
    const failures: unknown[] = []
    for (const step of this.#steps.toReversed()) {
      try {
        await step()
      } catch (error) {
        failures.push(error)
      }
    }
    this.#steps = []
    if (failures.length > 0) throw new AggregateError(failures, 'the sandbox did not stop in order')
  }
}
