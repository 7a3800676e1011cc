import { type HistoryView, plural } from '@m4sh/tools-core/reporting'
import type { ChatResult } from './result.ts'

/** How runs of chat-latency are told beside each other. */
export const historyView: HistoryView<ChatResult> = {
  subject: ({ result: { messages } }) => plural(messages.sent, 'message'),
  target: ({ target }) => {
    const lessons = Array.isArray(target['lessons']) ? target['lessons'].map(String) : []
    return `${lessons.length === 1 ? 'lesson' : 'lessons'} ${lessons.join(', ')} at ${hostOf(target['url'])}`
  },
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
      title: 'Answer of the platform',
      unit: 'ms',
      better: 'less',
      lines: [
        { label: 'answer p95', path: 'result.phases.acknowledge.p95' },
        { label: 'answer p50', path: 'result.phases.acknowledge.p50' },
      ],
    },
    {
      title: 'What went wrong',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'lost', path: 'result.messages.lost' },
        { label: 'failed', path: 'result.messages.failed' },
        { label: 'duplicated', path: 'result.messages.duplicated' },
        { label: 'errors', path: 'result.errors.count' },
      ],
    },
  ],
}

/** What is no address is shown as it is. */
function hostOf(url: unknown): string {
  const text = String(url)
  return URL.canParse(text) ? new URL(text).host : text
}
