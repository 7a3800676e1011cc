import type { DatabaseClient, DatabaseFault } from '@m4sh/tools-core/connections/postgres'
import { inSavepoint } from '../scan/in-savepoint.ts'
import type { Place, SchemaTable } from './database-schema.ts'

/** Some of the different values of a column, beside the keys of a table. */
export interface ValueSample {
  readonly values: number
  /** How many of them are there. */
  readonly existing: number
  /** Whether all are numbers that nearly any table has a row for. */
  readonly isSmall: boolean
}

/** Rows that are read of a table, and different values that are looked up. */
const mostRows = 10_000
const mostValues = 1000

export const smallNumber = 100

/**
 * Reads some rows of a table, spread over all of it where it is large, and looks their values up in another one, each by
 * the key's index.
 * @param session in a transaction
 * @returns or why the values cannot be read
 */
export async function sampleValues(
  session: DatabaseClient,
  from: Place,
  to: Place,
): Promise<ValueSample | DatabaseFault> {
  const outcome = await inSavepoint(session, async () => await session.query<ValueSample>(statementFor(from, to)))
  if ('fault' in outcome) return outcome.fault
  return outcome.answer.rows[0] ?? { values: 0, existing: 0, isSmall: false }
}

function statementFor({ table, column }: Place, { table: target, column: key }: Place): string {
  // LATERAL with LIMIT: a hash of the whole target would take longer than a thousand look-ups.
  return `
    SELECT count(*)::int AS values, count(hit.one)::int AS existing,
      coalesce(bool_and(v.value::text ~ '^\\d{1,2}$' OR v.value::text = '${smallNumber}'), false) AS "isSmall"
    FROM (
      SELECT DISTINCT value FROM (
        SELECT ${column.quoted} AS value FROM ${table.quoted} ${samplingOf(table)} LIMIT ${mostRows}
      ) AS sampled WHERE value IS NOT NULL LIMIT ${mostValues}
    ) AS v
    LEFT JOIN LATERAL (SELECT 1 AS one FROM ${target.quoted} AS t WHERE t.${key.quoted} = v.value LIMIT 1) AS hit ON true`
}

/** By pages, of which only the chosen ones are read; the same ones each time. */
function samplingOf({ estimatedRows }: SchemaTable): string {
  if (estimatedRows < 2 * mostRows) return ''
  return `TABLESAMPLE SYSTEM (${((mostRows / estimatedRows) * 100).toFixed(6)}) REPEATABLE (0)`
}
