import { type RawBuilder, sql } from 'kysely'
import { markerKey } from '../payloads/marker.ts'
import type { TargetTable } from '../writers/target-table.ts'

/** Where a payload holds the id of its run. */
export const markerPath = `${markerKey}.run`

/** Whether a row is one of a run, by its payload. */
export function hasMarker({ table }: TargetTable, runId: string): RawBuilder<boolean> {
  const { quoted, type } = table.columns.payload
  if (type === 'json' || type === 'jsonb')
    return sql<boolean>`(${sql.raw(quoted)} -> ${sql.lit(markerKey)} ->> 'run') = ${runId}`
  return sql<boolean>`${sql.raw(quoted)} LIKE ${`%"${markerKey}":{"run":"${runId}"%`}`
}

/** The number of a row within its run, by its payload. */
export function rowNumber({ table }: TargetTable): RawBuilder<number> {
  const { quoted, type } = table.columns.payload
  const payload = type === 'json' || type === 'jsonb' ? sql.raw(quoted) : sql`${sql.raw(quoted)}::jsonb`
  return sql<number>`(${payload} -> ${sql.lit(markerKey)} ->> 'row')::bigint`
}
