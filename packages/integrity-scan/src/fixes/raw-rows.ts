import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { Statement } from '../scan/query-builder.ts'

/** Values in the server's own words, which it reads back as the same values; NULL is `null`. */
export type RawRow = readonly (string | null)[]

const asTheyCome = { getTypeParser: () => (text: string) => text }

/** Rows as the server writes their values, without any reading of them. */
export async function readRawRows(client: DatabaseClient, { text, values }: Statement): Promise<RawRow[]> {
  const { rows } = await client.query<(string | null)[]>({ text, values, rowMode: 'array', types: asTheyCome })
  return rows
}
