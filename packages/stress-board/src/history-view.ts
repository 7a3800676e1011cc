import { type HistoryView, plural } from '@m4sh/tools-core/reporting'
import type { StressResult } from './result.ts'

/** How runs of stress-board are told beside each other. */
export const historyView: HistoryView<StressResult> = {
  subject: ({ result: { clients, rooms } }) =>
    `${plural(clients.requested, 'client')} on ${plural(rooms.length, 'lesson')}`,
  target: ({ target: { host, lessons } }) =>
    `${String(lessons).includes(',') ? 'lessons' : 'lesson'} ${String(lessons)} at ${String(host)}`,
  trends: [
    {
      title: 'Latency',
      unit: 'ms',
      better: 'less',
      lines: [
        { label: 'p95', path: 'result.latency.p95' },
        { label: 'p50', path: 'result.latency.p50' },
        { label: 'p99', path: 'result.latency.p99' },
      ],
    },
    {
      title: 'Delivered',
      unit: 'share',
      better: 'more',
      lines: [
        { label: 'delivered', path: 'result.messages.delivered' },
        { label: 'in time', path: 'result.fanOut.withinBudget' },
      ],
    },
    {
      title: 'What went wrong',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'lost', path: 'result.messages.lost' },
        { label: 'diverged', path: 'result.convergence.diverged' },
        { label: 'duplicated', path: 'result.messages.duplicated' },
        { label: 'errors', path: 'result.errors.count' },
      ],
    },
    {
      title: 'Throughput',
      unit: 'perSecond',
      better: null,
      lines: [
        { label: 'received', path: 'result.throughput.receivedPerSecond' },
        { label: 'sent', path: 'result.throughput.sentPerSecond' },
      ],
    },
  ],
}
