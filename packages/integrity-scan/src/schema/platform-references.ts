import type { FoundColumn, FoundTable } from '@m4sh/tools-core/connections/postgres'
import type { Platform } from '../catalog/find-platform.ts'
import type { TableName } from '../catalog/platform-tables.ts'
import type { Place } from './database-schema.ts'

/** Which of the platform's columns point where. Each has a check of its own. */
const roles: readonly { readonly table: TableName; readonly column: string; readonly to: TableName }[] = [
  { table: 'relations', column: 'tutor', to: 'users' },
  { table: 'relations', column: 'student', to: 'users' },
  { table: 'lessons', column: 'tutor', to: 'users' },
  { table: 'lessons', column: 'student', to: 'users' },
  { table: 'messages', column: 'lesson', to: 'lessons' },
  { table: 'messages', column: 'author', to: 'users' },
  { table: 'notifications', column: 'user', to: 'users' },
  { table: 'snapshots', column: 'lesson', to: 'lessons' },
]

/** A reference of the platform, as this database has it. */
export interface PlatformReference {
  /** `lessons.tutor` */
  readonly role: string
  readonly table: FoundTable<string, string>
  readonly column: FoundColumn
  readonly target: FoundTable<string, string>
  readonly key: FoundColumn
}

/** Those whose tables and columns are there. */
export function platformReferences(platform: Platform): readonly PlatformReference[] {
  return roles.flatMap((role) => {
    const [from, to] = [platform[role.table], platform[role.to]]
    if ('missing' in from || 'missing' in to) return []
    const column: FoundColumn | undefined = from.found.columns[role.column]
    const key: FoundColumn | undefined = to.found.columns['id']
    if (column === undefined || key === undefined) return []
    return { role: `${role.table}.${role.column}`, table: from.found, column, target: to.found, key }
  })
}

export function isColumnOf(
  { table, column }: Place,
  { quoted }: FoundTable<string, string>,
  { name }: FoundColumn,
): boolean {
  return table.quoted === quoted && column.name === name
}
