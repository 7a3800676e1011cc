import { setTimeout as sleep } from 'node:timers/promises'
import { type DatabaseAddress, type DatabaseClient, openClient } from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { settingsOf } from '../scan/open-snapshot.ts'

export interface TransactionSettings {
  /** 0 for none. */
  readonly statementTimeoutMs: number
  /** Of a row's or table's lock, and of the wait for another run to end; 0 for none. */
  readonly lockTimeoutMs: number
  /** Looked through first for tables, in their order; empty for the search path as it is. */
  readonly schemas: readonly string[]
}

/** Of all databases the same: the first eight bytes of the SHA-256 of `@m4sh/integrity-scan --fix`, as PostgreSQL reads them. */
const lockKey = '-748707598561953244'

const pollMs = 100

/**
 * Values as text that can be read back as exactly the same: what pg_dump sets, and the currency's form, which would
 * follow the session's language.
 */
const exactTexts = {
  IntervalStyle: 'postgres',
  extra_float_digits: '3',
  bytea_output: 'hex',
  lc_monetary: 'C',
  xmloption: 'content',
}

/** One transaction that sees one picture of the database, and beside which nobody else repairs or undoes. */
export class ExclusiveTransaction {
  readonly client: DatabaseClient
  readonly #signal: AbortSignal
  readonly #breakOff: () => void

  private constructor(client: DatabaseClient, signal: AbortSignal) {
    this.client = client
    this.#signal = signal
    this.#breakOff = () => client.breakOff()
    signal.addEventListener('abort', this.#breakOff)
  }

  /**
   * Until {@link commit} the signal breaks the connection off, by which the server rolls everything back.
   * @throws {RunError} where another run does not end in time
   * @throws {DatabaseError} where the database cannot be reached
   */
  static async begin(
    address: DatabaseAddress,
    settings: TransactionSettings,
    signal: AbortSignal,
  ): Promise<ExclusiveTransaction> {
    const client = await openClient(address, { applicationName: 'integrity-scan', signal })
    const transaction = new ExclusiveTransaction(client, signal)
    try {
      await beginAlone(client, settings, signal)
      return transaction
    } catch (error) {
      await transaction.end()
      throw error
    }
  }

  /**
   * From here on the signal is not heeded: nobody would know what became of it.
   * @throws the signal's reason, if it came before
   */
  async commit(): Promise<void> {
    this.#signal.throwIfAborted()
    this.#signal.removeEventListener('abort', this.#breakOff)
    await this.client.query('COMMIT')
  }

  async rollback(): Promise<void> {
    await this.client.query('ROLLBACK')
  }

  async end(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#breakOff)
    await this.client.end().catch(() => undefined)
  }
}

/** The lock comes first: what is seen is as it was when the transaction's first statement began. */
async function beginAlone(client: DatabaseClient, settings: TransactionSettings, signal: AbortSignal): Promise<void> {
  const { statementTimeoutMs, lockTimeoutMs, schemas } = settings
  const deadline = lockTimeoutMs === 0 ? Infinity : performance.now() + lockTimeoutMs
  while (!(await beginWithLock(client))) {
    await client.query('ROLLBACK')
    if (performance.now() >= deadline)
      throw new RunError('Another --fix or --undo is under way on this database.', {
        hint: 'Wait until it has ended, or give a longer --lock-timeout.',
      })
    await sleep(pollMs, undefined, { signal })
  }
  await setLocally(client, {
    ...settingsOf({ connections: 1, statementTimeoutMs, lockTimeoutMs, schemas }),
    ...exactTexts,
    // What is told as done must not be lost by a crash of the server, whatever it does with others' transactions.
    synchronous_commit: 'on',
  })
}

async function beginWithLock(client: DatabaseClient): Promise<boolean> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE')
  const { rows } = await client.query<{ readonly taken: boolean }>(
    'SELECT pg_catalog.pg_try_advisory_xact_lock($1::bigint) AS taken',
    [lockKey],
  )
  return rows[0]?.taken === true
}

/** Until the transaction ends. */
export async function setLocally(client: DatabaseClient, settings: Readonly<Record<string, string>>): Promise<void> {
  await client.query('SELECT pg_catalog.set_config(key, value, true) FROM pg_catalog.json_each_text($1)', [
    JSON.stringify(settings),
  ])
}
