import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import type { LoggedOperation } from './workers/run-workers.ts'

/** What all clients did, in the order of clients and sequences: the same seed gives the same text, byte for byte. */
export class OperationRecords {
  readonly #byClient = new Map<number, string[]>()

  add({ client, sequence, kind, dueMs }: LoggedOperation): void {
    const lines = this.#byClient.get(client) ?? []
    this.#byClient.set(client, lines)
    // A clock that counts from elsewhere loses the last bits.
    lines[sequence] = `${client}\t${sequence}\t${dueMs.toFixed(3)}\t${kind}\n`
  }

  async write(path: string): Promise<void> {
    await writeAtomically(path, this.#pieces())
  }

  *#pieces(): Iterable<string> {
    yield 'client\tsequence\tdue_ms\tkind\n'
    for (const client of [...this.#byClient.keys()].sort((a, b) => a - b))
      yield (this.#byClient.get(client) ?? []).join('')
  }
}
