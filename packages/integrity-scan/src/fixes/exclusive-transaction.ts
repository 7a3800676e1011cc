import { setTimeout as sleep } from 'node:timers/promises'
import {
  type DatabaseAddress,
  type DatabaseClient,
  openClient,
  toRunError,
} from '@m4sh/tools-core/connections/postgres'
import { RunError } from '@m4sh/tools-core/errors'
import { cancelStatements } from '../scan/cancel-statements.ts'
import { setLocally, settingsOf } from '../scan/session-settings.ts'

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

/** Nobody has answered the commit: it may have been done. */
export class CommitUnknown extends RunError {
  override readonly name = 'CommitUnknown'
}

/** One transaction that sees one picture of the database, and beside which nobody else repairs or undoes. */
export class ExclusiveTransaction {
  readonly client: DatabaseClient
  readonly #signal: AbortSignal
  readonly #stop: () => void
  readonly #closing = new AbortController()
  #mayBeCommitted = false

  private constructor(address: DatabaseAddress, client: DatabaseClient, pid: number, signal: AbortSignal) {
    this.client = client
    this.#signal = signal
    // By itself the server would go on with the statement, and hold its locks.
    this.#stop = () => void cancelStatements(address, [client], [pid], this.#closing.signal)
    signal.addEventListener('abort', this.#stop)
  }

  /**
   * Until {@link commit} the signal has the server give up what it does, by which everything is rolled back.
   * @throws {RunError} where another run does not end in time, or the database is set to read only
   * @throws {DatabaseError} where the database cannot be reached
   */
  static async begin(
    address: DatabaseAddress,
    settings: TransactionSettings,
    signal: AbortSignal,
  ): Promise<ExclusiveTransaction> {
    const client = await openClient(address, { applicationName: 'integrity-scan', signal })
    const transaction = await ExclusiveTransaction.#over(address, client, signal)
    try {
      await beginAlone(client, settings, signal)
      return transaction
    } catch (error) {
      await transaction.end()
      throw error
    }
  }

  static async #over(
    address: DatabaseAddress,
    client: DatabaseClient,
    signal: AbortSignal,
  ): Promise<ExclusiveTransaction> {
    try {
      return new ExclusiveTransaction(address, client, await readProcessId(client), signal)
    } catch (error) {
      await client.end()
      throw error
    }
  }

  /** The commit was sent, and nobody has said that it was not done. */
  get mayBeCommitted(): boolean {
    return this.#mayBeCommitted
  }

  /**
   * From here on the signal is not heeded: nobody would know what became of it.
   * @param unknown what to say where no answer comes
   * @throws the signal's reason, if it came before
   * @throws {CommitUnknown} where it may have been done; anything else says that it was not
   */
  async commit(unknown: { readonly message: string; readonly hint: string }): Promise<void> {
    this.#signal.throwIfAborted()
    this.#signal.removeEventListener('abort', this.#stop)
    this.#mayBeCommitted = true
    const { command } = await this.client.query('COMMIT').catch(async (error: unknown) => {
      if (await this.#isRefused(error)) this.#mayBeCommitted = false
      throw this.#mayBeCommitted ? new CommitUnknown(unknown.message, { hint: unknown.hint, cause: error }) : error
    })
    if (command === 'COMMIT') return
    // That is how the server answers where a statement has failed before.
    this.#mayBeCommitted = command !== 'ROLLBACK'
    if (this.#mayBeCommitted) throw new CommitUnknown(unknown.message, { hint: unknown.hint })
    throw new RunError('The database has rolled everything back instead of committing it. Nothing was changed.')
  }

  /** The server has said so, and goes on: who panics, or is stopped, may have written the commit down before. */
  async #isRefused(error: unknown): Promise<boolean> {
    if (!isRefusal(error)) return false
    return await this.rollback().then(
      () => true,
      () => false,
    )
  }

  async rollback(): Promise<void> {
    await this.client.query('ROLLBACK')
  }

  async end(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#stop)
    this.#closing.abort()
    await this.client.end().catch(() => undefined)
  }
}

/**
 * Does something in a transaction of its own, which ends with it.
 * @returns `null` where the signal has stopped it before the commit: nothing is changed
 * @throws {RunError} {@link ExclusiveTransaction.begin}, {@link ExclusiveTransaction.commit}, and for what the database says
 */
export async function inExclusiveTransaction<Done>(
  address: DatabaseAddress,
  { settings, signal }: { readonly settings: TransactionSettings; readonly signal: AbortSignal },
  work: (transaction: ExclusiveTransaction) => Promise<Done>,
): Promise<Done | null> {
  let transaction: ExclusiveTransaction | null = null
  try {
    transaction = await ExclusiveTransaction.begin(address, settings, signal)
    return await work(transaction)
  } catch (error) {
    if (signal.aborted && transaction?.mayBeCommitted !== true) return null
    throw toRunError(error, address)
  } finally {
    await transaction?.end()
  }
}

/** An answer of the server itself, by SQLSTATE: connections that break and servers that stop have such codes, too. */
function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('severity' in error) || !('code' in error)) return false
  return /^(?!08|57P|40003)[\dA-Z]{5}$/.test(String(error.code))
}

/** Who has set a database, or a user, to read only means repairs as well. @throws {RunError} */
async function readProcessId(client: DatabaseClient): Promise<number> {
  const { rows } = await client.query<{ readonly pid: number; readonly readOnly: string }>(
    `SELECT pg_catalog.pg_backend_pid() AS pid, pg_catalog.current_setting('default_transaction_read_only') AS "readOnly"`,
  )
  if (rows[0]?.readOnly === 'on')
    throw new RunError('The database, or this user, is set to read only (default_transaction_read_only).', {
      hint: 'Give a user who may write in --database-url.',
    })
  return rows[0]?.pid ?? 0
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
