import {
  type DatabaseClient,
  findTable,
  type FoundColumn,
  type FoundTable,
  type Queryable,
} from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { sql } from 'kysely'
import { escapeIdentifier } from 'pg'
import type { Database } from '../checks/check.ts'
import { docsOf } from '../checks/docs-of.ts'
import type { PreparedCheck, PreparedChange, PreparedFix } from '../checks/prepared-check.ts'
import { say } from '../language/phrases.ts'
import { inSavepoint } from '../scan/in-savepoint.ts'
import type { DescribedCheck } from '../scan/planned-check.ts'
import { statementOf } from '../scan/query-builder.ts'
import type { CustomCheck, CustomFix } from './custom-check.ts'
import { defaultAdvice, defaultExplanation } from './default-words.ts'

/** A check of the config file that cannot be made, and why. */
export interface Unusable {
  readonly error: string
}

/**
 * Fits a check of the config file to the database: asks what columns its query has. A query that the database refuses makes
 * an error of the check, and of nothing else.
 * @param session in a transaction
 * @throws {RunError} for a repair of a table that is not there
 */
export async function prepareCustom(
  session: DatabaseClient,
  db: Database,
  check: CustomCheck,
): Promise<PreparedCheck | Unusable> {
  // On a line of its own: the query may end with a comment.
  const source = `(${check.sql}\n)`
  const names = await columnsOf(session, source)
  if ('error' in names) return names
  const key = keyAmong(names, check.key)
  if (key === undefined)
    return {
      error: say('Its query has no column {column}; it has {columns}.', {
        column: JSON.stringify(check.key),
        columns: names.join(', '),
      }),
    }
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined)
    return {
      error: say('Its query has the column {column} twice. Give one of them another name with AS.', {
        column: JSON.stringify(twice),
      }),
    }
  // Under this name the rows are shown, too.
  const broken = db
    .selectFrom(sql`${sql.raw(source)}`.as('subject'))
    .select(sql.raw(`subject.${escapeIdentifier(key)}`).as('key'))
  return {
    ...customFacts(check),
    subject: {
      source,
      table: null,
      key: `subject.${escapeIdentifier(key)}`,
      keyType: null,
      shows: [key, ...names.filter((name) => name !== key)].map((name) => ({ name, quoted: escapeIdentifier(name) })),
    },
    broken,
    fix: check.fix === undefined ? null : await prepareFix(session, check, check.fix, broken),
    guards: [{ kind: 'none', because: 'What the check is about is known to the config file alone.' }],
    // Nothing is known of it: it begins first.
    weight: Infinity,
  }
}

export function customFacts({ id, severity, title, explanation, advice }: CustomCheck): DescribedCheck {
  return {
    id,
    category: 'Custom',
    severities: [severity],
    title,
    explanation: explanation ?? defaultExplanation(title),
    advice: advice ?? defaultAdvice,
    docs: docsOf('custom-checks'),
  }
}

async function columnsOf(session: DatabaseClient, source: string): Promise<readonly string[] | Unusable> {
  const outcome = await inSavepoint(
    session,
    async () => await session.query(statementOf(sql`SELECT * FROM ${sql.raw(source)} AS described LIMIT 0`)),
  )
  if ('fault' in outcome)
    return { error: say('The database does not take its query: {says}.', { says: outcome.fault.says }) }
  const { fields } = outcome.answer
  return fields.length === 0 ? { error: say('Its query has no column.') } : fields.map(({ name }) => name)
}

function keyAmong(names: readonly string[], wanted: string | undefined): string | undefined {
  if (wanted !== undefined) return names.find((name) => name === wanted)
  return names.find((name) => name === 'id') ?? names[0]
}

async function prepareFix(
  session: Queryable,
  check: CustomCheck,
  fix: CustomFix,
  rows: PreparedCheck['broken'],
): Promise<PreparedFix> {
  const table = await tableOf(session, check.id, fix)
  const { id: key, changed } = table.columns
  if (key === undefined) throw new TypeError('a table was found without its key')
  return {
    check: check.id,
    describe: describe(fix),
    table,
    key,
    change: changeOf(fix, changed),
    done: fix.change.kind === 'delete' ? say('removed') : say('{column} set', { column: fix.change.column }),
    rows,
    areBroken: true,
    uncovers: [],
    needsFlag: null,
  }
}

function describe({ change, table }: CustomFix): string {
  if (change.kind === 'delete') return say('The row of {table} is removed, unless other rows refer to it.', { table })
  return say('{column} of {table} becomes {value}.', {
    column: change.column,
    table,
    value: change.value === null ? 'NULL' : JSON.stringify(change.value),
  })
}

function changeOf({ change }: CustomFix, column: FoundColumn | undefined): PreparedChange {
  if (change.kind === 'delete') return change
  if (column === undefined) throw new TypeError('a table was found without the column that is set')
  return { kind: 'set', column, value: change.value === null ? 'null' : { text: change.value } }
}

/** @throws {RunError} where it is not there */
async function tableOf(session: Queryable, id: string, fix: CustomFix): Promise<FoundTable<string, string>> {
  const place = `"fix" of the check ${id} in the config file`
  const key = fix.column ?? (await primaryKeyOf(session, fix.table, place))
  const set = fix.change.kind === 'set' ? { changed: { names: [fix.change.column] } } : {}
  const columns = { id: { names: [key] }, ...set }
  const mapped =
    fix.change.kind === 'set' ? { id: asWritten(key), changed: asWritten(fix.change.column) } : { id: asWritten(key) }
  return await findTable<string>(
    session,
    { purpose: `rows of the check ${id}`, names: [fix.table], columns },
    { table: fix.table, columns: mapped },
    { table: place, columns: place },
  )
}

function asWritten(name: string): string {
  return name.startsWith('"') ? name : escapeIdentifier(name)
}

async function primaryKeyOf(session: Queryable, table: string, place: string): Promise<string> {
  const { rows } = await session.query<{ readonly name: string }>(
    `SELECT a.attname AS name FROM pg_catalog.pg_index i
     JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
     WHERE i.indrelid = pg_catalog.to_regclass($1) AND i.indisprimary`,
    [table],
  )
  const [column, ...others] = rows
  if (column !== undefined && others.length === 0) return column.name
  throw new RunError(`${place} names the table ${table}, of which no primary key of one column is found.`, {
    hint: 'Say with "column" which column the keys are of, and name the table with its schema.',
  })
}
