/** The usual names of a column, the likeliest first. */
export interface ColumnWish {
  readonly names: readonly string[]
}

/**
 * What a tool looks for: the usual name of a table and of its columns, by role. Roles that a table may do without are
 * the second parameter: `TableWish<'user' | 'readAt', 'readAt'>`.
 */
export interface TableWish<Role extends string, Optional extends Role = never> {
  /** What the table holds, for messages: `notifications`. */
  readonly purpose: string
  /** The likeliest first: `notifications_notification`. */
  readonly names: readonly string[]
  readonly columns: Readonly<
    Record<Exclude<Role, Optional>, ColumnWish> & Record<Optional, ColumnWish & { readonly optional: true }>
  >
  /** The tool writes rows: views are refused. */
  readonly isWritten?: boolean
}

/** What the user says about it. Names are as in SQL: `Weird` is `weird` unless it stands in quotes or only so exists. */
export interface TableMapping {
  /** `schema.name` or `name`. */
  readonly table?: string | undefined
  /** By role. */
  readonly columns?: Readonly<Record<string, string>> | undefined
}

/** What the user calls the two, for hints. */
export interface TableHints {
  /** Names the table: `--table`. */
  readonly table: string
  /** Names its columns: `"notif-blast.columns" in the config file`. */
  readonly columns: string
}

/** A column of the catalog, with the type that its values really have. */
export interface FoundColumn {
  readonly name: string
  /** Ready for SQL. */
  readonly quoted: string
  /** `int8`, `varchar`, `jsonb` …: `pg_type.typname` of what a domain is made of; `enum` for any of these. */
  readonly type: string
  /** Of the same type. */
  readonly typeOid: number
  /** The type as it was declared, ready for SQL: `character varying(50)`, `public.mood`. */
  readonly declared: string
  /** {@link type} ready for SQL, without its length: a cast to it cuts nothing. */
  readonly baseType: string
  /** Characters; `null` where there is no limit. */
  readonly maxLength: number | null
  readonly isNullable: boolean
  /** It need not be written: it has a default, or an identity or expression makes it. */
  readonly hasDefault: boolean
  /** It cannot be written: `GENERATED ALWAYS`, as identity or by an expression. */
  readonly isGenerated: boolean
  /** In their order; `null` for what is no enum. */
  readonly enumLabels: readonly string[] | null
}

/** What a relation is, in words. */
export type TableKind = 'table' | 'partitioned' | 'view' | 'materialized view' | 'foreign table'

/** A table of the catalog that is what was wished for. */
export interface FoundTable<Role extends string, Optional extends Role = never> {
  readonly schema: string
  readonly name: string
  /** With its schema, ready for SQL. */
  readonly quoted: string
  readonly columns: Readonly<Record<Exclude<Role, Optional>, FoundColumn> & Partial<Record<Optional, FoundColumn>>>
  /** Columns without a role, as they stand in the table. */
  readonly others: readonly FoundColumn[]
  readonly foundBy: 'config' | 'default name' | 'columns'
  readonly kind: TableKind
  /** As of the last ANALYZE; `null` where there was none. */
  readonly estimatedRows: number | null
  /** Of this user, on the table as a whole. */
  readonly privileges: Readonly<Record<'select' | 'insert' | 'update' | 'delete', boolean>>
  /** Row-level security holds for this user: rows may be hidden, and COPY into it is refused. */
  readonly hasRowSecurity: boolean
}
