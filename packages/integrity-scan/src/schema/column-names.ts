import type { SchemaTable } from './database-schema.ts'

/** What a column would point to by its name: `user` of `user_id`, `userId` and `"userID"`; `null` where it ends otherwise. */
export function referredName(column: string): string | null {
  const stem = /^(.*?)(?:_(?:id|Id|ID)|(?<=[a-z\d])I[dD])$/.exec(column)?.[1]
  return stem === undefined || plain(stem) === '' ? null : plain(stem)
}

/** A table by one of the names that a column can have for it. */
export interface NamedTable {
  readonly table: SchemaTable
  /** What stands before that name: `users_` of `users_user`; empty where it is the whole name. */
  readonly prefix: string
}

/** Finds tables by what columns call them: `users_user`, `users` and `auth_user` are all tables that `user` can mean. */
export function tablesByName(tables: readonly SchemaTable[]): (name: string) => readonly NamedTable[] {
  const named = new Map<string, NamedTable[]>()
  for (const table of tables) {
    for (const prefix of prefixesOf(table.name)) {
      const name = plain(table.name.slice(prefix.length))
      named.set(name, [...(named.get(name) ?? []), { table, prefix }])
    }
  }
  return (name) => [...new Set(pluralsOf(name))].flatMap((form) => named.get(form) ?? [])
}

/** `''`, `users_`: every beginning that can be an app's. */
function prefixesOf(table: string): readonly string[] {
  return ['', ...[...table.matchAll(/_(?=.)/g)].map(({ index }) => table.slice(0, index + 1))]
}

function pluralsOf(name: string): readonly string[] {
  return [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')]
}

/** `TutorRelation` and `tutor_relation` are the same. */
function plain(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}

/**
 * The column beside it that says what a generic relation points to: `content_type_id` of Django beside `object_id`,
 * `target_type` beside `target_id`.
 */
export function typeColumnBeside(column: string, { columns }: SchemaTable): string | undefined {
  const stem = plain(column).replace(/id$/, '')
  const names = new Set([`${stem}type`, ...(stem.endsWith('object') ? contentTypes(stem) : [])])
  return columns.find(({ name }) => names.has(plain(name)))?.name
}

function contentTypes(stem: string): readonly string[] {
  const before = stem.replace(/object$/, '')
  return [`${before}contenttypeid`, `${before}contenttype`]
}
