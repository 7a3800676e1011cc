import type { ClientBase } from 'pg'

/** How a session is to be. */
export interface SessionOptions {
  /** What shows in `pg_stat_activity`, unless the address names another. */
  readonly applicationName: string
  /** Every transaction is read-only: the server refuses writes. */
  readonly readOnly?: boolean
  /** A statement that takes longer is ended by the server. */
  readonly statementTimeoutMs?: number
  /** Further settings, as `SET` takes them: `{ lock_timeout: '5s' }`. */
  readonly set?: Readonly<Record<string, string>>
}

/**
 * Sets what was asked for. As a statement rather than at the start of the connection, where poolers refuse what they do
 * not know.
 */
export async function setUp(client: ClientBase, options: SessionOptions): Promise<void> {
  await client.query('SELECT pg_catalog.set_config(key, value, false) FROM pg_catalog.json_each_text($1)', [
    JSON.stringify(settingsOf(options)),
  ])
}

export function settingsOf({ readOnly, statementTimeoutMs, set }: SessionOptions): Readonly<Record<string, string>> {
  return {
    // The only one in which times can be read; a role or database may have set another.
    DateStyle: 'ISO',
    ...(readOnly ? { default_transaction_read_only: 'on' } : {}),
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: String(statementTimeoutMs) }),
    ...set,
  }
}
