import { randomUUID } from 'node:crypto'
import { createHttpClient } from '@m4sh/tools-core/connections/http'
import { RunError } from '@m4sh/tools-core/errors'
import { Agenda, calibrateFloor, type GeneratorFigures, GeneratorWatch } from '@m4sh/tools-core/load'
import { summarize, type Summary } from '@m4sh/tools-core/stats/summary'
import { Random } from '@m4sh/tools-core/values/random'
import type { Config } from './config.ts'
import { Chat } from './conversation/chat.ts'
import { ChatCounts, type ChatRunParts } from './conversation/chat-run.ts'
import { deleteMessages } from './conversation/delete-messages.ts'
import { checkLesson } from './conversation/read-history.ts'
import { PostClient } from './conversation/post-client.ts'
import { TurnStamp } from './conversation/turn-stamp.ts'
import { MessageBook, type MessageRecord } from './messages/message-book.ts'
import { findPeople, patienceMs, type People } from './people/find-people.ts'
import type { ChatResult } from './result.ts'
import { type Schedule, scheduleOf } from './schedule.ts'
import { toResult } from './to-result.ts'
import { warningsOf } from './warnings.ts'

/** What a run needs of the outside world. */
export interface ChatDeps {
  /** Who writes and who reads; found as the config says if left out. */
  readonly people: People
  /** Letters and digits, by which the messages of a run are known: another one for each. Random if left out. */
  readonly tag: string
  /** Told of every second: how many were sent and received so far, and the latencies of this second. */
  readonly onSecond?: (progress: ChatProgress) => void
}

/** What one second of a run has brought. */
export interface ChatProgress {
  /** Seconds since the first message was due. */
  readonly seconds: number
  readonly sent: number
  readonly received: number
  readonly errors: number
  /** Of what was delivered since it was told last. Milliseconds. */
  readonly latencies: readonly number[]
}

/** What a run has found. */
export interface ChatRun {
  /** The figures, as the JSON report has them. */
  readonly result: ChatResult
  /** All messages but those of the warm-up; times by the monotonic clock that `origin` is of. */
  readonly records: readonly MessageRecord[]
  /** The first intended send, by that clock and by the clock on the wall. */
  readonly origin: { readonly monotonicMs: number; readonly wall: Date }
  /** What a reader of the figures has to know, in whole sentences. */
  readonly warnings: readonly string[]
}

/** The first message is due so long after all is ready. Milliseconds. */
const headStartMs = 20

/**
 * Writes in chats as users do, and measures how long a message takes until it is seen:
 * `await measureChatLatency(createConfig({ lesson: 1, senderToken, receiverToken }))`. It asks nobody before it sends, and
 * writes no file.
 * @param deps replace parts of the outside world
 * @param signal ends the run early; the result of what was done comes all the same
 * @throws {RunError} where the platform cannot be used at all: it does not answer, or knows neither user nor lesson
 */
