import { expect } from '@jest/globals'
import { startSandbox, type Sandbox } from '../../src/start-sandbox.ts'
import { ApiClient } from '../conformance/api-client.ts'
import { DatabaseRows } from '../conformance/database-rows.ts'
import { GatewayClient } from '../conformance/gateway-client.ts'
import { Session } from '../conformance/session.ts'
import { answerThat } from '../conformance/shapes.ts'
import { newStrokeId, strokeOf } from '../conformance/strokes.ts'

/** A sandbox to be maltreated, and those who do it. */
export interface Bed {
  readonly sandbox: Sandbox
  readonly anonymous: ApiClient
  readonly tutor: Session
  readonly student: Session
  readonly admin: Session
  readonly rows: DatabaseRows
  readonly lessonId: number
  /** Of others: neither the tutor nor the student may see it. */
  readonly foreignLessonId: number
  /** Sockets of the admin on the board of the foreign lesson, open from the first test to the last. */
  readonly bystanders: readonly [GatewayClient, GatewayClient]
  stop(): Promise<void>
}

export const jwtSecret = 'bad-input-secret'

export async function openBed(): Promise<Bed> {
  const sandbox = await startSandbox({ jwtSecret })
  const addresses = { apiUrl: `${sandbox.baseUrl}/api`, wsUrl: sandbox.wsUrl }
  const { tutor, student, admin } = sandbox.credentials
  const [ofTutor, ofStudent, ofAdmin] = await Promise.all(
    [tutor, student, admin].map((account) => Session.login(account, addresses, 25_000)),
  )
  if (ofTutor === undefined || ofStudent === undefined || ofAdmin === undefined) throw new Error('nobody logged in')
  const rows = await DatabaseRows.open(sandbox.databaseUrl)
  const foreign = await rows.addLesson(await rows.addUser('tutor'), await rows.addUser('student'))
  const bystander = async (): Promise<GatewayClient> => {
    const socket = await GatewayClient.open(`${sandbox.wsUrl}?token=${sandbox.tokens.admin}`)
    await socket.subscribe(boardOf(Number(foreign)))
    return socket
  }
  const bystanders = await Promise.all([bystander(), bystander()])
  return {
    sandbox,
    bystanders,
    anonymous: new ApiClient(addresses.apiUrl),
    tutor: ofTutor,
    student: ofStudent,
    admin: ofAdmin,
    rows,
    lessonId: sandbox.ids.lesson,
    foreignLessonId: Number(foreign),
    stop: async () => {
      await Promise.all([ofTutor, ofStudent, ofAdmin].map((session) => session.closeSockets()))
      await Promise.all(bystanders.map((socket) => socket.close()))
      await rows.leave()
      await sandbox.stop()
    },
  }
}

/** REST, database and gateway do what they are there for, and the sockets of bystanders are as they were. */
export async function expectHealthy({ tutor, bystanders, foreignLessonId }: Bed): Promise<void> {
  const me = await tutor.api.get('/users/me/')
  expect(me).toMatchObject({ status: 200, body: { email: tutor.account.email } })
  const [painter, other] = bystanders
  const id = newStrokeId()
  painter.publish(boardOf(foreignLessonId), { type: 'board.patch', lesson_id: foreignLessonId, stroke: strokeOf(id) })
  await other.waitFor('a stroke', () => other.framesWith(id)[0])
  other.frames.length = 0
}

function boardOf(lessonId: number): string {
  return `board:lesson:${lessonId}`
}

/** What tells an attacker, and only an attacker, something: stacks, SQL, files. */
const internals =
  /\n\s+at |node_modules|\.[jt]s:\d|syntax error at|violates|duplicate key|invalid input syntax|pg_catalog|relation "|\/tmp\/|kysely|ECONN/i

/** Matches what is refused in words that are of use, or taken: never a failure of the server, nothing of its inside. */
export function harmless(): unknown {
  return answerThat('no failure', ({ status, text }) => {
    if (status >= 500) return `${status}`
    return internals.exec(text)?.[0] ?? null
  })
}
