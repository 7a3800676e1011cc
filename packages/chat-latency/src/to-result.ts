import { machineLimitKinds } from '@m4sh/tools-core/connections/http'
import { type GeneratorFigures, reportGenerator } from '@m4sh/tools-core/load'
import { inMicroseconds, roundToMicroseconds, summarize, type Summary } from '@m4sh/tools-core/stats/summary'
import type { ChatCounts } from './conversation/chat-run.ts'
import { histogramOf } from './histogram-bars.ts'
import type { MessageRecord } from './messages/message-book.ts'
import type { ChatResult, GeneratorSection } from './result.ts'
import type { Schedule } from './schedule.ts'

/** What a result needs beside the messages. Times by the messages' clock. */
export interface ResultFacts {
  readonly counts: ChatCounts
  readonly generator: GeneratorFigures
  readonly floor: GeneratorSection['floor']
  readonly origin: number
  readonly schedule: Schedule
  /** Conversations that had come to a standstill before the run ended. */
  readonly brokenOff: number
}

/** The figures of a report. Every sample is exact, and so is every percentile (nearest rank). */
export function toResult(all: readonly MessageRecord[], facts: ResultFacts): ChatResult {
  const { counts, origin, brokenOff } = facts
  const records = all.filter(({ isWarmup }) => !isWarmup)
  const received = records.filter(({ status }) => status === 'received')
  // What was under way when a run was stopped might still have come.
  const undelivered = records.filter(({ status }) => status !== 'received' && status !== 'waiting')
  const latencies = received.map(({ receivedAt, scheduledAt }) => roundToMicroseconds((receivedAt ?? 0) - scheduledAt))
  const latency = summaryOf(latencies)
  const statuses = (status: MessageRecord['status']) => records.filter((record) => record.status === status).length
  return {
    messages: {
      sent: records.filter(({ sentAt }) => sentAt !== null).length,
      acknowledged: records.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length,
      received: received.length,
      // What is still waiting when a run is given up did not come.
      lost: statuses('lost') + statuses('waiting'),
      recovered: statuses('recovered'),
      duplicated: counts.duplicated,
      outOfOrder: counts.outOfOrder,
      late: counts.late,
      failed: statuses('failed'),
      rateLimited: counts.rateLimited,
      warmup: all.length - records.length,
      deleted: counts.deleted,
    },
    latency,
    phases: {
      clientQueue: summaryOf(
        between(
          records,
          ({ scheduledAt }) => scheduledAt,
          ({ sentAt }) => sentAt,
        ),
      ),
      acknowledge: summaryOf(
        between(
          records,
          ({ sentAt }) => sentAt,
          ({ acknowledgedAt }) => acknowledgedAt,
        ),
      ),
      deliver: summaryOf(
        between(
          received,
          ({ sentAt }) => sentAt,
          ({ receivedAt }) => receivedAt,
        ),
      ),
      echo: summaryOf(
        between(
          records,
          ({ sentAt }) => sentAt,
          ({ echoedAt }) => echoedAt,
        ),
      ),
    },
    histogram: histogramOf(latencies),
    totalTimeMs: roundToMicroseconds(Math.max(0, lastEventOf(records) - origin)),
    errors: {
      count: [...counts.errors.values()].reduce((sum, count) => sum + count, 0),
      byKind: Object.fromEntries([...counts.errors].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    connections: { reconnects: counts.reconnects, brokenOff },
    generator: generatorSection(facts, latency, records),
    samples: { at: dueTimes(received, origin), latency: latencies, undelivered: dueTimes(undelivered, origin) },
    comparison: null,
  }
}

/** From the start of the run. */
function dueTimes(records: readonly MessageRecord[], origin: number): number[] {
  return records.map(({ scheduledAt }) => roundToMicroseconds(scheduledAt - origin))
}

function between(
  records: readonly MessageRecord[],
  from: (record: MessageRecord) => number | null,
  to: (record: MessageRecord) => number | null,
): number[] {
  return records.flatMap((record) => {
    const [start, end] = [from(record), to(record)]
    // A delivery may outrun the answer to its POST, and no clock is read twice for both.
    return start === null || end === null ? [] : [roundToMicroseconds(Math.max(0, end - start))]
  })
}

/** Of samples that are rounded already. */
function summaryOf(samples: readonly number[]): Summary {
  return inMicroseconds(summarize(samples))
}

/** The last that was sent, answered or heard: how long one waits for what is lost is no time of the run. */
function lastEventOf(records: readonly MessageRecord[]): number {
  let last = -Infinity
  for (const { sentAt, acknowledgedAt, receivedAt, echoedAt } of records)
    for (const at of [sentAt, acknowledgedAt, receivedAt, echoedAt]) if (at !== null && at > last) last = at
  return last
}

function generatorSection(
  { counts, generator, floor, schedule: { until, offered } }: ResultFacts,
  headline: Summary,
  records: readonly MessageRecord[],
): GeneratorSection {
  const handled = records.filter(({ handledAt }) => handledAt !== null && handledAt <= until).length
  const sendLag = summarize(
    between(
      records,
      ({ scheduledAt }) => scheduledAt,
      ({ handledAt }) => handledAt,
    ),
  )
  const load = {
    sendLag,
    headline,
    floor,
    offered: offered ?? handled,
    achieved: handled,
    outOfRoom: machineLimitKinds.reduce((sum, kind) => sum + (counts.errors.get(kind) ?? 0), 0),
  }
  return { ...reportGenerator(generator, load), turnWait: inMicroseconds(counts.turnWait.summary()) }
}
