import { bytes, whole } from '@m4sh/tools-core/reporting'
import { figure, type Section, section, summaryTable } from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../../result.ts'

export function connectionsSection({ clients, snapshot }: StressResult): Section {
  return section({
    id: 'connections',
    title: 'Connections and snapshots',
    intro: 'How long it took to come in, to come back, and to get the whole board.',
    figures: [
      figure(
        'Snapshots asked for',
        whole(snapshot.requested),
        'by all clients: at the start, now and then, and at the end',
      ),
      figure('Snapshots that came', whole(snapshot.count), 'and were shown', snapshot.timedOut > 0 ? 'quiet' : 'good'),
      figure(
        'Timed out',
        whole(snapshot.timedOut),
        'took longer than a client waits',
        snapshot.timedOut > 0 ? 'bad' : 'good',
      ),
      figure('Reconnects', whole(clients.reconnects), 'sockets that were lost and opened again'),
      figure(
        'Gave up',
        whole(clients.failed),
        'clients that could not connect, or not any more',
        clients.failed > 0 ? 'bad' : 'good',
      ),
    ],
    tables: [
      summaryTable('connection-summary', 'Times of the whole run.', [
        ['Connect', 'from the first attempt to the open socket', clients.connect],
        ['Resync', 'from the loss of a socket until the board was whole again', clients.resync],
        ['Snapshot', 'from asking for the board until it was shown', snapshot.delay],
      ]),
      summaryTable(
        'size-summary',
        'Sizes of snapshots.',
        [['Snapshot size', 'the whole board as it was sent', snapshot.bytes]],
        bytes,
      ),
    ],
  })
}
