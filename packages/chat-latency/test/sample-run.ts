import { Histogram } from '@m4sh/tools-core/stats/histogram'
import { ChatCounts } from '../src/conversation/chat-run.ts'
import { MessageBook, type MessageRecord } from '../src/messages/message-book.ts'
import type { ChatResult } from '../src/result.ts'
import { type ResultFacts, toResult } from '../src/to-result.ts'

/** When the run began, by the clock of its messages. Milliseconds. */
export const origin = 5000

/** One that had nothing else to do. */
export const idleGenerator: ResultFacts['generator'] = {
  workers: 1,
  wallMs: 10_000,
  cpuSeconds: 0.5,
  cpuScope: 'thread',
  cpuShare: 0.05,
  runWaitShare: 0.01,
  stealShare: null,
  eventLoopLag: new Histogram().summary(),
  eventLoopLagHistogram: new Histogram().toJSON(),
  maxRssBytes: 50_000_000,
  worst: { cpuShare: 0.1, runWaitShare: 0.02 },
}

export interface Station {
  /** From the start of the run. Milliseconds. */
  readonly due: number
  /** All from when it was due; `null` for never. */
  readonly handled?: number | null
  readonly sent?: number | null
  readonly acknowledged?: number | null
  readonly received?: number | null
  readonly echoed?: number | null
  readonly status?: MessageRecord['status']
  readonly isWarmup?: boolean
  readonly id?: string
}

/** Messages with these times; what is left out went as it should. */
export function recordsOf(stations: readonly Station[]): readonly MessageRecord[] {
  const book = new MessageBook('mabc')
  for (const one of stations) {
    const { due, handled = 0, sent = 0, acknowledged = 2, received = 3, echoed = 4, status, isWarmup = false, id } = one
    const at = (after: number | null) => (after === null ? null : origin + due + after)
    const record = book.add(0, origin + due, isWarmup)
    book.identify(record, id ?? null)
    Object.assign(record, {
      handledAt: at(handled),
      sentAt: at(sent),
      acknowledgedAt: at(acknowledged),
      receivedAt: at(received),
      echoedAt: at(echoed),
      status: status ?? 'received',
    })
  }
  return book.records
}

export function countsOf(change: Partial<ChatCounts> = {}): ChatCounts {
  return Object.assign(new ChatCounts(), change)
}

/** What comes of messages with these times. */
export function resultOf(stations: readonly Station[], facts: Partial<ResultFacts> = {}): ChatResult {
  const whole = {
    counts: countsOf(),
    generator: idleGenerator,
    floor: { p50: 0.12, p99: 0.3 },
    origin,
    schedule: { until: Infinity, offered: null },
    brokenOff: 0,
  }
  return toResult(recordsOf(stations), { ...whole, ...facts })
}

/** So many messages, ten a second; they take 1, 2, 3 … ms. */
export function ladder(count: number): Station[] {
  return Array.from({ length: count }, (_, at) => ({ due: at * 100, received: at + 1 }))
}
