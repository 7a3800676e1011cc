import type { HistoryView } from '@m4sh/tools-core/reporting'
import { hostOf } from './host-of.ts'
import type { ChatLocalization } from './language/index.ts'
import type { ChatResult } from './result.ts'

/** How runs of chat-latency are told beside each other. */
export function historyView({ messages: { history: words } }: ChatLocalization): HistoryView<ChatResult> {
  return {
    subject: ({ result: { messages } }) => words.subject(messages.sent),
    target: ({ target }) => {
      const lessons = Array.isArray(target['lessons']) ? target['lessons'].map(String) : []
      return words.target(lessons, hostOf(target['url']))
    },
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
        title: words.answers,
        unit: 'ms',
        better: 'less',
        lines: [
          { label: words.answer('p95'), path: 'result.phases.acknowledge.p95' },
          { label: words.answer('p50'), path: 'result.phases.acknowledge.p50' },
        ],
      },
      {
        title: words.faults,
        unit: 'count',
        better: 'less',
        lines: [
          { label: words.lost, path: 'result.messages.lost' },
          { label: words.failed, path: 'result.messages.failed' },
          { label: words.duplicated, path: 'result.messages.duplicated' },
          { label: words.errors, path: 'result.errors.count' },
        ],
      },
    ],
  }
}