export async function measureChatLatency(
  config: Config,
  deps: Partial<ChatDeps> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<ChatRun> {
  const people = deps.people ?? (await findPeople(config, signal))
  return await measureAmong(config, { ...deps, people, tag: deps.tag ?? makeTag(randomUUID()) }, signal)
}

/** @param uuid of version 4, whose random digits are taken */
export function makeTag(uuid: string): string {
  return `m${uuid.replaceAll('-', '').slice(0, 9)}`
}

async function measureAmong(config: Config, deps: ChatDeps, signal: AbortSignal): Promise<ChatRun> {
  await checkLessons(config, deps.people)
  const floor = await calibrateFloor({ signal })
  const run = prepare(config, deps, signal)
  try {
    return conclude(run, await cleanedUp(run, async () => await measured(run, deps)), floor)
  } catch (error) {
    throw withWhatIsLeft(error, run.counts.notDeleted)
  }
}

async function checkLessons({ lessons }: Config, { sender, receiver }: People): Promise<void> {
  for (const lesson of lessons) {
    await checkLesson(sender.http, lesson)
    if (receiver !== sender) await checkLesson(receiver.http, lesson)
  }
}

function prepare(config: Config, { people, tag }: ChatDeps, signal: AbortSignal): ChatRunParts {
  return {
    config,
    people,
    posts: new PostClient({ ...config, token: people.sender.token }),
    agenda: new Agenda({ precise: config.precise }),
    random: new Random(config.seed),
    book: new MessageBook(tag),
    counts: new ChatCounts(),
    turn: new TurnStamp(),
    signal,
  }
}

/** What is known at the end of a load, beside its messages and what was counted. */
interface Load {
  readonly origin: { readonly monotonicMs: number; readonly wall: Date }
  readonly schedule: Schedule
  readonly generator: GeneratorFigures
  readonly brokenOff: number
}

async function measured(run: ChatRunParts, deps: ChatDeps): Promise<Load> {
  const chat = new Chat(run)
  try {
    await chat.open()
    await chat.warmUp()
    run.counts.forgetWarmUp()
    return await underLoad(run, chat, deps)
  } finally {
    chat.close()
    run.posts.close()
    run.agenda.close()
  }
}

async function underLoad(run: ChatRunParts, chat: Chat, { onSecond }: ChatDeps): Promise<Load> {
  const { agenda, config, signal, book } = run
  const origin = { monotonicMs: agenda.now() + headStartMs, wall: new Date(Date.now() + headStartMs) }
  const watch = watchUntilQuiet(run, chat)
  const stopSeconds = everySecond(run, origin.monotonicMs, watch.sample, onSecond)
  let stoppedAt = Infinity
  const onAbort = () => void (stoppedAt = agenda.now())
  signal.addEventListener('abort', onAbort, { once: true })
  chat.start(origin.monotonicMs)
  if (config.durationMs !== null) agenda.at(origin.monotonicMs + config.durationMs, () => chat.stop())
  await chat.ended()
  stopSeconds()
  const generator = watch.stop()
  await chat.settled(summarize(latenciesOf(book)).p99 ?? 0)
  signal.removeEventListener('abort', onAbort)
  const schedule = scheduleOf(config, origin.monotonicMs, stoppedAt)
  return { origin, schedule, generator, brokenOff: signal.aborted ? 0 : chat.brokenOff }
}

function latenciesOf({ records }: MessageBook): number[] {
  return records.flatMap(({ receivedAt, scheduledAt }) => (receivedAt === null ? [] : [receivedAt - scheduledAt]))
}

function conclude(
  { book, counts }: ChatRunParts,
  { origin, schedule, generator, brokenOff }: Load,
  { p50, p99 }: Summary,
): ChatRun {
  const facts = { counts, generator, floor: { p50, p99 }, origin: origin.monotonicMs, schedule, brokenOff }
  const result = toResult(book.records, facts)
  return {
    result,
    records: book.records.filter(({ isWarmup }) => !isWarmup),
    origin,
    warnings: warningsOf(result, counts),
  }
}

/** However the work ends: what was written is taken away again, where that is wanted. */
async function cleanedUp<T>(run: ChatRunParts, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    const isWritten = run.book.records.some(({ sentAt }) => sentAt !== null)
    if (run.config.deletesMessages && isWritten) await cleanUp(run)
  }
}

/** With a client of its own: a run that was stopped cleans up as well. */
async function cleanUp({ config, people, book, counts }: ChatRunParts): Promise<void> {
  const { apiUrl, headers, lessons } = config
  const { token } = people.sender
  const http = createHttpClient({ baseUrl: apiUrl, token, headers, timeoutMs: patienceMs(config) })
  const { deleted, left } = await deleteMessages(http, book, lessons)
  counts.deleted = deleted
  counts.notDeleted = left
}

/** A run without a report has no other place to say it. */
function withWhatIsLeft(error: unknown, left: number): unknown {
  if (left === 0 || !(error instanceof RunError)) return error
  const { message, hint, cause } = error
  const says = `${message} ${left === 1 ? 'A message' : `${left} messages`} of this run could not be deleted.`
  return new RunError(says, { ...(hint !== undefined && { hint }), cause: cause ?? error })
}

/** Nothing was sent, heard or answered for so long: what is waited for now takes no work. Milliseconds. */
const quietMs = 500

/** Watches this machine while there is something to do: waiting for what is lost would make it look idle. */
function watchUntilQuiet(
  { agenda, counts }: ChatRunParts,
  chat: Chat,
): { readonly sample: () => void; readonly stop: () => GeneratorFigures } {
  const watch = new GeneratorWatch()
  let figures: GeneratorFigures | null = null
  const look = (): void => {
    if (figures !== null) return
    if (chat.isAllSent && agenda.now() - counts.activeAt > quietMs) figures = watch.stop()
    else agenda.after(quietMs / 2, look)
  }
  watch.start()
  look()
  return { sample: () => watch.sample(), stop: () => (figures ??= watch.stop()) }
}

function everySecond(
  { agenda, counts, book }: ChatRunParts,
  origin: number,
  sample: () => void,
  tell: ((progress: ChatProgress) => void) | undefined,
): () => void {
  let isOver = false
  let received = 0
  const plan = (seconds: number): void => {
    agenda.at(origin + seconds * 1000, () => {
      if (isOver) return
      sample()
      const { latencies } = counts
      counts.latencies = []
      received += latencies.length
      const errors = [...counts.errors.values()].reduce((sum, count) => sum + count, 0)
      tell?.({ seconds, sent: book.sent, received, errors, latencies })
      plan(seconds + 1)
    })
  }
  plan(1)
  return () => {
    isOver = true
  }
}
