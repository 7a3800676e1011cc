import type { TableShape } from '../fixes/table-shape.ts'

/**
 * A row as PostgreSQL writes rows. Read as the table's own row type, every value goes through its type's input, which no
 * cast does for certain. Columns that are not given are NULL.
 * @param values by column
 */
export function rowLiteral({ columns }: TableShape, values: ReadonlyMap<string, string | null>): string {
  const fields = columns.map(({ name }) => {
    const value = values.get(name) ?? null
    return value === null ? '' : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
  })
  return `(${fields.join(',')})`
}
