import { escapeIdentifier } from 'pg'
import type { ForeignKey, SchemaTable } from '../schema/database-schema.ts'
import { constraintName } from './constraint-name.ts'
import type { GuardedTable, PreparedGuard } from './guard.ts'

type GuardOf<Kind> = Extract<PreparedGuard, { readonly kind: Kind }>

/** What makes a guard: SQL in its order, and what is to be said of it. */
export interface GuardStatements {
  /** Each ends with a semicolon. */
  readonly statements: readonly string[]
  readonly remarks: readonly string[]
}

/** @param tables all that a constraint can be added to, with the foreign keys that are there */
export function guardStatements(guard: PreparedGuard, tables: readonly SchemaTable[]): GuardStatements {
  if (guard.kind === 'none') return { statements: [], remarks: [guard.because] }
  const table = tables.find(({ quoted }) => quoted === guard.table.quoted)
  if (table === undefined) return nothingFor(`${guard.table.quoted} is no table that can have a constraint.`)
  if (guard.kind === 'foreign key') return foreignKey(guard, table, tables)
  return guard.kind === 'check' ? check(guard) : unique(guard, table)
}

function nothingFor(remark: string): GuardStatements {
  return { statements: [], remarks: [remark] }
}

function foreignKey(
  { column, target: wanted, key }: GuardOf<'foreign key'>,
  table: SchemaTable,
  tables: readonly SchemaTable[],
): GuardStatements {
  const target = tables.find(({ quoted }) => quoted === wanted.quoted)
  const targetKey = target?.columns.find(({ name }) => name === key.name)
  if (target === undefined || targetKey === undefined)
    return nothingFor(`${wanted.quoted} is no table that a foreign key can point to.`)
  const number = table.columns.find(({ name }) => name === column.name)?.number
  const own = table.foreignKeys.find(
    ({ columns, target: oid, targetColumns }) =>
      columns.length === 1 && columns[0] === number && oid === target.oid && targetColumns[0] === targetKey.number,
  )
  if (own !== undefined) return existingForeignKey(table, own)
  if (!targetKey.isUnique)
    return nothingFor(`${target.quoted}.${key.quoted} needs a primary key or a UNIQUE constraint first.`)
  const name = escapeIdentifier(constraintName([table.schema, table.name, column.name, 'fk']))
  // As Django makes it, so that rows of one transaction can come in any order.
  const added = `ALTER TABLE ${table.quoted} DROP CONSTRAINT IF EXISTS ${name}, ADD CONSTRAINT ${name} FOREIGN KEY (${column.quoted}) REFERENCES ${target.quoted} (${key.quoted}) DEFERRABLE INITIALLY DEFERRED`
  if (!table.isPartitioned) return { statements: [`${added} NOT VALID;`, validated(table, name)], remarks: [] }
  return {
    statements: [`${added};`],
    remarks: ['The table is partitioned: all rows are checked at once, and writes wait meanwhile.'],
  }
}

function existingForeignKey(table: SchemaTable, { name, state }: ForeignKey): GuardStatements {
  const quoted = escapeIdentifier(name)
  if (state === 'NOT VALID')
    return { statements: [validated(table, quoted)], remarks: [`The constraint ${name} is there, and NOT VALID.`] }
  if (state === 'NOT ENFORCED')
    return {
      statements: [`ALTER TABLE ${table.quoted} ALTER CONSTRAINT ${quoted} ENFORCED;`],
      remarks: [`The constraint ${name} is there, and NOT ENFORCED: this checks all rows.`],
    }
  return nothingFor(
    `The constraint ${name} is there and valid, and nothing is to be added: such rows came in, or lost what they point to, while triggers were switched off, as pg_restore --disable-triggers and session_replication_role do.`,
  )
}

/** One of the name may stand there with other conditions, such as fewer roles, or still unchecked: it gives way. */
function check({ table, name, condition }: GuardOf<'check'>): GuardStatements {
  const quoted = escapeIdentifier(constraintName([table.schema, table.name, name]))
  return {
    statements: [
      `ALTER TABLE ${table.quoted} DROP CONSTRAINT IF EXISTS ${quoted}, ADD CONSTRAINT ${quoted} CHECK (${condition}) NOT VALID;`,
      validated(table, quoted),
    ],
    remarks: [],
  }
}

/** An index that could not be built stays behind, and guards nothing: it gives way. */
function unique({ table, name, columns, where }: GuardOf<'unique'>, { isPartitioned }: SchemaTable): GuardStatements {
  if (isPartitioned)
    return nothingFor(`${table.quoted} is partitioned: an index that is unique in all of its parts is not to be had.`)
  const index = escapeIdentifier(constraintName([table.schema, table.name, name]))
  return {
    statements: [
      `DROP INDEX CONCURRENTLY IF EXISTS ${escapeIdentifier(table.schema)}.${index};`,
      `CREATE UNIQUE INDEX CONCURRENTLY ${index} ON ${table.quoted} (${columns.join(', ')}) WHERE ${where};`,
    ],
    remarks: [],
  }
}

function validated({ quoted }: GuardedTable, constraint: string): string {
  return `ALTER TABLE ${quoted} VALIDATE CONSTRAINT ${constraint};`
}
