// The sandbox's gateway with all it is in the sandbox, database included: the server that the bench measures.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { answerUsage } from './answer-usage.js'

const dist = (path) => import(new URL(`../../packages/sandbox/dist/${path}`, import.meta.url).href)
const { Tokens } = await dist('auth/tokens.js')
const { startEmbeddedPostgres } = await dist('database/embedded-postgres.js')
const { openDatabase } = await dist('database/open-database.js')
const { Faults } = await dist('faults/faults.js')
const { Boards } = await dist('gateway/boards.js')
const { createGateway } = await dist('gateway/create-gateway.js')
const { Hub } = await dist('gateway/hub.js')
const { defaultSettings: settings } = await dist('platform.js')

const postgres = await startEmbeddedPostgres({ dataFolder: null })
const { db, pool, close } = await openDatabase(postgres.url)
await insertRoom()

const now = () => new Date()
const tokens = new Tokens({ secret: 'of the bench', accessLifetimeMs: 3_600_000, refreshLifetimeMs: 3_600_000, now })
const boards = new Boards(db, settings, now)
const server = createServer().listen(0, '127.0.0.1')
const gateway = createGateway({ db, pool, tokens, hub: new Hub(), boards, faults: new Faults(), settings, now }, server)
await once(server, 'listening')
answerUsage({ port: server.address().port, tokens: [await tokens.mint(1), await tokens.mint(2)] }, async () => {
  await gateway.close()
  await boards.close()
  await close()
  await postgres.stop()
  server.close()
})

async function insertRoom() {
  const user = {
    password: '!',
    last_name: '',
    is_self_learning: false,
    timezone: 'UTC',
    is_active: true,
    is_staff: false,
  }
  const names = { tutor: 1, student: 2 }
  for (const [role, id] of Object.entries(names))
    await db
      .insertInto('users_user')
      .values({ ...user, id, role, email: `${role}@example.com`, first_name: role, date_joined: new Date() })
      .execute()
  const at = new Date()
  await db
    .insertInto('lessons_lesson')
    .values({
      id: 1,
      tutor_id: 1,
      student_id: 2,
      status: 'scheduled',
      start: at,
      end: at,
      created_at: at,
      updated_at: at,
    })
    .execute()
}
