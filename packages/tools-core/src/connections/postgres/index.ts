export {
  databaseAddress,
  type DatabaseAddress,
  type Environment,
  findDatabaseAddress,
} from './address/database-address.ts'
export type { Encryption, SslMode } from './address/encryption.ts'
export { isLoopbackHost } from './address/loopback.ts'
export {
  DatabaseError,
  type DatabaseFault,
  databaseFault,
  type DatabaseFaultKind,
  toRunError,
} from './faults/database-fault.ts'
export type { DatabaseClient } from './session/connect.ts'
export { openClient, type OpenOptions } from './session/open-client.ts'
export { type KyselyOptions, openKysely, type OpenKysely } from './session/open-kysely.ts'
export type { SessionOptions } from './session/session-settings.ts'
export { findTable, findTables, type TableRequest } from './tables/find-table.ts'
export { lackOfColumn } from './tables/match-columns.ts'
export { type Queryable, readRelations, type Relation } from './tables/relations.ts'
export type {
  ColumnWish,
  FoundColumn,
  FoundTable,
  TableHints,
  TableKind,
  TableMapping,
  TableWish,
} from './tables/table-wish.ts'
