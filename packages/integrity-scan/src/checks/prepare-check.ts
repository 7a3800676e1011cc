import { type FoundColumn, lackOfColumn } from '@m4sh/tools-core/connections/postgres'
import type { Platform } from '../catalog/find-platform.ts'
import type { MappedTable } from '../catalog/mapped-table.ts'
import { platformTables, type TableName, tableNames } from '../catalog/platform-tables.ts'
import type { Guard } from '../constraints/guard.ts'
import { prepareGuard } from '../constraints/prepare-guard.ts'
import { say } from '../language/phrases.ts'
import type { AnyCheck, CheckInput, CheckSettings, Database } from './check.ts'
import { docsOf } from './docs-of.ts'
import type { FixChange, FixSettings } from './fix.ts'
import type { PreparedChange, PreparedCheck, PreparedFix } from './prepared-check.ts'

export interface Preparation {
  readonly db: Database
  readonly platform: Platform
  readonly settings: CheckSettings
  readonly fixSettings: FixSettings
}

/** A check that cannot be made here, and why. */
export interface Skipped {
  readonly skipped: string
}

/** Fits a check to the tables that there are. */
export function prepareCheck(check: AnyCheck, preparation: Preparation): PreparedCheck | Skipped {
  const { db, platform, settings } = preparation
  const names = tableNames.filter((name) => name in check.needs)
  const lack = names.map((name) => lackOf(platform[name], check.needs[name] ?? [])).find((why) => why !== null)
  if (lack !== undefined) return { skipped: lack }
  const tables = Object.fromEntries(names.map((name) => [name, presentTable(platform, name)]))
  const mapped = (table: TableName, column: string): FoundColumn | undefined => tables[table]?.found.columns[column]
  const input: CheckInput = {
    db,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one for each table that the check needs
    tables: tables as CheckInput['tables'],
    settings,
    has: (table: TableName, column: string) => mapped(table, column) !== undefined,
    isNullable: (table: TableName, column: string) => mapped(table, column)?.isNullable ?? false,
  }
  const subject = presentTable(platform, check.table)
  const { found } = subject
  return {
    ...factsOf(check),
    docs: docsOf(check.id),
    subject: {
      source: found.quoted,
      table: found.quoted,
      key: `subject.${keyOf(found).quoted}`,
      keyType: keyOf(found).baseType,
      shows: ['id', ...check.shows].flatMap((role) => mapped(check.table, role) ?? []),
    },
    broken: check.find(input),
    fix: prepareFix(check, input, preparation),
    guards: check.guards.map((guard: Guard) => prepareGuard(guard, subject, input)),
    weight: names.reduce((sum, name) => sum + (presentTable(platform, name).found.estimatedRows ?? 0), 0),
  }
}

function factsOf({ id, category, severities, title, explanation, advice }: AnyCheck) {
  return { id, category, severities, title, explanation, advice }
}

function lackOf(table: Platform[TableName], columns: readonly string[]): string | null {
  if ('missing' in table) return table.missing
  const { found, name } = table
  if (!found.privileges.select) return say('This user may not read {table}.', { table: found.quoted })
  if (found.hasRowSecurity)
    return say(
      'Row-level security hides rows of {table} from this user: what refers to them would look like an orphan.',
      { table: found.quoted },
    )
  const lacking = columns.find((column) => found.columns[column] === undefined)
  if (lacking === undefined) return null
  const { columns: known }: { columns: Readonly<Record<string, { readonly names: readonly string[] }>> } =
    platformTables[name]
  return lackOfColumn(found.quoted, lacking, known[lacking]?.names ?? [])
}

function prepareFix(check: AnyCheck, input: CheckInput, { platform, fixSettings }: Preparation): PreparedFix | null {
  const { fix } = check
  if (fix === undefined) return null
  const {
    change,
    done,
    rows,
    table = check.table,
    uncovers = [],
    dependsOn = [],
    mendsOthers = false,
  } = fix.action(input, fixSettings)
  const { found } = presentTable(platform, table)
  return {
    check: check.id,
    describe: fix.describe,
    table: found,
    key: keyOf(found),
    change: changeOf(change, found.columns),
    done,
    rows: rows ?? check.find(input),
    areBroken: rows === undefined,
    mendsOthers,
    uncovers,
    dependsOn: dependsOn.map(({ table: name, pairs }) => {
      const { found: justifying } = presentTable(platform, name)
      return { table: justifying, key: keyOf(justifying), pairs }
    }),
    needsFlag: fix.option === undefined || fix.option.isGiven(fixSettings) ? null : fix.option.flag,
  }
}

type Columns = MappedTable['found']['columns']

function changeOf(change: FixChange, columns: Columns): PreparedChange {
  if (change.kind === 'set') return { ...change, column: columnOf(columns, change.column) }
  if (change.kind === 'delete') return change
  const [one, other] = change.columns
  return { kind: 'swap', columns: [columnOf(columns, one), columnOf(columns, other)] }
}

function columnOf(columns: Columns, role: string): FoundColumn {
  const column = columns[role]
  if (column === undefined) throw new TypeError(`a repair changes the column ${role}, which its check does not need`)
  return column
}

function keyOf({ columns }: MappedTable['found']): FoundColumn {
  return columnOf(columns, 'id')
}

function presentTable(platform: Platform, name: TableName): MappedTable {
  const table = platform[name]
  if ('missing' in table) throw new TypeError(`${name} is not there`)
  return table
}
