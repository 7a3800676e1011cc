import { escapeIdentifier } from 'pg'
import type { Queryable } from '@m4sh/tools-core/connections/postgres'

export interface SessionLimits {
  /** At once. */
  readonly connections: number
  readonly statementTimeoutMs: number
  readonly lockTimeoutMs: number
  /** Looked through first for tables, in their order; empty for the search path as it is. */
  readonly schemas: readonly string[]
}

/** How a transaction of this tool is to be. */
export function settingsOf({
  connections,
  statementTimeoutMs,
  lockTimeoutMs,
  schemas,
}: SessionLimits): Readonly<Record<string, string>> {
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
    ...(schemas.length > 0 ? { search_path: schemas.map(escapeIdentifier).join(', ') } : {}),
  }
}

/** Until the transaction ends: a pooler may give every transaction another session. */
export async function setLocally(client: Queryable, settings: Readonly<Record<string, string>>): Promise<void> {
  await client.query('SELECT pg_catalog.set_config(key, value, true) FROM pg_catalog.json_each_text($1)', [
    JSON.stringify(settings),
  ])
}
