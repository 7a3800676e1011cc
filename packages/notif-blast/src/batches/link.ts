import type { DatabaseClient } from '@m4sh/tools-core/connections/postgres'
import { type Patience, keepTrying } from './keep-trying.ts'

export interface LinkOptions extends Patience {
  readonly open: () => Promise<DatabaseClient>
}

/** A connection that is opened again when it is lost, by whoever needs it first. */
export class Link {
  readonly #options: LinkOptions
  #client: DatabaseClient | null = null
  #opening: Promise<DatabaseClient> | null = null

  constructor(options: LinkOptions) {
    this.#options = options
  }

  /** @throws what the last try said, once there were tries for long enough */
  async client(): Promise<DatabaseClient> {
    if (this.#client) return this.#client
    this.#opening ??= this.#open().finally(() => (this.#opening = null))
    return await this.#opening
  }

  /** This one is of no use any more. */
  lost(client: DatabaseClient): void {
    if (this.#client !== client) return
    this.#client = null
    client.breakOff()
  }

  /** What is under way on it fails as lost. */
  breakOff(): void {
    this.#client?.breakOff()
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => undefined)
  }

  async #open(): Promise<DatabaseClient> {
    this.#client = await keepTrying(this.#options.open, this.#options)
    return this.#client
  }
}
