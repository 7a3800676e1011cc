import type { HttpClient } from '@m4sh/tools-core/connections/http'
import type { MessageRecord } from '../messages/message-book.ts'

/** Deleted at once. */
const concurrency = 8

/** Takes a run's messages away again, those of the warm-up too. @returns how many are gone */
export async function deleteMessages(http: HttpClient, records: readonly MessageRecord[]): Promise<number> {
  const ids = records.flatMap(({ id }) => (id === null ? [] : [id])).values()
  let deleted = 0
  const work = async (): Promise<void> => {
    // Shared: each takes the next that waits.
    for (const id of ids) {
      const answer = await http
        .request({ method: 'DELETE', url: `chat/messages/${encodeURIComponent(id)}/` })
        .catch(() => null)
      if (answer?.ok === true || answer?.status === 404) deleted++
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return deleted
}
