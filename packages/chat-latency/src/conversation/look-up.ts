import { createHttpClient, type HttpClient } from '@m4sh/tools-core/connections/http'
import { RunError } from '@m4sh/tools-core/errors'
import type { MessageRecord } from '../messages/message-book.ts'
import { patienceMs } from '../people/find-people.ts'
import type { ChatRunParts } from './chat-run.ts'
import { readHistory } from './read-history.ts'

/** Between two looks into a history that could not be read. Milliseconds. */
const lookAgainMs = 1000

export interface LookUpHooks {
  /** What may have been missed by now, by lesson. */
  readonly missing: () => ReadonlyMap<number, ReadonlySet<MessageRecord>>
  readonly onFound: (record: MessageRecord) => void
}

/** The receiver looks what was written while it was away, as a browser does; one look at a time. */
export class LookUp {
  readonly #run: ChatRunParts
  readonly #hooks: LookUpHooks
  readonly #http: HttpClient
  /** A run that was stopped still looks: what ends that is the end of the run. */
  readonly #end = new AbortController()
  #isLooking = false
  #isWanted = false

  constructor(run: ChatRunParts, hooks: LookUpHooks) {
    const { apiUrl, headers } = run.config
    const { token } = run.people.receiver
    this.#run = run
    this.#hooks = hooks
    this.#http = createHttpClient({
      baseUrl: apiUrl,
      token,
      headers,
      retries: 0,
      timeoutMs: patienceMs(run.config),
      signal: this.#end.signal,
    })
  }

  /** Now, or again once the look that goes on is done. */
  async look(): Promise<void> {
    this.#isWanted = true
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      while (this.#isWanted && !this.#end.signal.aborted) {
        this.#isWanted = false
        for (const [lesson, missing] of this.#hooks.missing()) await this.#find(lesson, new Set(missing))
      }
    } catch (error) {
      if (this.#end.signal.aborted) return
      if (!(error instanceof RunError)) throw error
      this.#run.counts.error('history')
      this.#run.agenda.after(lookAgainMs, () => void this.look())
    } finally {
      this.#isLooking = false
    }
  }

  /** What is under way is given up. */
  close(): void {
    this.#end.abort()
  }

  async #find(lesson: number, missing: Set<MessageRecord>): Promise<void> {
    for await (const page of readHistory(this.#http, lesson)) {
      for (const message of page) {
        const record = this.#run.book.find(message)
        if (!record || !missing.delete(record)) continue
        this.#run.book.identify(record, message.id)
        this.#hooks.onFound(record)
      }
      if (missing.size === 0) return
    }
  }
}
