import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { Tokens } from '../../src/auth/tokens.ts'
import type { Role } from '../../src/database/database.ts'
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts'
import { openDatabase, type OpenDatabase } from '../../src/database/open-database.ts'
import { Faults, type FaultSettings } from '../../src/faults/faults.ts'
import { Boards } from '../../src/gateway/boards.ts'
import { Hub, type ChannelEvent } from '../../src/gateway/hub.ts'
import { defaultSettings, type Platform, type PlatformSettings } from '../../src/platform.ts'
import { createRest } from '../../src/rest/create-rest.ts'
import { fixedUsers } from '../../src/seeds/fixed-rows.ts'
import { seedDatabase } from '../../src/seeds/seed-database.ts'
import { ApiClient, fetchAnswer } from './api-client.ts'
import { SchemaCheck } from './schema-check.ts'

/** Those who are always there, and some who are neither of them nor theirs. */
export const people = {
  admin: fixedUsers.admin.id,
  tutor: fixedUsers.tutor.id,
  student: fixedUsers.student.id,
  otherTutor: 101,
  otherStudent: 102,
  inactive: 103,
  superadmin: 104,
} as const
export type PersonName = keyof typeof people

/** Lesson 1 is the tutor's and the student's; this one is not. */
export const foreignLesson = 900
export const lesson = 1
export const relation = 1

const others: readonly (readonly [PersonName, Role])[] = [
  ['otherTutor', 'tutor'],
  ['otherStudent', 'student'],
  ['inactive', 'student'],
  ['superadmin', 'superadmin'],
]

const none = { users: 0, relations: 0, lessons: 0, messages: 0, notifications: 0 }

/** A PostgreSQL of its own, with {@link people} in it. */
export async function startTestDatabase(): Promise<OpenDatabase> {
  const postgres = await startEmbeddedPostgres({ dataFolder: null })
  const database = await openDatabase(postgres.url)
  await seedDatabase(database.pool, { counts: none, seed: 1, now: new Date() })
  await insertOthers(database)
  return {
    ...database,
    close: async () => {
      await database.close()
      await postgres.stop()
    },
  }
}

async function insertOthers({ db }: OpenDatabase): Promise<void> {
  const at = new Date()
  const rows = others.map(([name, role]) => ({
    id: people[name],
    email: `${name.toLowerCase()}@example.org`,
    password: '!',
    first_name: name,
    last_name: '',
    role,
    is_self_learning: false,
    timezone: 'UTC',
    is_active: name !== 'inactive',
    is_staff: false,
    date_joined: at,
  }))
  await db.insertInto('users_user').values(rows).execute()
  await db
    .insertInto('lessons_lesson')
    .values({
      id: foreignLesson,
      tutor_id: people.otherTutor,
      student_id: people.otherStudent,
      status: 'scheduled',
      start: at,
      end: at,
      created_at: at,
      updated_at: at,
    })
    .execute()
  // Ids that the database gives from here on are nobody's yet.
  await sql`SELECT setval('users_user_id_seq', 1000), setval('lessons_lesson_id_seq', 1000)`.execute(db)
}

export interface TestRestOptions extends Partial<PlatformSettings> {
  readonly faults?: Partial<FaultSettings>
}

/** REST on a port of its own. Its clock stands still until it is moved. */
export interface TestRest extends Platform {
  readonly origin: string
  readonly check: SchemaCheck
  readonly anonymous: ApiClient
  /** What was thrown and not told to the client. */
  readonly bugs: readonly unknown[]
  as(name: PersonName): Promise<ApiClient>
  /** Hands out what is published on a channel from now on. */
  listen(channel: string): readonly ChannelEvent[]
  passTime(ms: number): void
  stop(): Promise<void>
}

export async function startTestRest(
  { db, pool }: OpenDatabase,
  { faults, ...given }: TestRestOptions = {},
): Promise<TestRest> {
  let at = Date.now()
  const now = (): Date => new Date(at)
  const settings = { ...defaultSettings, ...given }
  const bugs: unknown[] = []
  const platform: Platform = {
    db,
    pool,
    tokens: new Tokens({ secret: 'of the tests', accessLifetimeMs: 3_600_000, refreshLifetimeMs: 7_200_000, now }),
    hub: new Hub(),
    boards: new Boards(db, settings, now),
    faults: new Faults(faults),
    settings,
    now,
    onError: (error) => bugs.push(error),
  }
  const app = await createRest(platform)
  const server = createServer((request, response) => app.routing(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const check = new SchemaCheck(await readSchema(platform, origin))
  const anonymous = new ApiClient(origin, check)
  return {
    ...platform,
    origin,
    check,
    anonymous,
    bugs,
    as: async (name) => anonymous.with(await platform.tokens.mint(people[name])),
    listen: (channel) => record(platform.hub, channel),
    passTime: (ms) => {
      at += ms
    },
    stop: async () => {
      await platform.boards.close()
      server.close()
      server.closeAllConnections()
      await app.close()
    },
  }
}

async function readSchema({ tokens }: Platform, origin: string): Promise<unknown> {
  const token = await tokens.mint(people.admin)
  for (;;) {
    const { status, body } = await fetchAnswer('GET', new URL(`${origin}/api/schema/?format=json`), { token })
    // Faults strike here too.
    if (status === 200) return body
    if (status !== 503) throw new Error(`the schema answered ${status}`)
  }
}

function record(hub: Hub, channel: string): readonly ChannelEvent[] {
  const events: ChannelEvent[] = []
  hub.subscribe(channel, { userId: 0, deliver: ({ event }) => events.push(event) })
  return events
}
