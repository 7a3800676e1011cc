import { createHash } from 'node:crypto'

/** PostgreSQL cuts identifiers off here, and so does Django. */
const maxNameLength = 63

/**
 * Name that Django gives to the index of a foreign key, or (with a suffix) to a constraint.
 * Source: `BaseDatabaseSchemaEditor._create_index_name` of Django 5.
 */
export function indexName(table: string, columns: readonly string[], suffix = ''): string {
  const tail = `${digest([table, ...columns], 8)}${suffix}`
  const whole = `${table}_${columns.join('_')}_${tail}`
  if (whole.length <= maxNameLength) return whole
  const kept = tail.length > maxNameLength / 3 ? tail.slice(0, Math.floor(maxNameLength / 3)) : tail
  const each = Math.floor((maxNameLength - kept.length) / 2) - 1
  return `${table.slice(0, each)}_${columns.join('_').slice(0, each)}_${kept}`
}

/** `lessons_lesson_tutor_id_4b1f0c1a_fk_users_user_id`. */
export function foreignKeyName(table: string, column: string, target: string, targetColumn = 'id'): string {
  return indexName(table, [column], `_fk_${target}_${targetColumn}`)
}

/**
 * Name of an index of `Meta.indexes` that was given none.
 * Source: `Index.set_name_with_model` of Django 5.
 * @param columns with a dash in front where the index descends
 */
export function metaIndexName(table: string, columns: readonly string[]): string {
  const [first = ''] = columns
  const name = first.replace(/^-/, '').slice(0, 7)
  return `${table.slice(0, 11)}_${name}_${digest([table, ...columns, 'idx'], 6)}_idx`
}

function digest(parts: readonly string[], length: number): string {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').slice(0, length)
}
