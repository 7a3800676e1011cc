import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'

/**
 * Does something that only reads, in a transaction that writes: queries of the config file may call functions that do
 * more.
 */
export async function readOnly<Answer>(client: DatabaseClient, work: () => Promise<Answer>): Promise<Answer> {
  await client.query('SAVEPOINT reading; SET LOCAL transaction_read_only = on')
  const answer = await work()
  // Not released only: the setting goes with what is rolled back.
  await client.query('ROLLBACK TO reading; RELEASE reading')
  return answer
}
