import type { Platform } from '../catalog/find-platform.ts'
import { columnsOf } from '../catalog/mapped-table.ts'
import { tableNames } from '../catalog/platform-tables.ts'
import { say } from '../language/phrases.ts'
import type { TableResult } from '../result.ts'
import type { RowCounts } from './make-checks.ts'

const foundWords = {
  config: say('by config'),
  'default name': say('by default name'),
  columns: say('by its columns'),
}

/** What the scan took for what. */
export function describeTables(platform: Platform, rows: RowCounts): TableResult[] {
  return tableNames.map((name) => {
    const table = platform[name]
    if ('missing' in table) return { name, table: null, rows: null, found: table.missing, kind: null, columns: {} }
    const { found } = table
    return {
      name,
      table: found.quoted,
      rows: rows.get(found.quoted) ?? null,
      found: foundWords[found.foundBy],
      kind: found.kind,
      columns: Object.fromEntries(columnsOf(found).map(([role, column]) => [role, column.name])),
    }
  })
}
