/** A column, as far as references are concerned. */
export interface SchemaColumn {
  /** Its number in the table, as foreign keys name it. */
  readonly number: number
  readonly name: string
  /** Ready for SQL. */
  readonly quoted: string
  /** The type as it was declared: `character varying(64)`. */
  readonly declared: string
  /** `int8`, `uuid`, `varchar` …; of a domain, what it is made of. */
  readonly type: string
  readonly typeOid: number
  /** The same ready for SQL, without its length. */
  readonly baseType: string
  /** Place in the primary key, from 0; `null` where it has none. */
  readonly keyPlace: number | null
  /** It alone is unique, in a way that a foreign key can point to. */
  readonly isUnique: boolean
}

export interface ForeignKey {
  readonly name: string
  /** Of the table it points to. */
  readonly target: number
  /** Numbers of columns here, and of those that they point to. */
  readonly columns: readonly number[]
  readonly targetColumns: readonly number[]
  /** `NOT VALID`: new rows are checked, older ones never were. `NOT ENFORCED`: nothing is. */
  readonly state: 'valid' | 'NOT VALID' | 'NOT ENFORCED'
}

/** A table that rows stand in: no view, no part of a partitioned table, none of an extension. */
export interface SchemaTable {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** With its schema, ready for SQL. */
  readonly quoted: string
  /** Its name, with its schema where it is not on the search path: for people, and for ids. */
  readonly label: string
  readonly isVisible: boolean
  readonly isPartitioned: boolean
  /** As of the last ANALYZE; 0 where there was none. */
  readonly estimatedRows: number
  /** Why its rows cannot be read, or not all of them; `null` where they can. */
  readonly unreadable: string | null
  readonly columns: readonly SchemaColumn[]
  readonly foreignKeys: readonly ForeignKey[]
}

/** A column and whose it is. */
export interface Place {
  readonly table: SchemaTable
  readonly column: SchemaColumn
}

/** `billing_invoice.user_id`, with the schema where the table is not on the search path. */
export function labelOf({ table, column }: Place): string {
  return `${table.label}.${plainName(column)}`
}

/** `public.billing_invoice.user_id`, as in SQL. */
export function sqlNameOf({ table, column }: Place): string {
  return `${table.quoted}.${column.quoted}`
}

/** As it is; in quotes where it would be taken for more than one name. */
export function plainName({ name, quoted }: { readonly name: string; readonly quoted: string }): string {
  return /[."]/.test(name) ? quoted : name
}

export function primaryKeyOf({ columns }: SchemaTable): readonly SchemaColumn[] {
  return columns
    .filter(({ keyPlace }) => keyPlace !== null)
    .sort((one, other) => (one.keyPlace ?? 0) - (other.keyPlace ?? 0))
}
