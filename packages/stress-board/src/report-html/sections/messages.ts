import { bytes, share, whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure, type Section, section } from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../../result.ts'

export function messagesSection({ messages }: StressResult): Section {
  const impaired = impairmentFigures(messages)
  return section({
    id: 'messages',
    title: 'Messages',
    intro: 'What was sent and what came, and what this tool did to it: its impairments play the bad network.',
    remarks: impaired.length === 0 ? ['No impairment of this tool touched a message.'] : [],
    figures: [
      figure('Due', whole(messages.offered), 'operations that the load wanted in the time of the run'),
      figure('Done', whole(messages.achieved), 'of them were really done'),
      figure('Sent', whole(messages.sent), `messages were written to a socket, ${bytes(messages.bytesSent)}`),
      figure(
        'Expected',
        whole(messages.expected),
        'deliveries: each message at everybody else who surely was on the board',
      ),
      figure(
        'Received',
        whole(messages.received),
        `of them came, ${share(messages.delivered)}; ${bytes(messages.bytesReceived)} with snapshots`,
      ),
      ...impaired,
    ],
  })
}

function impairmentFigures(messages: StressResult['messages']): Figure[] {
  const rows = [
    ['Dropped', messages.dropped, 'by this tool: a receiver or the server never got them'],
    ['Delayed', messages.delayed, 'by this tool'],
    ['Reordered', messages.reordered, 'by this tool: a later one went first'],
    ['Doubled', messages.copied, 'by this tool'],
    ['Without a socket', messages.unsent, 'were due while their client was offline'],
    [
      'Cut off',
      messages.cutOff,
      'were written right before their socket broke; nobody saw them, and whether the server had them is not known',
    ],
  ] as const
  return rows.filter(([, count]) => count > 0).map(([label, count, note]) => figure(label, whole(count), note))
}
