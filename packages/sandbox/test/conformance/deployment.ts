import type { SandboxOptions } from '../../src/start-sandbox.ts'
import { ApiClient, succeeded } from './api-client.ts'
import { DatabaseRows } from './database-rows.ts'
import { fieldsOf, idOf, rowsOf } from './json.ts'
import { isGiven, Missing } from './needs.ts'
import { Session, type Account, type Addresses } from './session.ts'

/** A platform to be held to its description, and what this run has of it. */
export interface Deployment extends Addresses {
  /** Speaks without a token. */
  readonly anonymous: ApiClient
  readonly tutor: Session
  readonly student: Session
  readonly admin: Session | Missing
  readonly rows: DatabaseRows | Missing
  /** Of the tutor and the student. Its board is wiped. */
  readonly lessonId: string | number
  readonly timing: Timing | Missing
  /** How long the unread count may lag behind. */
  readonly unreadLagMs: number
  closeSockets(): Promise<void>
  stop(): Promise<void>
}

/** What takes a deployment with its real settings minutes. */
export interface Timing {
  pingTimeoutMs: number
  boardSaveIntervalMs: number
}

interface Facts extends Addresses {
  tutor: Account
  student: Account
  admin: Account | Missing
  databaseUrl: string | Missing
  lessonId: string | number | null
  timing: Timing | Missing
  unreadLagMs: number
  stop(): Promise<void>
  /** Nobody will miss what is left in it. */
  isThrownAway: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

export function isRealDeployment(env: Environment = process.env): boolean {
  return (env['M4SH_BASE_URL'] ?? '') !== ''
}

/**
 * The deployment that the environment names, or a sandbox.
 *
 * | variable | |
 * |---|---|
 * | `M4SH_BASE_URL` | `http://HOST:8000`, with or without `/api`; no sandbox is started then |
 * | `M4SH_WS_URL` | `ws://HOST:8000/ws/` if left out |
 * | `M4SH_TUTOR_EMAIL`, `M4SH_TUTOR_PASSWORD`, `M4SH_STUDENT_EMAIL`, `M4SH_STUDENT_PASSWORD` | test accounts with a lesson together |
 * | `M4SH_ADMIN_EMAIL`, `M4SH_ADMIN_PASSWORD` | optional |
 * | `M4SH_LESSON_ID` | the lesson to use; if left out the first that both have. Its board is wiped, its chat written to |
 * | `M4SH_DATABASE_URL` | optional: rows are written into it, and taken out at the end |
 * | `M4SH_SLOW_TESTS=1` | tries the timeouts too: 120 s of silence and boards saved every 30 s |
 */
export async function openDeployment(options: SandboxOptions = {}): Promise<Deployment> {
  const facts = isRealDeployment() ? readEnvironment(process.env) : await startOwn(options)
  const opened: { rows?: DatabaseRows } = {}
  try {
    return await open(facts, opened)
  } catch (error) {
    await opened.rows?.close()
    await facts.stop()
    throw error
  }
}

async function open(facts: Facts, opened: { rows?: DatabaseRows }): Promise<Deployment> {
  const { apiUrl, wsUrl, databaseUrl, timing, unreadLagMs } = facts
  // Four times within the timeout, as the 25 s of browsers stand to the 120 s of the platform.
  const pingEveryMs = isGiven(timing) ? Math.min(25_000, timing.pingTimeoutMs / 4) : 25_000
  const login = async (account: Account): Promise<Session> => await Session.login(account, facts, pingEveryMs)
  const [tutor, student] = [await login(facts.tutor), await login(facts.student)]
  const admin = isGiven(facts.admin) ? await login(facts.admin) : facts.admin
  const rows = isGiven(databaseUrl) ? await DatabaseRows.open(databaseUrl) : databaseUrl
  if (isGiven(rows)) opened.rows = rows
  const sessions = [tutor, student, admin].filter((session) => isGiven(session))
  const closeSockets = async (): Promise<void> => {
    await Promise.all(sessions.map((session) => session.closeSockets()))
  }
  return {
    apiUrl,
    wsUrl,
    anonymous: new ApiClient(apiUrl),
    tutor,
    student,
    admin,
    rows,
    lessonId: facts.lessonId ?? (await findCommonLesson(tutor, student)),
    timing,
    unreadLagMs,
    closeSockets,
    stop: async () => {
      await closeSockets()
      await (facts.isThrownAway ? opened.rows?.leave() : opened.rows?.close())
      await facts.stop()
    },
  }
}

/** Imported only here: a run against a real deployment loads nothing of the sandbox. */
async function startOwn(options: SandboxOptions): Promise<Facts> {
  const { startSandbox } = await import('../../src/start-sandbox.ts')
  const timing = { pingTimeoutMs: 4000, boardSaveIntervalMs: 1000 }
  const sandbox = await startSandbox({ ...timing, unreadCacheMs: 1000, ...options })
  return {
    apiUrl: `${sandbox.baseUrl}/api`,
    wsUrl: sandbox.wsUrl,
    ...sandbox.credentials,
    databaseUrl: sandbox.databaseUrl,
    lessonId: sandbox.ids.lesson,
    timing,
    unreadLagMs: 1000,
    isThrownAway: true,
    stop: () => sandbox.stop(),
  }
}

function readEnvironment(env: Environment): Facts {
  const apiUrl = `${env['M4SH_BASE_URL']}`.replace(/\/+$/, '').replace(/(\/api)?$/, '/api')
  const origin = new URL(apiUrl).origin
  return {
    apiUrl,
    wsUrl: env['M4SH_WS_URL'] ?? `${origin.replace(/^http/, 'ws')}/ws/`,
    tutor: given(accountIn(env, 'TUTOR')),
    student: given(accountIn(env, 'STUDENT')),
    admin: accountIn(env, 'ADMIN'),
    databaseUrl: env['M4SH_DATABASE_URL'] ?? new Missing('give M4SH_DATABASE_URL'),
    lessonId: lessonIn(env['M4SH_LESSON_ID']),
    timing:
      env['M4SH_SLOW_TESTS'] === '1'
        ? { pingTimeoutMs: 120_000, boardSaveIntervalMs: 30_000 }
        : new Missing('takes minutes, give M4SH_SLOW_TESTS=1'),
    unreadLagMs: 30_000,
    isThrownAway: false,
    stop: () => Promise.resolve(),
  }
}

/** A number where it looks like one: Django's ids are numbers in JSON. */
function lessonIn(text: string | undefined): string | number | null {
  if (text === undefined) return null
  return /^\d+$/.test(text) ? Number(text) : text
}

function accountIn(env: Environment, name: string): Account | Missing {
  const { [`M4SH_${name}_EMAIL`]: email, [`M4SH_${name}_PASSWORD`]: password } = env
  if (email === undefined || password === undefined) {
    return new Missing(`give M4SH_${name}_EMAIL and M4SH_${name}_PASSWORD`)
  }
  return { email, password }
}

function given<T>(need: T | Missing): T {
  if (need instanceof Missing) throw new Error(`With M4SH_BASE_URL, ${need.reason} too.`)
  return need
}

async function findCommonLesson(tutor: Session, student: Session): Promise<string | number> {
  const [ofTutor, ofStudent] = await Promise.all([lessonsOf(tutor), lessonsOf(student)])
  const known = new Set(ofStudent.map(({ id }) => idOf(id)))
  const common = ofTutor.find(({ id, status }) => status !== 'cancelled' && known.has(idOf(id)))
  if (common === undefined) throw new Error('tutor and student have no lesson together: give M4SH_LESSON_ID')
  return common['id'] as string | number
}

async function lessonsOf({ api }: Session): Promise<Record<string, unknown>[]> {
  return rowsOf(fieldsOf(succeeded(await api.get('/lessons/my/')).body)['results'])
}
