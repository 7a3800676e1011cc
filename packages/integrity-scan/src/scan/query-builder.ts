import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { Database } from '../checks/check.ts'

/** Writes queries; whoever has a connection runs them. The tables' names come from the catalog. */
export const queryBuilder: Database = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/**
 * A statement for `pg`, to be handed over as it is: by itself `pg` sends what has no values in the simple protocol, in
 * which a text can hold several statements. What a config file says could then leave the read-only transaction.
 */
export interface Statement {
  readonly text: string
  readonly values: unknown[]
  readonly queryMode?: 'extended'
}

export function statementOf(
  query: RawBuilder<unknown> | { compile(): ReturnType<RawBuilder<unknown>['compile']> },
): Statement {
  const { sql, parameters } = query.compile(queryBuilder)
  return { text: sql, values: [...parameters], queryMode: 'extended' }
}
