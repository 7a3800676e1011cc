import { type Figure, figure, type Section, section } from '@m4sh/tools-core/reporting/html'
import type { ChatLocalization } from '../../language/index.ts'
import type { ChatResult } from '../../result.ts'

export function messagesSection(t: ChatLocalization, { connections, messages }: ChatResult): Section {
  const texts = t.messages.messages
  const plain = ({ label, note }: { label: string; note: string }, count: number): Figure =>
    figure(label, t.whole(count), note)
  const bad = ({ label, note }: { label: string; note: string }, count: number): Figure =>
    figure(label, t.whole(count), note, count > 0 ? 'bad' : 'good')
  return section({
    paths: ['result.messages', 'result.connections'],
    id: 'messages',
    title: texts.title,
    intro: texts.intro,
    figures: [
      plain(texts.sent, messages.sent),
      plain(texts.acknowledged, messages.acknowledged),
      plain(texts.arrived, messages.received),
      bad(texts.lost, messages.lost),
      bad(texts.recovered, messages.recovered),
      bad(texts.failed, messages.failed),
      bad(texts.duplicated, messages.duplicated),
      bad(texts.outOfOrder, messages.outOfOrder),
      bad(texts.late, messages.late),
      bad(texts.rateLimited, messages.rateLimited),
      bad(texts.brokenOff, connections.brokenOff),
      bad(texts.reconnects, connections.reconnects),
      plain(texts.warmup, messages.warmup),
      ...(messages.deleted > 0 ? [plain(texts.deleted, messages.deleted)] : []),
    ],
  })
}
