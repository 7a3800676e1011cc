import type { HistoryView } from '@m4sh/tools-core/reporting'
import type { StressLocalization } from './language/index.ts'
import type { StressResult } from './result.ts'

/** How runs of stress-board are told beside each other. */
export function historyView({ messages: { history: words } }: StressLocalization): HistoryView<StressResult> {
  return {
    subject: ({ result: { clients, rooms } }) => words.subject(clients.requested, rooms.length),
    target: ({ target: { host, lessons } }) => words.target(String(lessons), String(host)),
    trends: [
      {
        title: words.latency,
        unit: 'ms',
        better: 'less',
        lines: [
          { label: 'p95', path: 'result.latency.p95' },
          { label: 'p50', path: 'result.latency.p50' },
          { label: 'p99', path: 'result.latency.p99' },
        ],
      },
      {
        title: words.deliveries,
        unit: 'share',
        better: 'more',
        lines: [
          { label: words.delivered, path: 'result.messages.delivered' },
          { label: words.inTime, path: 'result.fanOut.withinBudget' },
        ],
      },
      {
        title: words.faults,
        unit: 'count',
        better: 'less',
        lines: [
          { label: words.lost, path: 'result.messages.lost' },
          { label: words.diverged, path: 'result.convergence.diverged' },
          { label: words.duplicated, path: 'result.messages.duplicated' },
          { label: words.errors, path: 'result.errors.count' },
        ],
      },
      {
        title: words.throughput,
        unit: 'perSecond',
        better: null,
        lines: [
          { label: words.received, path: 'result.throughput.receivedPerSecond' },
          { label: words.sent, path: 'result.throughput.sentPerSecond' },
        ],
      },
    ],
  }
}
