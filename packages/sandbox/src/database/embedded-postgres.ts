import { mkdtempSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { prepareDataFolder } from './data-folder.ts'
import { toRunError } from './database-error.ts'
import { findBinaries } from './postgres-binaries.ts'
import { startServer, type PostgresServer } from './postgres-server.ts'
import { ProcessGuard } from './process-guard.ts'
import { findServerUser } from './server-user.ts'

export interface EmbeddedPostgres {
  /** `postgresql://m4sh:m4sh@127.0.0.1:40123/m4sh` */
  readonly url: string
  /** Comes when the server ends, whoever has ended it, with the last that it has said. */
  readonly ended: Promise<string>
  /** Ends the server and, where the data was not to be kept, removes it. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Folder that keeps the data; `null` for one that goes with the server. */
  dataFolder: string | null
  /** Gives up. */
  signal?: AbortSignal | undefined
}

/** Printed by the sandbox anyway, and only to be reached from this machine. */
const user = 'm4sh'
const database = 'm4sh'

/**
 * Starts a PostgreSQL of its own on loopback and a free port.
 * @throws {RunError} where there is no PostgreSQL for this platform, no room, or the data is in use
 */
export async function startEmbeddedPostgres({
  dataFolder,
  signal,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  // In one go: a folder without a guard would outlive this process if that is killed.
  const scratch = mkdtempSync(join(tmpdir(), 'm4sh-sandbox-'))
  const guard = new ProcessGuard(scratch)
  let server: PostgresServer | null = null
  const stop = async (): Promise<void> => {
    await server?.stop()
    await rm(scratch, { recursive: true, force: true })
    guard.dismiss()
  }
  try {
    // Whoever runs the server has to get in.
    await chmod(scratch, 0o755)
    signal?.throwIfAborted()
    const runAs = await findServerUser()
    const { initdb, postgres } = await findBinaries(runAs, scratch)
    const data = dataFolder ?? join(scratch, 'data')
    await prepareDataFolder(data, { initdb, user, runAs, scratch, guard, signal })
    server = await startServer({ postgres, data, isKept: dataFolder !== null, runAs, guard })
    signal?.throwIfAborted()
    await createDatabase(server.port)
    return {
      url: `postgresql://${user}:${user}@127.0.0.1:${server.port}/${database}`,
      ended: server.ended,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function createDatabase(port: number): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user, password: user, database: 'postgres' })
  try {
    await client.connect()
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`)
  } catch (error) {
    throw toRunError(error, 'of the sandbox')
  } finally {
    await client.end()
  }
}
