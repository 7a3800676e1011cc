import { whole } from '@m4sh/tools-core/reporting'
import { type Figure, figure, type Section, section } from '@m4sh/tools-core/reporting/html'
import type { ChatResult } from '../../result.ts'

export function messagesSection({ connections, messages }: ChatResult): Section {
  const bad = (label: string, count: number, note: string): Figure =>
    figure(label, whole(count), note, count > 0 ? 'bad' : 'good')
  return section({
    id: 'messages',
    title: 'Messages',
    intro: 'What was sent and what came of it. Messages of the warm-up are in no other figure.',
    figures: [
      figure('Sent', whole(messages.sent), 'after the warm-up'),
      figure('Acknowledged', whole(messages.acknowledged), 'of them were answered by the platform'),
      figure('Arrived', whole(messages.received), 'of them reached the receiver in time, each counted once'),
      bad('Lost', messages.lost, 'did not arrive within the timeout'),
      bad('Recovered', messages.recovered, 'were missed as the socket broke, and found in the history'),
      bad('Failed', messages.failed, 'were refused by the platform, broke off without an answer, or could not be sent'),
      bad('Duplicate', messages.duplicated, 'deliveries came once more'),
      bad('Out of order', messages.outOfOrder, 'deliveries came after a later message of their conversation'),
      bad('Late', messages.late, 'deliveries came after the timeout; these messages are lost'),
      bad('Told to wait', messages.rateLimited, 'answers were a 429: the platform limits how often one may write'),
      bad('Broken off', connections.brokenOff, 'conversations reached nobody any more before the run ended'),
      bad('Reconnects', connections.reconnects, 'sockets were lost and opened again'),
      figure('Warm-up', whole(messages.warmup), 'messages that count nowhere'),
      ...(messages.deleted > 0 ? [figure('Deleted', whole(messages.deleted), 'at the end, as it was asked for')] : []),
    ],
  })
}
