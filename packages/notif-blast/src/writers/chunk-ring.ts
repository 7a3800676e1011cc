/** What is given to the socket at once. Bytes. */
const chunkBytes = 64 * 1024

const buffers = 16

/**
 * Buffers that are used again and again, in turn: a run sends hundreds of megabytes, and new ones for all of it would fill the
 * memory between two collections. One is free again when the others had their turn: a socket asks to wait as soon as it
 * holds its high-water mark, which is less than they hold together.
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
