import { Socket } from 'node:net'
import { Client, type ClientConfig } from 'pg'
import { isRecord } from '../../../values/is-record.ts'
import type { DatabaseAddress } from '../address/database-address.ts'
import { databaseFault } from '../faults/database-fault.ts'
import { requireBinding } from './channel-binding.ts'
import { clientConfig, type Way, waysOf } from './client-config.ts'
import { type SessionOptions, setUp } from './session-settings.ts'

/** How a session comes about. */
export interface ConnectOptions extends SessionOptions {
  /** Gives up connecting. */
  readonly signal?: AbortSignal
  /** Statements are sent without waiting for the answers to those before. */
  readonly pipeline?: boolean
}

export interface Connected {
  readonly client: DatabaseClient
  /** What worked, for further connections. */
  readonly config: ClientConfig
}

/** Connects by one of the ways that sslmode allows. Errors are those of `pg`. */
export async function connect(address: DatabaseAddress, options: ConnectOptions): Promise<Connected> {
  const [first, second] = waysOf(address)
  try {
    return await connectBy(first ?? 'plain', address, options)
  } catch (error) {
    if (second === undefined || !mayGoOtherwise(error)) throw error
    return await connectBy(second, address, options).catch((again: unknown) => {
      // Where neither way is let in, the first tells more.
      throw isNotLetIn(again) ? error : again
    })
  }
}

/** Whether what failed may be about TLS, or its absence. */
function mayGoOtherwise(error: unknown): boolean {
  const kind = databaseFault(error)?.kind
  return kind === 'tls' || kind === 'lost' || isNotLetIn(error)
}

/** By pg_hba.conf, which may have a line for one of the ways only. */
function isNotLetIn(error: unknown): boolean {
  return isRecord(error) && error['code'] === '28000'
}

async function connectBy(way: Way, address: DatabaseAddress, options: ConnectOptions): Promise<Connected> {
  const config = await clientConfig(address, way, options.applicationName)
  const socket = new Socket()
  const settings = { ...config, pipeline: options.pipeline ?? false, stream: () => socket }
  const client = new DatabaseClient(address, settings, socket)
  await begin(client, socket, options)
  return { client, config }
}

/** By itself `pg` cannot give up: its socket can. */
async function begin(client: Client, socket: Socket, options: ConnectOptions): Promise<void> {
  const { signal } = options
  signal?.throwIfAborted()
  const giveUp = (): unknown => socket.destroy()
  signal?.addEventListener('abort', giveUp)
  try {
    await client.connect()
    await setUp(client, options)
  } catch (error) {
    giveUp()
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

/** A client that is not connected yet. */
export class DatabaseClient extends Client {
  readonly #socket: Socket | null

  /** @param socket its own; `null` where `pg` makes it */
  constructor(
    { channelBinding }: Pick<DatabaseAddress, 'channelBinding'>,
    config: ClientConfig,
    socket: Socket | null = null,
  ) {
    super(config)
    this.#socket = socket
    // What breaks while it is idle is told by the next statement; where nobody listened, it would end the process.
    this.on('error', () => undefined)
    if (channelBinding === 'require') requireBinding(this)
  }

  /**
   * Ends it at once and without a goodbye, which a network that swallows everything would never let through: what is under
   * way fails as with any connection that is lost.
   */
  breakOff(): void {
    this.#socket?.destroy()
  }
}
