import type { Client } from 'pg'
import { type Patience, trySurely } from './try-surely.ts'

export interface LinkOptions extends Patience {
  readonly open: () => Promise<Client>
}

/** A connection that is opened again when it is lost, by whoever needs it first. */
export class Link {
  readonly #options: LinkOptions
  #client: Client | null = null
  #opening: Promise<Client> | null = null

  constructor(options: LinkOptions) {
    this.#options = options
  }

  /** @throws what the last try said, once there were tries for long enough */
  async client(): Promise<Client> {
    if (this.#client) return this.#client
    this.#opening ??= this.#open().finally(() => (this.#opening = null))
    return await this.#opening
  }

  /** This one is of no use any more. */
  lost(client: Client): void {
    if (this.#client !== client) return
    this.#client = null
    // It may be half open: nobody waits for its goodbye.
    void client.end().catch(() => undefined)
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => undefined)
  }

  async #open(): Promise<Client> {
    this.#client = await trySurely(this.#options.open, this.#options)
    return this.#client
  }
}
