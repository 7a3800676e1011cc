import type { PoolClient } from 'pg'

/** Those that only make looking up faster: no constraint stands on them. */
const findIndexes = `
  SELECT format('%I.%I', schema.nspname, index.relname) AS name, pg_get_indexdef(index.oid) AS definition
  FROM pg_index
  JOIN pg_class AS index ON index.oid = pg_index.indexrelid
  JOIN pg_namespace AS schema ON schema.oid = index.relnamespace
  WHERE pg_index.indrelid = ANY ($1::regclass[])
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.oid)
  ORDER BY index.oid`

/**
 * Writes to tables while they have no indexes, and makes the same ones again afterwards: to sort a million keys once costs
 * a fraction of finding the place of each.
 * @param client in a transaction, so that nobody ever sees the tables without
 */
export async function withoutIndexes(
  client: PoolClient,
  { tables, signal }: { tables: readonly string[]; signal?: AbortSignal | undefined },
  write: () => Promise<void>,
): Promise<void> {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(findIndexes, [tables])
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`)
  await write()
  // Checks that wait for the end would stand in the way.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE')
  await client.query("SET LOCAL maintenance_work_mem = '256MB'")
  for (const { definition } of indexes) {
    signal?.throwIfAborted()
    await client.query(definition)
  }
}
