import { type Figure, figure, type Section, section } from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from '../../language/index.ts'
import type { StressResult } from '../../result.ts'

const impairments = ['dropped', 'delayed', 'reordered', 'copied', 'unsent', 'cutOff'] as const

export function messagesSection(t: StressLocalization, { messages }: StressResult): Section {
  const texts = t.messages.sections.messages
  const { due, done, expected } = texts
  const impaired = impairmentFigures(t, messages)
  return section({
    paths: ['result.messages', 'result.throughput'],
    id: 'messages',
    title: texts.title,
    intro: texts.intro,
    remarks: impaired.length === 0 ? [texts.notImpaired] : [],
    figures: [
      figure(due.label, t.whole(messages.offered), due.note),
      figure(done.label, t.whole(messages.achieved), done.note),
      figure(texts.sent, t.whole(messages.sent), texts.sentNote(t.bytes(messages.bytesSent))),
      figure(expected.label, t.whole(messages.expected), expected.note),
      figure(
        texts.received,
        t.whole(messages.received),
        texts.receivedNote(t.share(messages.delivered), t.bytes(messages.bytesReceived)),
      ),
      ...impaired,
    ],
  })
}

function impairmentFigures(t: StressLocalization, messages: StressResult['messages']): Figure[] {
  const texts = t.messages.sections.messages
  return impairments
    .filter((name) => messages[name] > 0)
    .map((name) => figure(texts[name].label, t.whole(messages[name]), texts[name].note))
}
