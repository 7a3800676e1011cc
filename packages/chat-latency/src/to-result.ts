import { type GeneratorFigures, reportGenerator } from '@m4sh/tools-core/load'
import { inMicroseconds, roundToMicroseconds, summarize, type Summary } from '@m4sh/tools-core/stats/summary'
import type { ChatCounts } from './conversation/chat-run.ts'
import { histogramOf } from './histogram-bars.ts'
import type { MessageRecord } from './messages/message-book.ts'
import type { ChatResult, GeneratorSection } from './result.ts'

/** What a result needs beside the messages. Times by the messages' clock. */
export interface ResultFacts {
  readonly counts: ChatCounts
  readonly generator: GeneratorFigures
  readonly floor: GeneratorSection['floor']
  readonly origin: number
  readonly endedAt: number
}

/** The figures of a report. Every sample is exact, and so is every percentile (nearest rank). */
export function toResult(all: readonly MessageRecord[], facts: ResultFacts): ChatResult {
  const { counts, origin, endedAt } = facts
  const records = all.filter(({ isWarmup }) => !isWarmup)
  const received = records.filter(({ status }) => status === 'received')
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
    totalTimeMs: roundToMicroseconds(Math.max(0, endedAt - origin)),
    errors: {
      count: [...counts.errors.values()].reduce((sum, count) => sum + count, 0),
      byKind: Object.fromEntries([...counts.errors].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    connections: { reconnects: counts.reconnects },
    generator: generatorSection(facts, latency, records.length),
    samples: { at: received.map(({ scheduledAt }) => roundToMicroseconds(scheduledAt - origin)), latency: latencies },
    comparison: null,
  }
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

function generatorSection(
  { counts, generator, floor }: ResultFacts,
  headline: Summary,
  achieved: number,
): GeneratorSection {
  const { offered } = counts
  const sendLag = counts.sendLag.summary()
  return {
    ...reportGenerator(generator, { sendLag, headline, offered, achieved, floor }),
    turnWait: inMicroseconds(counts.turnWait.summary()),
  }
}
