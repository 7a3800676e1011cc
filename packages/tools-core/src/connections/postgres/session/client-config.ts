import type { ClientConfig } from 'pg'
import type { DatabaseAddress } from '../address/database-address.ts'
import { ClientFault, noPassword } from '../faults/database-fault.ts'
import { tlsOptionsOf } from './tls-options.ts'
import { valueTypes } from './value-types.ts'

/** How long a connection is silent before the system asks whether the other side still lives. */
const keepAliveAfterMs = 10_000

/** One way to connect. */
export type Way = 'plain' | 'tls'

/** The ways that sslmode allows, the one that is tried first first. */
export function waysOf({ sslMode }: Pick<DatabaseAddress, 'sslMode'>): readonly Way[] {
  if (sslMode === 'disable') return ['plain']
  if (sslMode === 'allow') return ['plain', 'tls']
  return sslMode === 'prefer' ? ['tls', 'plain'] : ['tls']
}

/**
 * What `pg` needs. It reads variables by itself for whatever is not there, and by rules of its own: so everything is.
 * @throws {UsageError} for a certificate that cannot be read
 */
export async function clientConfig(address: DatabaseAddress, way: Way, applicationName: string): Promise<ClientConfig> {
  const { host, hostAddress, port, database, user, password, options } = address
  return {
    host: hostAddress ?? host,
    port,
    database,
    user,
    password: () => password ?? refuse(),
    ssl: way === 'tls' && (await tlsOptionsOf(address)),
    sslnegotiation: way === 'tls' && address.isDirectTls ? 'direct' : 'postgres',
    enableChannelBinding: way === 'tls' && address.channelBinding !== 'disable',
    application_name: address.applicationName ?? applicationName,
    ...(options === undefined ? {} : { options }),
    client_encoding: 'UTF8',
    connectionTimeoutMillis: address.connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
    types: valueTypes,
  }
}

/** Asked for only where the server wants one. */
function refuse(): never {
  throw new ClientFault(noPassword)
}
