import type { Redactor } from '@m4sh/tools-core/redaction'
import type { CsvTable } from '@m4sh/tools-core/reporting'
import type { ChatRun } from './measure-chat-latency.ts'
import type { MessageRecord } from './messages/message-book.ts'

const columns = [
  'index',
  'message_id',
  'scheduled_at',
  'sent_at',
  'acknowledged_at',
  'received_at',
  'latency_ms',
  'status',
] as const

/** The raw samples, a row a message, in the order in which they were due. Instants are ISO 8601, UTC, to the microsecond. */
export function samplesCsv({ records, origin }: Pick<ChatRun, 'records' | 'origin'>, secrets: Redactor): CsvTable {
  const instant = (at: number | null) =>
    at === null ? null : instantOf(origin.wall.getTime(), at - origin.monotonicMs)
  return { columns, rows: rows() }

  function* rows(): Iterable<readonly unknown[]> {
    const inOrder = [...records].sort((a, b) => a.scheduledAt - b.scheduledAt)
    for (const [index, record] of inOrder.entries())
      yield [
        index,
        record.id === null ? null : secrets.redactText(record.id),
        instant(record.scheduledAt),
        instant(record.sentAt),
        instant(record.acknowledgedAt),
        instant(record.receivedAt),
        latencyOf(record),
        record.status === 'waiting' ? 'lost' : record.status,
      ]
  }
}

/** Of a message that was delivered in time. */
function latencyOf({ status, receivedAt, scheduledAt }: MessageRecord): string | null {
  return status === 'received' && receivedAt !== null ? (receivedAt - scheduledAt).toFixed(3) : null
}

/** @param wallMs since 1970, a whole number */
function instantOf(wallMs: number, afterMs: number): string {
  const microseconds = Math.round(afterMs * 1000)
  const whole = Math.floor(microseconds / 1000)
  const rest = String(microseconds - whole * 1000).padStart(3, '0')
  return new Date(wallMs + whole).toISOString().replace('Z', `${rest}Z`)
}
