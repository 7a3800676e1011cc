import { setTimeout as sleep } from 'node:timers/promises'
import { type DatabaseAddress, type DatabaseClient, openClient } from '@m4sh/tools-core/connections/postgres'

/** Sessions that are not closed by then are not waited for. */
const patienceMs = 2000

/** Between two statements there is nothing to give up: it is said again. */
const againMs = 50

/**
 * Has the server give up what it does for these sessions, until they are to be closed; by itself it would go on, though
 * nobody waits any more. Where that cannot be said to it, or does not help in time, the connections are broken off.
 * @param closing comes once nothing is asked any more
 */
export async function cancelStatements(
  address: DatabaseAddress,
  sessions: readonly DatabaseClient[],
  pids: readonly number[],
  closing: AbortSignal,
): Promise<void> {
  const breakOff = (): void => {
    for (const session of sessions) session.breakOff()
  }
  const patience = AbortSignal.timeout(patienceMs)
  try {
    await cancelUntil(address, pids, AbortSignal.any([patience, closing]))
  } catch {
    if (!closing.aborted) breakOff()
  }
}

/** @throws the signal's reason, or what hinders it */
async function cancelUntil(address: DatabaseAddress, pids: readonly number[], signal: AbortSignal): Promise<never> {
  const client = await openClient(address, { applicationName: 'integrity-scan', signal })
  const giveUp = (): void => client.breakOff()
  signal.addEventListener('abort', giveUp)
  try {
    for (;;) {
      await client.query(
        `SELECT pg_catalog.pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity
         WHERE pid = ANY ($1) AND usename = CURRENT_USER`,
        [pids],
      )
      await sleep(againMs, undefined, { signal })
    }
  } finally {
    signal.removeEventListener('abort', giveUp)
    await client.end()
  }
}
