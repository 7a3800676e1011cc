import { setMaxListeners } from 'node:events'
import {
  type DatabaseAddress,
  databaseFault,
  type DatabaseClient,
  openClient,
} from '@m4sh/tools-core/connections/postgres'
import type { SnapshotResult } from '../result.ts'
import { cancelStatements } from './cancel-statements.ts'
import { type SessionLimits, setLocally, settingsOf } from './session-settings.ts'

export interface SnapshotOptions extends SessionLimits {
  readonly signal: AbortSignal
}

/** One picture of the database that does not change, seen by several connections. */
export interface Snapshot extends Omit<SnapshotResult, 'catalogMs' | 'checksMs'> {
  readonly sessions: readonly DatabaseClient[]
  /** Has the server give up what it does for the sessions, and all that comes after it, until they are closed. */
  readonly cancel: () => Promise<void>
  /** Ends all, whatever is under way. */
  readonly close: () => Promise<void>
}

/** How long a moment is waited for in which no concurrent transaction can make the picture wrong. */
const safeMomentMs = 5000

/**
 * Opens connections that all see the database as it is now: the first one exports its snapshot. Serializable and
 * deferrable where the server can, else repeatable read, as on a standby.
 * @throws {DatabaseError}
 * @throws the signal's reason, if it comes before all of them are there
 */
export async function openSnapshot(address: DatabaseAddress, options: SnapshotOptions): Promise<Snapshot> {
  const { signal } = options
  // Every connection listens to it while it comes about: many at once are no leak.
  setMaxListeners(0, signal)
  const sessions: DatabaseClient[] = []
  const breakOff = (): void => {
    for (const session of sessions) session.breakOff()
  }
  // Nobody knows yet which process of the server is whose: it is not asked to give up, but left.
  signal.addEventListener('abort', breakOff)
  try {
    return await openAll(address, options, sessions)
  } catch (error) {
    await endAll(sessions)
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', breakOff)
  }
}

/** @param sessions gets every connection as soon as it is there */
async function openAll(
  address: DatabaseAddress,
  options: SnapshotOptions,
  sessions: DatabaseClient[],
): Promise<Snapshot> {
  const open = async (): Promise<DatabaseClient> => {
    const session = await openClient(address, {
      applicationName: 'integrity-scan',
      readOnly: true,
      signal: options.signal,
    })
    sessions.push(session)
    return session
  }
  const first = await open()
  const { id, isolation } = await beginFirst(first, options)
  const pids = [await processIdOf(first)]
  const facts = await readFacts(first)
  const others = await Promise.allSettled(
    Array.from({ length: id === null ? 0 : options.connections - 1 }, async () => {
      const session = await open()
      await begin(session, 'REPEATABLE READ READ ONLY', options, id)
      pids.push(await processIdOf(session))
    }),
  )
  // Only once the last of them is there, or not, all can be closed.
  const refused = others.find((outcome) => outcome.status === 'rejected')
  if (refused !== undefined) throw refused.reason
  return { sessions, ...endingOf(address, sessions, pids), isolation, connections: sessions.length, ...facts }
}

function endingOf(
  address: DatabaseAddress,
  sessions: readonly DatabaseClient[],
  pids: readonly number[],
): Pick<Snapshot, 'cancel' | 'close'> {
  const closing = new AbortController()
  let cancelling: Promise<void> | null = null
  return {
    cancel: async () => await (cancelling ??= cancelStatements(address, sessions, pids, closing.signal)),
    close: async () => {
      closing.abort()
      await cancelling
      await endAll(sessions)
    },
  }
}

async function endAll(sessions: readonly DatabaseClient[]): Promise<void> {
  await Promise.all(sessions.map(async (one) => await one.end().catch(() => undefined)))
}

/** The ways in which the first session may begin, the best first; the others follow where it exports its snapshot. */
const ways = [
  { mode: 'SERIALIZABLE READ ONLY DEFERRABLE', isolation: 'serializable', isExported: true },
  // A standby has no serializable transactions, and on a busy server the safe moment may not come.
  { mode: 'REPEATABLE READ READ ONLY', isolation: 'repeatable read', isExported: true },
  // Servers that only speak the language of PostgreSQL, and poolers.
  { mode: 'REPEATABLE READ READ ONLY', isolation: 'repeatable read', isExported: false },
] as const

async function beginFirst(
  session: DatabaseClient,
  options: SnapshotOptions,
  [way, ...others]: readonly (typeof ways)[number][] = ways,
): Promise<{ readonly id: string | null; readonly isolation: Snapshot['isolation'] }> {
  if (way === undefined) throw new TypeError('there is no way left to begin')
  try {
    await begin(session, way.mode, way.isExported ? options : { ...options, connections: 1 })
    // Not within a savepoint, from which nothing can be exported.
    return { id: way.isExported ? await exportSnapshot(session) : null, isolation: way.isolation }
  } catch (error) {
    if (others.length === 0 || databaseFault(error)?.isConnectionLost !== false) throw error
    await session.query('ROLLBACK')
    return await beginFirst(session, options, others)
  }
}

async function exportSnapshot(session: DatabaseClient): Promise<string | null> {
  const { rows } = await session.query<{ readonly id: string }>('SELECT pg_catalog.pg_export_snapshot() AS id')
  return rows[0]?.id ?? null
}

async function begin(
  session: DatabaseClient,
  mode: string,
  options: SnapshotOptions,
  snapshot: string | null = null,
): Promise<void> {
  await session.query(`BEGIN ISOLATION LEVEL ${mode}`)
  if (snapshot !== null) await session.query(`SET TRANSACTION SNAPSHOT '${snapshot.replaceAll("'", "''")}'`)
  // The first SELECT waits for the safe moment; SET is not one, and so comes in time to limit it.
  await session.query(`SET LOCAL statement_timeout = ${safeMomentMs}`)
  await setLocally(session, settingsOf(options))
}

/** Of the server's process: a pooler tells its clients another. */
async function processIdOf(session: DatabaseClient): Promise<number> {
  const { rows } = await session.query<{ readonly pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}

async function readFacts(session: DatabaseClient): Promise<Pick<Snapshot, 'takenAt' | 'serverVersion'>> {
  const { rows } = await session.query<{ readonly takenAt: Date; readonly serverVersion: string }>(
    `SELECT now() AS "takenAt", pg_catalog.current_setting('server_version') AS "serverVersion"`,
  )
  const [facts] = rows
  return { takenAt: facts?.takenAt.toISOString() ?? '', serverVersion: facts?.serverVersion.replace(/ .*/, '') ?? '' }
}
