import { say } from '../language/phrases.ts'
import { type NamedTable, referredName, tablesByName } from './column-names.ts'
import { labelOf, type Place, primaryKeyOf, type SchemaTable } from './database-schema.ts'
import { keyFor } from './type-fit.ts'

/** What a column may point to, before its values are looked at. */
export interface LikelyTarget {
  readonly to: Place
  readonly basis: 'same name' | 'table name'
  /** For people: `the foreign key of notifications_notification.user_id`. */
  readonly because: string
  /** Nothing else is likely to be meant: a table of the same app, one of the platform, or one that has just that name. */
  readonly isNear: boolean
}

/** Why there is nothing that it could point to. */
export interface NoTarget {
  readonly reason: string
}

export type TargetFinder = (from: Place, name: string) => LikelyTarget | NoTarget

/**
 * Says what columns may point to: what columns of the same name point to by a foreign key, unless a table of their own
 * app has that name; else the table of that name; of a parent, their own table.
 * @param known tables that are meant where several have the name
 */
export function targetFinder(tables: readonly SchemaTable[], known: readonly SchemaTable[]): TargetFinder {
  const named = tablesByName(tables)
  const pointed = pointedTo(tables)
  return (from, name) => {
    const chosen = chooseNamed(from.table, named(name), known)
    const same = sameNamed(from, pointed.get(name) ?? [])
    if (same !== null && (!chosen.isOfOwnApp || chosen.table === same.table))
      return withKey(from, same.table, { basis: 'same name', because: same.because, isNear: true })
    const table = chosen.table ?? (name === 'parent' && chosen.others.length === 0 ? from.table : undefined)
    if (table !== undefined)
      return withKey(from, table, {
        basis: 'table name',
        because: say('its name'),
        isNear: chosen.isNear || table === from.table,
      })
    return { reason: noneNamed(from, chosen.others) }
  }
}

function noneNamed({ column: { declared: type } }: Place, others: readonly SchemaTable[]): string {
  if (others.length === 0) return say('There is no table that it could name; it is {type}.', { type })
  const tables = others.map(({ label }) => label).join(', ')
  return say('It could name any of {tables}; it is {type}.', { tables, type })
}

function withKey(from: Place, table: SchemaTable, rest: Omit<LikelyTarget, 'to'>): LikelyTarget | NoTarget {
  const column = keyFor(from.column, table)
  if (column !== undefined) return { to: { table, column }, ...rest }
  const [key, another] = primaryKeyOf(table)
  const type = from.column.declared
  if (key === undefined || another !== undefined)
    return {
      reason: say('It is {type}, and {table} has no key of one column that it could point to.', {
        type,
        table: table.label,
      }),
    }
  return {
    reason: say('It is {type}, and {key} is {keyType}.', {
      type,
      key: labelOf({ table, column: key }),
      keyType: key.declared,
    }),
  }
}

interface Chosen {
  readonly table: SchemaTable | undefined
  readonly isOfOwnApp: boolean
  readonly isNear: boolean
  /** Where none can be chosen: those that it could be. */
  readonly others: readonly SchemaTable[]
}

/** The only one of the own app; else of the platform; else with just that name; else in the schema, or in all. */
function chooseNamed(from: SchemaTable, named: readonly NamedTable[], known: readonly SchemaTable[]): Chosen {
  const inSchema = named.filter(({ table }) => table.schema === from.schema)
  const ofOwnApp = inSchema.filter(({ prefix }) => prefix !== '' && from.name.startsWith(prefix))
  const ofPlatform = named.filter(({ table }) => known.includes(table))
  const whole = inSchema.filter(({ prefix }) => prefix === '')
  const choices = [ofOwnApp, ofPlatform, whole, inSchema, named]
  const choice = choices.find(({ length }) => length > 0) ?? []
  const [only, another] = choice
  if (only === undefined || another !== undefined)
    return { table: undefined, isOfOwnApp: false, isNear: false, others: choice.map(({ table }) => table) }
  const isNear = choices.indexOf(choice) < choices.indexOf(inSchema)
  return { table: only.table, isOfOwnApp: choice === ofOwnApp, isNear, others: [] }
}

/** A column of the name that has a foreign key. */
interface Pointing {
  readonly from: Place
  readonly target: SchemaTable
}

function pointedTo(tables: readonly SchemaTable[]): ReadonlyMap<string, readonly Pointing[]> {
  const byOid = new Map(tables.map((table) => [table.oid, table]))
  const pointings = new Map<string, Pointing[]>()
  for (const table of tables) {
    for (const { columns, target } of table.foreignKeys) {
      const column = table.columns.find(({ number }) => columns.length === 1 && number === columns[0])
      const name = column === undefined ? null : referredName(column.name)
      const to = byOid.get(target)
      if (column === undefined || name === null || to === undefined) continue
      const pointing = { from: { table, column }, target: to }
      const alike = pointings.get(name)
      if (alike === undefined) pointings.set(name, [pointing])
      else alike.push(pointing)
    }
  }
  return pointings
}

/** What all of them point to: those of the same schema, or, where it has none, of all. A table that points to itself means each its own. */
function sameNamed(
  { table }: Place,
  pointings: readonly Pointing[],
): { readonly table: SchemaTable; readonly because: string } | null {
  const inSchema = pointings.filter(({ from }) => from.table.schema === table.schema)
  const asked = inSchema.length > 0 ? inSchema : pointings
  const targets = new Set(asked.map(({ from, target }) => (from.table === target ? table : target)))
  const [target, another] = targets
  const [first] = asked
  if (target === undefined || another !== undefined || first === undefined) return null
  const column = labelOf(first.from)
  return {
    table: target,
    because:
      asked.length === 1
        ? say('the foreign key of {column}', { column })
        : say('the foreign key of {column} and {#others} more of that name', { column, others: asked.length - 1 }),
  }
}
