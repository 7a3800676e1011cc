import {
  type DatabaseAddress,
  databaseFault,
  type DatabaseClient,
  openClient,
} from '@m4sh/tools-core/connections/postgres'
import type { SnapshotResult } from '../result.ts'
import { cancelStatements } from './cancel-statements.ts'

export interface SnapshotOptions {
  /** At once. */
  readonly connections: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  /** Looked through first for tables, in their order; empty for the search path as it is. */
  readonly schemas: readonly string[]
  readonly signal: AbortSignal
}

/** One picture of the database that does not change, seen by several connections. */
export interface Snapshot extends Omit<SnapshotResult, 'catalogMs' | 'checksMs'> {
  readonly sessions: readonly DatabaseClient[]
  /** Has the server give up what it does for the sessions. */
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
 */
export async function openSnapshot(address: DatabaseAddress, options: SnapshotOptions): Promise<Snapshot> {
  const sessions: DatabaseClient[] = []
  const pids: number[] = []
  const close = async (): Promise<void> =>
    void (await Promise.all(sessions.map(async (one) => await one.end().catch(() => undefined))))
  try {
    const first = await open(address, options)
    sessions.push(first)
    const { id, isolation } = await beginFirst(first, options)
    pids.push(await processIdOf(first))
    const facts = await readFacts(first)
    const others = Array.from({ length: id === null ? 0 : options.connections - 1 }, async () => {
      const session = await open(address, options)
      sessions.push(session)
      await begin(session, 'REPEATABLE READ READ ONLY', options, id)
      pids.push(await processIdOf(session))
    })
    await Promise.all(others)
    const cancel = async (): Promise<void> => await cancelStatements(address, sessions, pids)
    return { sessions, cancel, close, isolation, connections: sessions.length, ...facts }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(address: DatabaseAddress, { signal }: SnapshotOptions): Promise<DatabaseClient> {
  return await openClient(address, { applicationName: 'integrity-scan', readOnly: true, signal })
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
    await begin(session, way.mode, { ...options, statementTimeoutMs: safeMomentMs })
    // Not within a savepoint, from which nothing can be exported.
    const id = way.isExported ? await exportSnapshot(session) : null
    await session.query('SELECT pg_catalog.set_config($1, $2, true)', [
      'statement_timeout',
      String(options.statementTimeoutMs),
    ])
    return { id, isolation: way.isolation }
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
  await session.query('SELECT pg_catalog.set_config(key, value, true) FROM pg_catalog.json_each_text($1)', [
    JSON.stringify(settingsOf(options)),
  ])
}

/** Set within the transaction: a pooler may give every transaction another session. */
export function settingsOf({
  connections,
  statementTimeoutMs,
  lockTimeoutMs,
  schemas,
}: Omit<SnapshotOptions, 'signal'>): Record<string, string> {
  return {
    statement_timeout: String(statementTimeoutMs),
    lock_timeout: String(lockTimeoutMs),
    idle_in_transaction_session_timeout: '0',
    // Rows that are hidden from this user would make orphans of those that refer to them: an error is better.
    row_security: 'off',
    TimeZone: 'UTC',
    // Compiling takes longer than these statements do.
    jit: 'off',
    // Connections are what runs in parallel.
    ...(connections > 1 ? { max_parallel_workers_per_gather: '0' } : {}),
    ...(schemas.length > 0 ? { search_path: schemas.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ') } : {}),
  }
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
