import { Socket } from 'node:net'
import type { Kysely } from 'kysely'
import { type ClientBase, Pool } from 'pg'
import type { DatabaseAddress } from '../address/database-address.ts'
import { toRunError } from '../faults/database-fault.ts'
import { connect, type ConnectOptions, DatabaseClient } from './connect.ts'
import { setUp } from './session-settings.ts'

/** How a pool of connections is opened. */
export interface KyselyOptions extends Omit<ConnectOptions, 'pipeline'> {
  /** At most so many at once. */
  readonly connections: number
}

/** A database and its connections. */
export interface OpenKysely<Database> {
  readonly db: Kysely<Database>
  /** The same connections, for what Kysely does not do. */
  readonly pool: Pool
  /** Waits for the statements that are under way. */
  readonly close: () => Promise<void>
  /**
   * Ends all connections that there are, at once and without a goodbye: a network that swallows everything would never let
   * it through. What is under way fails as lost; what comes later gets new connections.
   */
  readonly breakOff: () => void
}

/**
 * Opens a database for Kysely: one connection is made and closed, so that what hinders it is known at once, the others
 * come as they are needed. Errors of queries are those of `pg`: see `toRunError`.
 * @throws {DatabaseError} in words, with what to do
 * @throws {UsageError} where a certificate cannot be read
 * @throws the signal's reason
 */
export async function openKysely<Database>(
  address: DatabaseAddress,
  options: KyselyOptions,
): Promise<OpenKysely<Database>> {
  const { Kysely, PostgresDialect } = await import('kysely')
  const sockets = new Set<Socket>()
  const pool = await openPool(address, options, sockets)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const breakOff = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return { db, pool, close: () => db.destroy(), breakOff }
}

/** @param sockets are those of the connections that there are */
async function openPool(address: DatabaseAddress, options: KyselyOptions, sockets: Set<Socket>): Promise<Pool> {
  try {
    const { client, config } = await connect(address, options)
    await client.end()
    class PooledClient extends DatabaseClient {
      constructor() {
        const socket = new Socket()
        super(address, { ...config, stream: () => socket }, socket)
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
      }
    }
    // Without the config: the pool would count the wait for a free connection towards the timeout, too.
    const onConnect = (opened: ClientBase): Promise<void> => setUp(opened, options)
    const pool = new Pool({ max: options.connections, Client: PooledClient, onConnect })
    // An idle connection that breaks is replaced.
    pool.on('error', () => undefined)
    return pool
  } catch (error) {
    options.signal?.throwIfAborted()
    throw toRunError(error, address)
  }
}
