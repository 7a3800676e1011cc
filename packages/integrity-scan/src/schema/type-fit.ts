import type { SchemaColumn, SchemaTable } from './database-schema.ts'

const families: ReadonlyMap<string, string> = new Map([
  ['int2', 'integer'],
  ['int4', 'integer'],
  ['int8', 'integer'],
  ['varchar', 'text'],
  ['text', 'text'],
  ['bpchar', 'text'],
])

/** `integer` and `text` for types that can be compared with each other; any other type is a family of its own. */
export function familyOf({ type }: SchemaColumn): string {
  return families.get(type) ?? type
}

/** Whether values of the two can be compared. */
export function fits(column: SchemaColumn, key: SchemaColumn): boolean {
  return column.typeOid === key.typeOid || (familyOf(column) === familyOf(key) && families.has(column.type))
}

/** Whether the two are of one type; texts of any length are. */
export function isSameType(column: SchemaColumn, key: SchemaColumn): boolean {
  return column.typeOid === key.typeOid || (familyOf(column) === 'text' && familyOf(key) === 'text')
}

/** The key that a column can point to: the primary one, else the one of the same name, else the only one that fits. */
export function keyFor(column: SchemaColumn, { columns }: SchemaTable): SchemaColumn | undefined {
  const keys = columns.filter((key) => key.isUnique && key !== column && fits(column, key))
  const [only, another] = keys
  return (
    keys.find(({ keyPlace }) => keyPlace !== null) ??
    keys.find(({ name }) => name === column.name) ??
    (another === undefined ? only : undefined)
  )
}
