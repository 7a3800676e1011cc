import { writeAtomically } from '@m4sh/tools-core/files/write-atomically'
import type { LoggedImpairment, LoggedOperation } from './engine/logged.ts'

const ways = ['socket', 'out', 'in'] as const satisfies readonly LoggedImpairment['way'][]

/** What one client did, and what was drawn to befall it. */
interface ClientLog {
  readonly operations: LoggedOperation[]
  readonly impairments: LoggedImpairment[]
}

/** All that was done and drawn, by client: the same seed gives the same text, byte for byte. */
export class RunLog {
  readonly #path: string
  readonly #clients = new Map<number, ClientLog>()

  /** @param path where it is written to */
  constructor(path: string) {
    this.#path = path
  }

  addOperation(operation: LoggedOperation): void {
    this.#of(operation.client).operations.push(operation)
  }

  addImpairment(impairment: LoggedImpairment): void {
    this.#of(impairment.client).impairments.push(impairment)
  }

  async write(): Promise<void> {
    await writeAtomically(this.#path, this.#pieces(), { what: 'the log of operations', flag: '--operation-log' })
  }

  #of(client: number): ClientLog {
    const log = this.#clients.get(client) ?? { operations: [], impairments: [] }
    this.#clients.set(client, log)
    return log
  }

  *#pieces(): Iterable<string> {
    yield 'client\twhat\tindex\tat_ms\tdetail\n'
    for (const [client, { operations, impairments }] of [...this.#clients].sort(([a], [b]) => a - b)) {
      // A clock that counts from elsewhere loses the last bits of a time.
      for (const { sequence, dueMs, kind } of operations.sort((a, b) => a.sequence - b.sequence))
        yield `${client}\toperation\t${sequence}\t${dueMs.toFixed(3)}\t${kind}\n`
      for (const way of ways)
        for (const { index, what } of impairments.filter((one) => one.way === way))
          yield way === 'socket'
            ? `${client}\tsocket\t\t${index.toFixed(3)}\t${what}\n`
            : `${client}\t${way}\t${index}\t\t${what}\n`
    }
  }
}
