import { RunError } from '@m4sh/tools-core/errors'
import { say } from '../language/phrases.ts'
import type { Place, SchemaColumn, SchemaTable } from './database-schema.ts'
import { findNamedColumn, findNamedTable } from './find-named.ts'
import type { Rejected } from './reference.ts'
import { keyFor } from './type-fit.ts'

/** What the config file says of one column: `{ column: 'billing_invoice.device_id', table: 'devices_device' }`. */
export interface ReferenceConfig {
  /** `table.column` or `schema.table.column`, as in SQL. */
  readonly column: string
  readonly table: string
}

/** What the config file says of references. */
export interface ReferenceSettings {
  readonly references: readonly ReferenceConfig[]
  /** Columns that point to nothing: `billing_invoice.external_id`. */
  readonly notReferences: readonly string[]
}

export interface ConfiguredReferences {
  /** What a column points to. */
  readonly targets: ReadonlyMap<SchemaColumn, Place>
  readonly excluded: ReadonlySet<SchemaColumn>
  /** Excluded columns that are not there: no reason to end the scan. */
  readonly unknown: readonly Rejected[]
}

/** @throws {RunError} for a reference whose column or table is not there, or whose values cannot be compared */
export function configuredReferences(
  tables: readonly SchemaTable[],
  { references, notReferences }: ReferenceSettings,
): ConfiguredReferences {
  const excluded = notReferences.map((text) => ({ text, column: findNamedColumn(text, tables)?.column }))
  return {
    targets: new Map(references.map((reference) => targetOf(reference, tables))),
    excluded: new Set(excluded.flatMap(({ column }) => column ?? [])),
    unknown: excluded.flatMap(({ text, column }) =>
      column === undefined ? [{ what: text, reason: say('There is no such column; "notReferences" names it.') }] : [],
    ),
  }
}

const hint = '"integrity-scan.references" in the config file names it.'

function targetOf({ column, table }: ReferenceConfig, tables: readonly SchemaTable[]): [SchemaColumn, Place] {
  const from = findNamedColumn(column, tables)
  if (from === undefined) throw new RunError(`There is no column ${column}.`, { hint })
  const target = findNamedTable(table, tables)
  if (target === undefined) throw new RunError(`There is no table ${table}.`, { hint })
  const key = keyFor(from.column, target)
  if (key !== undefined) return [from.column, { table: target, column: key }]
  const message = `${column} is ${from.column.declared}, and ${table} has no key of one column of that kind.`
  throw new RunError(message, { hint })
}
