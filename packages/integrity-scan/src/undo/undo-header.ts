import type { Queryable } from '@m4sh/tools-core/connections/postgres'
import { type DatabaseIdentity, undoFormat, type UndoHeader, type UndoRun, undoVersion } from './undo-lines.ts'

/** Of the transaction that the client is in. */
export async function readHeader(client: Queryable, run: UndoRun): Promise<UndoHeader> {
  // By a name that servers before PostgreSQL 13 have, too.
  const { rows } = await client.query<{ transaction: string } & UndoHeader['settings']>(
    `SELECT pg_catalog.txid_current()::text AS transaction, pg_catalog.current_setting('TimeZone') AS "TimeZone",
      (SELECT coalesce(pg_catalog.string_agg(pg_catalog.quote_ident(name), ', ' ORDER BY place), '')
        FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS path (name, place)) AS search_path`,
  )
  const [{ transaction, ...settings } = { transaction: '', search_path: '', TimeZone: 'UTC' }] = rows
  const database = await readIdentity(client)
  return { format: undoFormat, version: undoVersion, run, database, transaction, settings }
}

export async function readIdentity(client: Queryable): Promise<DatabaseIdentity> {
  const { rows } = await client.query<Omit<DatabaseIdentity, 'system'> & { readonly maySee: boolean }>(
    `SELECT datname AS name, oid::text,
      pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS "maySee"
    FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`,
  )
  const [{ maySee, ...database } = { maySee: false, name: '', oid: '' }] = rows
  return { ...database, system: maySee ? await readSystem(client) : null }
}

async function readSystem(client: Queryable): Promise<string | null> {
  const { rows } = await client.query<{ readonly system: string }>(
    'SELECT system_identifier::text AS system FROM pg_catalog.pg_control_system()',
  )
  return rows[0]?.system ?? null
}
