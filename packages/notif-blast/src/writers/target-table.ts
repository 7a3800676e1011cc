import type { FoundColumn, FoundTable } from '@m4sh/tools-core/connections/postgres'

/** What a notification's row holds, by what it is for. */
export const roles = ['id', 'user', 'type', 'payload', 'readAt', 'createdAt'] as const

export type Role = (typeof roles)[number]

/** A column that is written. */
export interface TargetColumn {
  readonly role: Role
  readonly column: FoundColumn
}

export interface TargetTable {
  readonly table: FoundTable<Role>
  /** In the order of {@link roles}; those that the table has. */
  readonly columns: readonly TargetColumn[]
}

export function targetTable(table: FoundTable<Role>): TargetTable {
  const columns = roles.flatMap((role) => {
    const column = table.columns[role]
    return column ? [{ role, column }] : []
  })
  return { table, columns }
}

/** Each column for what it is, for people: `payload → data jsonb`. */
export function describeColumns({ columns }: TargetTable): readonly string[] {
  return columns.map(({ role, column }) => `${role} → ${column.quoted} ${column.type}`)
}

/** `"id", "user_id", …` */
export function columnList({ columns }: TargetTable): string {
  return columns.map(({ column }) => column.quoted).join(', ')
}
