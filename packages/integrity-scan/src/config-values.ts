import type { ConfigValue } from '@m4sh/tools-core/cli'
import type { Mapping } from './catalog/find-platform.ts'
import { platformTables, tableNames } from './catalog/platform-tables.ts'

/** A column that points to a table, as the user says. */
export interface ReferenceSetting {
  /** `table.column` or `schema.table.column`. */
  readonly column: string
  /** `table` or `schema.table`. */
  readonly table: string
}

/** `{ lessons: "school.lesson" }` or `{ lessons: { table: "lesson", columns: { tutor: "teacher_id" } } }` */
export function readMapping(value: ConfigValue): Mapping {
  const tables = value.object(tableNames)
  return Object.fromEntries(
    tableNames.flatMap((name) => (tables[name].isMissing ? [] : [[name, readTable(tables[name], name)] as const])),
  )
}

function readTable(value: ConfigValue, name: keyof typeof platformTables) {
  if (typeof value.raw === 'string') return { table: value.string(), columns: {} }
  const { table, columns } = value.object(['table', 'columns'])
  const roles = Object.keys(platformTables[name].columns)
  const given = columns.optional((it) => Object.entries(it.object(roles)))
  return {
    table: table.optional((it) => it.string('the name of a table')),
    columns: Object.fromEntries(
      (given ?? []).flatMap(([role, column]) =>
        column.isMissing ? [] : [[role, column.string('the name of a column')] as const],
      ),
    ),
  }
}

export function readReference(value: ConfigValue): ReferenceSetting {
  const { column, table } = value.object(['column', 'table'])
  return {
    column: column.string('table.column, such as "billing_invoice.device_id"'),
    table: table.string('the table that it points to'),
  }
}
