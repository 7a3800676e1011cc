import type { HttpClient } from '@m4sh/tools-core/connections/http'
import type { MessageBook } from '../messages/message-book.ts'
import { readHistory } from './read-history.ts'

/** Deleted at once. */
const concurrency = 8

/** What became of the messages of a run. */
export interface Deletion {
  readonly deleted: number
  /** Those that are known to be there still. */
  readonly left: number
}

/** Takes a run's messages away again, those of the warm-up too. Gives up where the platform is gone. */
export async function deleteMessages(
  http: HttpClient,
  book: MessageBook,
  lessons: readonly number[],
): Promise<Deletion> {
  await identifyAll(http, book, lessons)
  const all = book.records.flatMap(({ id }) => (id === null ? [] : [id]))
  const ids = all.values()
  let deleted = 0
  const work = async (): Promise<void> => {
    // Shared: each takes the next that waits.
    for (const id of ids) {
      const { ok, status } = await http.request({ method: 'DELETE', url: `chat/messages/${encodeURIComponent(id)}/` })
      if (ok || status === 404) deleted++
    }
  }
  await Promise.allSettled(Array.from({ length: concurrency }, work))
  return { deleted, left: all.length - deleted }
}

/** Some may have been written though nobody has told their id. */
async function identifyAll(http: HttpClient, book: MessageBook, lessons: readonly number[]): Promise<void> {
  const isKnown = () => book.records.every(({ id, sentAt }) => id !== null || sentAt === null)
  try {
    for (const lesson of new Set(lessons)) {
      if (isKnown()) return
      for await (const page of readHistory(http, lesson)) {
        for (const message of page) {
          const record = book.find(message)
          if (record) book.identify(record, message.id)
        }
        if (isKnown()) break
      }
    }
  } catch {
    // The others are deleted all the same.
  }
}
