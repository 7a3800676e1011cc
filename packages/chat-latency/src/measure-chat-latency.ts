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
  /** Of what was delivered so far. Milliseconds. */
  readonly latencies: readonly number[]
}

export interface ChatRun {
  readonly result: ChatResult
  /** All messages but those of the warm-up; times by the monotonic clock that `origin` is of. */
  readonly records: readonly MessageRecord[]
  /** The first intended send, by that clock and by the clock on the wall. */
  readonly origin: { readonly monotonicMs: number; readonly wall: Date }
  readonly warnings: readonly string[]
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
    // What went wrong so far is none of the run's.
    resetCounts(counts)
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
    for (const conversation of conversations) conversation.close()
    if (config.deletesMessages) counts.deleted = await deleteMessages(people.sender.http, book.records)
    const facts = { counts, generator, floor: { p50, p99 }, origin: origin.monotonicMs, endedAt }
    const result = toResult(book.records, facts)
    return {
      result,
      records: book.records.filter(({ isWarmup }) => !isWarmup),
      origin,
      warnings: warningsOf(result, counts),
    }
  } finally {
    for (const conversation of conversations) conversation.close()
    posts.close()
    agenda.close()
  }
}

function resetCounts(counts: ChatCounts): void {
  counts.errors.clear()
  counts.ends.clear()
  counts.turnWait.reset()
  Object.assign(counts, { duplicated: 0, outOfOrder: 0, late: 0, rateLimited: 0, reconnects: 0 })
}

function everySecond(
  { agenda, book, counts }: ChatRunParts,
  origin: number,
  watch: GeneratorWatch,
  tell: ((progress: ChatProgress) => void) | undefined,
): () => void {
  let isOver = false
  const plan = (seconds: number): void => {
    agenda.at(origin + seconds * 1000, () => {
      if (isOver) return
      watch.sample()
      const counted = book.records.filter(({ isWarmup }) => !isWarmup)
      tell?.({
        seconds,
        sent: counted.filter(({ sentAt }) => sentAt !== null).length,
        received: counted.filter(({ status }) => status === 'received').length,
        errors: [...counts.errors.values()].reduce((sum, count) => sum + count, 0),
        latencies: counted.flatMap(({ receivedAt, scheduledAt, status }) =>
          receivedAt !== null && status === 'received' ? [receivedAt - scheduledAt] : [],
        ),
      })
      plan(seconds + 1)
    })
  }
  plan(1)
  return () => {
    isOver = true
  }
}
