import { type DatabaseFault, databaseFault, type Queryable } from '@m4sh/tools-core/connections/postgres'

export type Outcome<Answer> = { readonly answer: Answer } | { readonly fault: DatabaseFault }

/**
 * Does something in a transaction that goes on whatever the server says to it.
 * @throws a lost connection, and what is no answer of a server
 */
export async function inSavepoint<Answer>(session: Queryable, work: () => Promise<Answer>): Promise<Outcome<Answer>> {
  await session.query('SAVEPOINT attempt')
  try {
    const answer = await work()
    await session.query('RELEASE attempt')
    return { answer }
  } catch (error) {
    const fault = databaseFault(error)
    if (fault === null || fault.isConnectionLost) throw error
    await session.query('ROLLBACK TO attempt')
    await session.query('RELEASE attempt')
    return { fault }
  }
}
