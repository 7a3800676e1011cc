import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Tokens } from '../../src/auth/tokens.ts'
import type { Role } from '../../src/database/database.ts'
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { openDatabase, type OpenDatabase } from '../../src/database/open-database.ts'
import { Faults, type Fault, type FaultSettings } from '../../src/faults/faults.ts'
import { Boards } from '../../src/gateway/boards.ts'
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts'
import { Hub, type Envelope } from '../../src/gateway/hub.ts'
import { defaultSettings, type Platform, type PlatformSettings } from '../../src/platform.ts'
import { TestClient } from './test-client.ts'

/** Who is there: two pairs, each with a lesson of its own, and those who are not let in. */
export const users = {
  admin: 1,
  tutor: 2,
  student: 3,
  otherTutor: 4,
  otherStudent: 5,
  inactive: 6,
  superadmin: 7,
} as const
export const lessons = { own: 1, foreign: 2 } as const

const rolesOf: Readonly<Record<keyof typeof users, Role>> = {
  admin: 'admin',
  tutor: 'tutor',
  student: 'student',
  otherTutor: 'tutor',
  otherStudent: 'student',
  inactive: 'student',
  superadmin: 'superadmin',
}

export interface TestDatabase extends OpenDatabase {
  readonly url: string
}

/** A PostgreSQL of its own with a few users and lessons. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const postgres = await startEmbeddedPostgres({ dataFolder: null })
  const database = await openDatabase(postgres.url)
  await insertPeople(database)
  return {
    ...database,
    url: postgres.url,
    close: async () => {
      await database.close()
      await postgres.stop()
    },
  }
}

async function insertPeople({ db }: OpenDatabase): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z')
  const names = Object.keys(users) as (keyof typeof users)[]
  const rows = names.map((name) => ({
    id: users[name],
    email: `${name}@example.com`,
    password: '!',
    first_name: name,
    last_name: '',
    role: rolesOf[name],
    is_self_learning: false,
    timezone: 'Europe/Kyiv',
    is_active: name !== 'inactive',
    is_staff: false,
    date_joined: at,
  }))
  await db.insertInto('users_user').values(rows).execute()
  const lesson = { status: 'scheduled' as const, start: at, end: at, created_at: at, updated_at: at }
  await db
    .insertInto('lessons_lesson')
    .values([
      { ...lesson, id: lessons.own, tutor_id: users.tutor, student_id: users.student },
      { ...lesson, id: lessons.foreign, tutor_id: users.otherTutor, student_id: users.otherStudent },
    ])
    .execute()
}

export interface TestPlatformOptions extends Partial<PlatformSettings> {
  readonly faults?: Partial<FaultSettings>
  readonly envelope?: Envelope
  readonly onFault?: (fault: Fault) => void
  readonly seed?: number
}

/** A gateway on a port of its own, and everything around it. */
export interface TestPlatform extends Platform {
  readonly gateway: Gateway
  /** `ws://127.0.0.1:40123` */
  readonly url: string
  readonly httpUrl: string
  /** A socket of a user. */
  connect(user: keyof typeof users): Promise<TestClient>
  /** A socket of a user who listens to channels. */
  join(user: keyof typeof users, ...channels: readonly string[]): Promise<TestClient>
  stop(): Promise<void>
}

export async function startTestPlatform(
  { db, pool }: OpenDatabase,
  { faults, envelope, onFault, seed, ...settings }: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const now = (): Date => new Date()
  const effective = { ...defaultSettings, ...settings }
  const platform: Platform = {
    db,
    pool,
    tokens: new Tokens({ secret: 'of the tests', accessLifetimeMs: 60_000, refreshLifetimeMs: 60_000, now }),
    hub: new Hub(envelope),
    boards: new Boards(db, effective, now),
    faults: new Faults(faults, seed, onFault),
    settings: effective,
    now,
  }
  const server = createServer((_, response) => response.writeHead(404).end())
  const gateway = createGateway(platform, server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connect = async (user: keyof typeof users): Promise<TestClient> => {
    const token = await platform.tokens.mint(users[user])
    return await TestClient.connect(`ws://127.0.0.1:${port}/ws/?token=${token}`)
  }
  return {
    ...platform,
    gateway,
    url: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    connect,
    join: async (user, ...channels) => {
      const client = await connect(user)
      await client.subscribe(...channels)
      return client
    },
    stop: async () => {
      await gateway.close()
      await platform.boards.close()
      server.close()
      server.closeAllConnections()
    },
  }
}
