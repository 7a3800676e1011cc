import type { ConfigValue } from '@m4sh/tools-core/cli'
import { platformChecks } from '../checks/registry.ts'
import type { Severity } from '../result.ts'

/** A check that the config file describes. */
export interface CustomCheck {
  readonly id: string
  readonly severity: Severity
  readonly title: string
  /** A query that gives the rows that are broken. */
  readonly sql: string
  readonly explanation: string | undefined
  readonly advice: string | undefined
  /** The column of the query that tells rows apart; `id`, else the first one, if left out. */
  readonly key: string | undefined
  readonly fix: CustomFix | undefined
}

/** What `--fix` does to the rows whose keys the query gives: declared, so that it can be told before and taken back. */
export interface CustomFix {
  readonly table: string
  /** The column of the table that the keys are of; its primary key if left out. */
  readonly column: string | undefined
  readonly change:
    | { readonly kind: 'delete' }
    | { readonly kind: 'set'; readonly column: string; readonly value: string | null }
}

export function readCustomCheck(value: ConfigValue): CustomCheck {
  const { id, severity, title, sql, explanation, advice, key, fix } = value.object([
    'id',
    'severity',
    'title',
    'sql',
    'explanation',
    'advice',
    'key',
    'fix',
  ])
  return {
    id: readId(id),
    severity: severity.oneOf(['critical', 'warning', 'info']),
    title: title.string('what is wrong with the rows, such as "The invoice has no lesson"'),
    sql: readSql(sql),
    explanation: explanation.optional((it) => it.string()),
    advice: advice.optional((it) => it.string()),
    key: key.optional((it) => it.string('a column of the query')),
    fix: fix.optional(readFix),
  }
}

function readId(value: ConfigValue): string {
  const id = value.string('an id such as "billing.no-lesson"')
  if (!/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+$/.test(id))
    value.reject('an id of small letters, with dots or hyphens in it, such as "billing.no-lesson"')
  if (platformChecks.some((check) => check.id === id) || id.startsWith('schema.'))
    value.reject('an id that no built-in check has; those of schema.* are taken')
  return id
}

/** One statement; a semicolon at its end is a habit. */
function readSql(value: ConfigValue): string {
  const sql = value
    .string('a query')
    .trim()
    .replace(/;\s*(?:--[^\n]*)?$/, '')
  return /^(?:--.*\n|\/\*[\s\S]*?\*\/|\s|\()*(?:select|with|values|table)\b/i.test(sql)
    ? sql
    : value.reject('a query: SELECT …, or WITH … SELECT …')
}

function readFix(value: ConfigValue): CustomFix {
  const { table, column, delete: removes, set } = value.object(['table', 'column', 'delete', 'set'])
  const isDeleting = removes.optional((it) => it.boolean()) ?? false
  if (isDeleting !== set.isMissing) value.reject('either "delete": true or "set": { column: value }')
  return {
    table: table.string('the table whose rows are changed'),
    column: column.optional((it) => it.string('the column that the keys are of')),
    change: isDeleting ? { kind: 'delete' } : { kind: 'set', ...readSet(set) },
  }
}

function readSet(value: ConfigValue): { readonly column: string; readonly value: string | null } {
  const [entry, ...others] = value.entries('{ column: value }')
  if (entry === undefined || others.length > 0) return value.reject('an object with one column')
  const [column, { raw }] = entry
  if (raw === null || typeof raw === 'string') return { column, value: raw }
  if (typeof raw === 'number' || typeof raw === 'boolean') return { column, value: String(raw) }
  return entry[1].reject('a text, a number, true, false or null')
}
