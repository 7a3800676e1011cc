import type { DatabaseAddress } from '../address/database-address.ts'
import { toRunError } from '../faults/database-fault.ts'
import { connect, type ConnectOptions, type DatabaseClient } from './connect.ts'

/** How a client is to be. */
export type OpenOptions = ConnectOptions

/**
 * Opens one connection. `bigint` comes as a number up to 2^53 − 1, beyond that as text. A break while it is idle shows
 * with the next statement. End it with `client.end()`.
 * @throws {DatabaseError} in words, with what to do
 * @throws {UsageError} where a certificate cannot be read
 * @throws the signal's reason
 */
export async function openClient(address: DatabaseAddress, options: OpenOptions): Promise<DatabaseClient> {
  try {
    return (await connect(address, options)).client
  } catch (error) {
    options.signal?.throwIfAborted()
    throw toRunError(error, address)
  }
}
