import { sql } from 'kysely'
import type { BrokenRows, Database } from '../checks/check.ts'
import { docsOf } from '../checks/docs-of.ts'
import { orphanFix } from '../checks/orphans.ts'
import type { PreparedChange, PreparedCheck, PreparedFix, Subject } from '../checks/prepared-check.ts'
import { say } from '../language/phrases.ts'
import type { CheckableReference, RepairableTable } from './checkable-references.ts'
import { labelOf, primaryKeyOf, type SchemaColumn, sqlNameOf } from './database-schema.ts'
import type { References } from './find-references.ts'
import type { Reference } from './reference.ts'
import { referenceGuard } from './reference-guard.ts'

/** One check for each reference: `schema.orphan.billing_invoice.user_id`. */
export function orphanChecks({ checkable }: References, db: Database): readonly PreparedCheck[] {
  return checkable.map((one) => orphanCheck(one, db))
}

function orphanCheck({ id, reference, repairable }: CheckableReference, db: Database): PreparedCheck {
  const { from, to, evidence, isCertain } = reference
  const subject = subjectOf(reference)
  const broken = orphansOf(reference, subject, db)
  return {
    id,
    category: 'Schema',
    severities: ['warning'],
    title: say('{column} points to a row of {table} that does not exist', {
      column: labelOf(from),
      table: to.table.label,
    }),
    explanation: say(
      'No foreign key holds for {column}. That it points to {target} is known by {@evidence}. What follows such a reference fails, or leaves the row out.',
      { column: sqlNameOf(from), target: sqlNameOf(to), evidence },
    ),
    advice: isCertain
      ? say('Give the rows another reference, or remove them.')
      : say(
          'Give the rows another reference, or remove them and name the column in "references" of the config file if it does point there.',
        ),
    docs: docsOf('schema.orphan'),
    subject,
    broken,
    fix: repairable === null ? null : fixOf(id, repairable, broken),
    guards: [referenceGuard(reference)],
    weight: from.table.estimatedRows + to.table.estimatedRows,
  }
}

function subjectOf({ from: { table, column } }: Reference): Subject {
  const keys = primaryKeyOf(table)
  const [only] = keys
  return {
    source: table.quoted,
    table: table.quoted,
    key: keyOf(keys),
    keyType: keys.length === 1 && only !== undefined ? only.baseType : null,
    shows: [...keys.filter(({ name }) => name !== column.name), column],
  }
}

/** The columns belong to `subject`, as whoever shows rows calls them: their names may be taken by others beside it. */
function keyOf(keys: readonly SchemaColumn[]): string | null {
  const columns = keys.map(({ quoted }) => `subject.${quoted}`)
  if (columns.length < 2) return columns[0] ?? null
  return `json_build_array(${columns.join(', ')})::text`
}

/** An anti-join, as in the checks of the platform. */
function orphansOf({ from, to }: Reference, { key }: Subject, db: Database): BrokenRows {
  return db
    .selectFrom(sql`${sql.raw(from.table.quoted)}`.as('subject'))
    .select(sql.raw(key ?? 'NULL::text').as('key'))
    .where(sql<boolean>`${sql.raw(`subject.${from.column.quoted}`)} IS NOT NULL`)
    .where(
      sql<boolean>`NOT EXISTS (
        SELECT FROM ${sql.raw(to.table.quoted)} AS target
        WHERE ${sql.raw(`target.${to.column.quoted}`)} = ${sql.raw(`subject.${from.column.quoted}`)}
      )`,
    )
}

/** Of a column that the database computes, nothing can be changed. */
function fixOf(check: string, table: RepairableTable, rows: PreparedCheck['broken']): PreparedFix | null {
  const { key, reference } = table.columns
  if (reference.isGenerated) return null
  const isLoose = reference.isNullable && reference.name !== key.name
  const change: PreparedChange = isLoose ? { kind: 'set', column: reference, value: 'null' } : { kind: 'delete' }
  return {
    check,
    describe: orphanFix,
    table,
    key,
    change,
    done: isLoose ? say('reference set to NULL') : say('removed'),
    rows,
    areBroken: true,
    uncovers: [],
    needsFlag: null,
  }
}
