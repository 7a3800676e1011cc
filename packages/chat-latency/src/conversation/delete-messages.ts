import { encodePercent } from '@m4sh/tools-core/values'
import { setTimeout as sleep } from 'node:timers/promises'
import { type HttpClient, retryAfterMs } from '@m4sh/tools-core/connections/http'
import { RunError } from '@m4sh/tools-core/errors'
import type { MessageBook, MessageRecord } from '../messages/message-book.ts'
import { mostPages, readHistory } from './read-history.ts'
import { mayHaveBeenTaken } from './send-message.ts'

/** Deleted at once. */
const concurrency = 8

/** Told to wait so often in a row, it gives up. */
const mostPauses = 6
/** Where the platform does not say how long, doubled each time. Milliseconds. */
const firstPauseMs = 500
const longestPauseMs = 10_000

/** What became of the messages of a run. */
export interface Deletion {
  readonly deleted: number
  /** Those that are there still, or may be. */
  readonly left: number
}

/**
 * Takes a run's messages away again, those of the warm-up too. It waits where it is told to, and gives up where the
 * platform is gone.
 */
export async function deleteMessages(
  http: HttpClient,
  book: MessageBook,
  lessons: readonly number[],
): Promise<Deletion> {
  const areAllKnown = await identifyAll(http, book, lessons)
  const unknown = areAllKnown ? 0 : book.records.filter(mayBeThere).length
  const all = book.records.flatMap(({ id }) => (id === null ? [] : [id]))
  const eraser = new Eraser(http, all)
  await Promise.all(Array.from({ length: concurrency }, async (_, hand) => await eraser.work(hand)))
  // What the others were told to wait with.
  await eraser.work(0)
  return { deleted: eraser.deleted, left: all.length - eraser.deleted + unknown }
}

/** Deletes by several hands; told to wait, it goes on with one. */
class Eraser {
  deleted = 0
  readonly #http: HttpClient
  /** Shared: each takes the next that waits. */
  readonly #waiting: string[]
  #isLimited = false
  #pauses = 0
  #pausedUntil = 0

  constructor(http: HttpClient, ids: readonly string[]) {
    this.#http = http
    this.#waiting = [...ids]
  }

  /** @param hand from 0 */
  async work(hand: number): Promise<void> {
    try {
      for (let id = this.#next(hand); id !== undefined; id = this.#next(hand)) await this.#delete(id)
    } catch (error) {
      // The platform is gone: what waits stays there.
      if (!(error instanceof RunError)) throw error
      this.#waiting.length = 0
    }
  }

  #next(hand: number): string | undefined {
    return hand > 0 && this.#isLimited ? undefined : this.#waiting.shift()
  }

  async #delete(id: string): Promise<void> {
    await sleep(Math.max(0, this.#pausedUntil - performance.now()))
    const { ok, status, headers } = await this.#http.request({
      method: 'DELETE',
      url: `chat/messages/${encodePercent(id)}/`,
    })
    if (ok || status === 404) {
      this.deleted++
      this.#pauses = 0
    } else if (status === 429) {
      this.#pause(retryAfterMs(headers.get('retry-after'), { now: () => new Date() }))
      this.#waiting.unshift(id)
    }
  }

  #pause(askedMs: number | undefined): void {
    this.#isLimited = true
    // Several that were told the same at once are one pause.
    if (performance.now() < this.#pausedUntil) return
    const waitMs = askedMs === undefined || askedMs === 0 ? firstPauseMs * 2 ** this.#pauses : askedMs
    if (++this.#pauses > mostPauses || waitMs > longestPauseMs)
      throw new RunError('The platform lets nothing be deleted for too long.')
    this.#pausedUntil = performance.now() + waitMs
  }
}

/** Written by all that is known, or not known not to be; nobody has told its id. */
function mayBeThere({ id, sentAt, failure }: MessageRecord): boolean {
  return id === null && sentAt !== null && (failure === null || mayHaveBeenTaken(failure))
}

/**
 * Some may have been written though nobody has told their id.
 * @returns false where some may have remained unknown
 */
async function identifyAll(http: HttpClient, book: MessageBook, lessons: readonly number[]): Promise<boolean> {
  try {
    for (const lesson of new Set(lessons)) {
      let pages = 0
      if (!book.records.some(mayBeThere)) return true
      for await (const page of readHistory(http, lesson)) {
        for (const message of page) {
          const record = book.find(message)
          if (record) book.identify(record, message.id)
        }
        pages++
        if (!book.records.some(mayBeThere)) return true
      }
      if (pages === mostPages) return false
    }
    return true
  } catch (error) {
    // The others are deleted all the same.
    if (!(error instanceof RunError)) throw error
    return false
  }
}
