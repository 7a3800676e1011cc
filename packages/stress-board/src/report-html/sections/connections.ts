import { figure, type Section, section, summaryTable } from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from '../../language/index.ts'
import type { StressResult } from '../../result.ts'

export function connectionsSection(t: StressLocalization, { clients, snapshot }: StressResult): Section {
  const texts = t.messages.sections.connections
  const { requested, came, timedOut, reconnects, gaveUp, connect, resync, snapshot: delay, size } = texts
  return section({
    paths: ['result.clients', 'result.snapshot'],
    id: 'connections',
    title: texts.title,
    intro: texts.intro,
    figures: [
      figure(requested.label, t.whole(snapshot.requested), requested.note),
      figure(came.label, t.whole(snapshot.count), came.note, snapshot.timedOut > 0 ? 'quiet' : 'good'),
      figure(timedOut.label, t.whole(snapshot.timedOut), timedOut.note, snapshot.timedOut > 0 ? 'bad' : 'good'),
      figure(reconnects.label, t.whole(clients.reconnects), reconnects.note),
      figure(gaveUp.label, t.whole(clients.failed), gaveUp.note, clients.failed > 0 ? 'bad' : 'good'),
    ],
    tables: [
      summaryTable(t, 'connection-summary', texts.caption, [
        [connect.label, connect.note, clients.connect],
        [resync.label, resync.note, clients.resync],
        [delay.label, delay.note, snapshot.delay],
      ]),
      summaryTable(t, 'size-summary', texts.sizeCaption, [[size.label, size.note, snapshot.bytes]], t.bytes),
    ],
  })
}
