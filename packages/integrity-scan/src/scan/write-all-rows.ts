import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import type { CsvTable } from '@m4sh/tools-core/reporting'
import type { CheckResult } from '../result.ts'
import { samplesOf } from '../samples.ts'
import { allRowsStatement } from './check-statements.ts'
import type { PlannedCheck } from './planned-check.ts'

/** Rows that are in memory at once. */
const fetchRows = 1000

interface BrokenRow {
  readonly key: string | null
  readonly severity: string
  readonly row: unknown
}

/**
 * All broken rows of checks that found some, as they are read by a cursor.
 * @param session in the transaction that the checks were made in
 */
export function allRows(
  session: DatabaseClient,
  planned: readonly PlannedCheck[],
  checks: readonly CheckResult[],
): CsvTable {
  return { columns: ['check', 'severity', 'table', 'key', 'row'], rows: readRows(session, planned, checks) }
}

async function* readRows(
  session: DatabaseClient,
  planned: readonly PlannedCheck[],
  checks: readonly CheckResult[],
): AsyncGenerator<readonly unknown[]> {
  for (const [at, result] of checks.entries()) {
    const one = planned[at]
    if (result.status !== 'failed') continue
    if (one?.kind !== 'query')
      yield* samplesOf(result).map(({ key, severity, row }) => [result.id, severity, result.table, key, row])
    else
      for await (const { key, severity, row } of cursorOver(session, one))
        yield [result.id, severity, result.table, key, row]
  }
}

async function* cursorOver(
  session: DatabaseClient,
  { check, ignored }: Extract<PlannedCheck, { kind: 'query' }>,
): AsyncGenerator<BrokenRow> {
  const statement = allRowsStatement(check, ignored)
  await session.query({ ...statement, text: `DECLARE broken_rows NO SCROLL CURSOR FOR ${statement.text}` })
  for (;;) {
    const { rows } = await session.query<BrokenRow>(`FETCH ${fetchRows} FROM broken_rows`)
    if (rows.length === 0) break
    yield* rows
  }
  await session.query('CLOSE broken_rows')
}
