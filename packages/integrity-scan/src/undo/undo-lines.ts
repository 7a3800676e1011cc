import type { RawRow } from '../fixes/raw-rows.ts'

/** What the first line says, so that a file is known for what it is. */
export const undoFormat = 'integrity-scan undo'
export const undoVersion = 1

/** Which database; a copy of it on another server is another one. */
export interface DatabaseIdentity {
  readonly name: string
  /** Within the server. */
  readonly oid: string
  /** Of the server's data, made by initdb; `null` where this user may not ask. */
  readonly system: string | null
}

/** The run whose changes an undo file takes back. */
export interface UndoRun {
  readonly id: string
  /** Version of this package. */
  readonly tool: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
}

/** The first line. */
export interface UndoHeader {
  readonly format: typeof undoFormat
  readonly version: typeof undoVersion
  readonly run: UndoRun
  readonly database: DatabaseIdentity
  /** Its number: the server knows what became of it. */
  readonly transaction: string
  /** Of the session: they decide about how values were written. */
  readonly settings: { readonly search_path: string; readonly TimeZone: string }
}

/** Begins rows that one repair has changed in one go; none of them points to another. */
export interface UndoSection {
  readonly check: string
  /** In the past: `removed`. */
  readonly action: string
  readonly kind: 'removed' | 'changed'
  readonly schema: string
  readonly table: string
  /** Name of the column that tells the rows apart. */
  readonly key: string
  /** Of the rows, in their order; what the database computes is left out. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Whose targets were looked for, as `orphan` names them; files of earlier versions have none. */
  readonly foreignKeys?: readonly string[]
}

/** A row as it was before. */
export interface UndoRow {
  readonly row: RawRow
  /** What became of its values, by column; left out for a row that was removed. */
  readonly became?: Readonly<Record<string, string | null>>
  /** Foreign keys, whose target was not there; left out where there are none. */
  readonly orphan?: readonly string[]
}

/** After the last row, before the commit: the file is whole. */
export interface UndoEnd {
  readonly rows: number
  /** Of all bytes before this line, hexadecimal. */
  readonly sha256: string
}

/** A line, by what it is; the last one comes after the commit. */
export type UndoLine =
  | { readonly undo: UndoHeader }
  | { readonly section: UndoSection }
  | UndoRow
  | { readonly end: UndoEnd }
  | { readonly committed: true }
