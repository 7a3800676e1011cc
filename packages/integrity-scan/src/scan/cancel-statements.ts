import { type DatabaseAddress, type DatabaseClient, openClient } from '@m4sh/tools-core/connections/postgres'

/** A server that does not answer is not waited for. */
const patienceMs = 2000

/**
 * Has the server give up what it does for these sessions; by itself it would go on, though nobody waits any more. Where
 * that cannot be said to it, the connections are broken off.
 */
export async function cancelStatements(
  address: DatabaseAddress,
  sessions: readonly DatabaseClient[],
  pids: readonly number[],
): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const client = await openClient(address, { applicationName: 'integrity-scan', signal })
    const giveUp = (): void => client.breakOff()
    signal.addEventListener('abort', giveUp)
    try {
      await client.query(
        `SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity
         WHERE pid = ANY ($1) AND usename = CURRENT_USER`,
        [pids],
      )
    } finally {
      signal.removeEventListener('abort', giveUp)
      await client.end()
    }
  } catch {
    for (const session of sessions) session.breakOff()
  }
}
