/** What is given to the socket at once. Bytes. */
const chunkBytes = 64 * 1024

const buffers = 16

/**
 * Buffers of one connection, used again and again, in turn: a run sends hundreds of megabytes, and new ones for all of it
 * would fill the memory between two collections. A COPY hands the next chunk over when the socket holds less than its
 * high-water mark (16 or 64 KiB), which is far less than all of these hold together; and a connection begins the next COPY
 * when the server has answered the last one, so that nothing of it waits any more.
 */
export class ChunkRing {
  readonly size: number
  readonly #buffers: Buffer[] = []
  #at = 0

  /** @param leastBytes what a buffer has to have room for */
  constructor(leastBytes: number) {
    this.size = Math.max(chunkBytes, leastBytes)
  }

  next(): Buffer {
    this.#at = (this.#at + 1) % buffers
    return (this.#buffers[this.#at] ??= Buffer.allocUnsafeSlow(this.size))
  }
}
