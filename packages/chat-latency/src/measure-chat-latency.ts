import { createHttpClient } from '@m4sh/tools-core/connections/http'
import { Agenda, calibrateFloor, type GeneratorFigures, GeneratorWatch } from '@m4sh/tools-core/load'
import { Random } from '@m4sh/tools-core/values/random'
import type { Config } from './config.ts'
import { ChatCounts, type ChatRunParts } from './conversation/chat-run.ts'
import { Conversation } from './conversation/conversation.ts'
import { deleteMessages } from './conversation/delete-messages.ts'
import { checkLesson } from './conversation/read-history.ts'
import { PostClient } from './conversation/post-client.ts'
import { TurnStamp } from './conversation/turn-stamp.ts'
import { MessageBook, type MessageRecord } from './messages/message-book.ts'
import type { People } from './people/find-people.ts'
import type { ChatResult } from './result.ts'
import { toResult } from './to-result.ts'
import { warningsOf } from './warnings.ts'

/** What a run needs of the outside world. */
export interface ChatDeps {
  readonly people: People
  /** Letters and digits; another one for each run. */
  readonly tag: string
  /** Told of every second: how many were sent and received so far, and the latencies of this second. */
  readonly onSecond?: (progress: ChatProgress) => void
}

export interface ChatProgress {
  /** Seconds since the first message was due. */
  readonly seconds: number
  readonly sent: number
  readonly received: number
  readonly errors: number
  /** Of what was delivered since it was told last. Milliseconds. */
  readonly latencies: readonly number[]
}

export interface ChatRun {
  readonly result: ChatResult
  /** All messages but those of the warm-up; times by the monotonic clock that `origin` is of. */
  readonly records: readonly MessageRecord[]
  /** The first intended send, by that clock and by the clock on the wall. */
  readonly origin: { readonly monotonicMs: number; readonly wall: Date }
  readonly warnings: readonly string[]
  /** Conversations that had come to a standstill before the run ended: socket, token or platform were gone. */
  readonly brokenOff: number
}

/** Sockets are opened so many at a time. */
const openedAtOnce = 20

/**
 * Writes in chats as users do, and measures how long a message takes until it is seen.
 * @param signal ends the run early; the result of what was done comes all the same
 * @throws {RunError} where the platform cannot be used at all
 */
export async function measureChatLatency(config: Config, deps: ChatDeps, signal: AbortSignal): Promise<ChatRun> {
  const { people } = deps
  for (const lesson of config.lessons) {
    await checkLesson(people.sender.http, lesson)
    if (people.receiver !== people.sender) await checkLesson(people.receiver.http, lesson)
  }
  const { p50, p99 } = await calibrateFloor({ signal })
  const agenda = new Agenda({ precise: config.precise })
  const book = new MessageBook(deps.tag)
  const counts = new ChatCounts()
  const random = new Random(config.seed)
  const posts = new PostClient({ ...config, token: people.sender.token })
  const run: ChatRunParts = { config, people, posts, agenda, random, book, counts, turn: new TurnStamp(), signal }
  const conversations = Array.from(
    { length: config.pairs },
    (_, index) => new Conversation(run, index, config.lessons[index % config.lessons.length] ?? 0),
  )
  try {
    for (let at = 0; at < conversations.length; at += openedAtOnce)
      await Promise.all(conversations.slice(at, at + openedAtOnce).map(async (one) => await one.open()))
    await Promise.all(conversations.map(async (one) => await one.warmUp()))
    counts.forgetWarmUp()
    const watch = new GeneratorWatch()
    watch.start()
    const origin = { monotonicMs: agenda.now() + 20, wall: new Date(Date.now() + 20) }
    const stopSeconds = everySecond(run, origin.monotonicMs, watch, deps.onSecond)
    for (const conversation of conversations) conversation.start(origin.monotonicMs)
    const { durationMs } = config
    if (durationMs !== null)
      agenda.at(origin.monotonicMs + durationMs, () => {
        for (const conversation of conversations) conversation.stop()
      })
    await Promise.all(conversations.map(async (one) => await one.ended()))
    const endedAt = agenda.now()
    stopSeconds()
    const generator: GeneratorFigures = watch.stop()
    const brokenOff = signal.aborted ? 0 : conversations.filter(({ isBrokenOff }) => isBrokenOff).length
    for (const conversation of conversations) conversation.close()
    if (config.deletesMessages) await cleanUp(run)
    const facts = { counts, generator, floor: { p50, p99 }, origin: origin.monotonicMs, endedAt }
    const result = toResult(book.records, facts)
    return {
      result,
      records: book.records.filter(({ isWarmup }) => !isWarmup),
      origin,
      warnings: warningsOf(result, counts, brokenOff),
      brokenOff,
    }
  } finally {
    for (const conversation of conversations) conversation.close()
    posts.close()
    agenda.close()
  }
}

/** With a client of its own: a run that was stopped cleans up as well. */
async function cleanUp({ config, people, book, counts }: ChatRunParts): Promise<void> {
  const { apiUrl, headers, timeoutMs, lessons } = config
  const http = createHttpClient({ baseUrl: apiUrl, token: people.sender.token, headers, timeoutMs })
  const { deleted, left } = await deleteMessages(http, book, lessons)
  counts.deleted = deleted
  counts.notDeleted = left
}

function everySecond(
  { agenda, counts }: ChatRunParts,
  origin: number,
  watch: GeneratorWatch,
  tell: ((progress: ChatProgress) => void) | undefined,
): () => void {
  let isOver = false
  const plan = (seconds: number): void => {
    agenda.at(origin + seconds * 1000, () => {
      if (isOver) return
      watch.sample()
      const { sent, received, latencies } = counts
      counts.latencies = []
      const errors = [...counts.errors.values()].reduce((sum, count) => sum + count, 0)
      tell?.({ seconds, sent, received, errors, latencies })
      plan(seconds + 1)
    })
  }
  plan(1)
  return () => {
    isOver = true
  }
}
