import { ms, plural, whole } from '@m4sh/tools-core/reporting'
import {
  bounded,
  countCell,
  type Figure,
  figure,
  numbers,
  type Section,
  section,
  summaryTable,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { DivergedClient, DivergenceCause, StressResult } from '../../result.ts'

const mostClients = 200

const causes: Readonly<Record<DivergenceCause, string>> = {
  lost: 'lost: the server or the network never brought something',
  extra: 'extra: a stroke that nobody drew, or that was taken away',
  race: 'race: two actions met, and the client ended with the other one',
}

export function convergenceSection({ convergence }: StressResult): Section {
  const { diverged, perceived } = convergence
  return section({
    id: 'convergence',
    title: 'Same picture',
    intro:
      'At the end the board of each client, after all that reached it, is held against the server’s. No impairment of this tool counts here.',
    remarks:
      diverged.length === 0 && convergence.checked > 0
        ? ['Every board that was compared is equal to the server’s.']
        : [],
    figures: figuresOf(convergence),
    tables: [
      ...(diverged.length > 0 ? [divergedTable(diverged)] : []),
      ...(perceived.staleTime.count > 0
        ? [
            summaryTable('stale-summary', 'How long users looked at a wrong board.', [
              [
                'Stale time',
                'from the moment when an impairment took something until a snapshot brought it back',
                perceived.staleTime,
              ],
            ]),
          ]
        : []),
    ],
  })
}

function figuresOf({ checked, converged, unchecked, diverged, perceived }: StressResult['convergence']): Figure[] {
  return [
    figure('Compared', whole(checked), 'boards were held against the server’s', checked === 0 ? 'warn' : 'quiet'),
    figure(
      'Equal',
      whole(converged),
      'of them show every stroke of the server, and no other',
      checked === 0 ? 'quiet' : converged < checked ? 'bad' : 'good',
    ),
    figure('Diverged', whole(diverged.length), 'show another picture', diverged.length > 0 ? 'bad' : 'good'),
    figure('Not compared', whole(unchecked), 'were gone at the end, or got no board', unchecked > 0 ? 'warn' : 'quiet'),
    figure(
      'Wrong meanwhile',
      whole(perceived.clients),
      `clients looked at a wrong board for a while because of the impairments${perceived.clients > 0 ? `; ${ms(perceived.staleTime.p50)} at the median` : ''}`,
    ),
    figure(
      'Wrong at the end',
      whole(perceived.wrongAtEnd),
      'of these still did when the run was over, as no snapshot had come since',
    ),
  ]
}

function divergedTable(diverged: readonly DivergedClient[]): Table {
  const { shown, rest } = bounded(diverged, mostClients, 'clients')
  return table({
    id: 'diverged-table',
    caption: 'Clients that ended with another picture than the server.',
    columns: [
      words('Client'),
      words('Lesson'),
      numbers('Missing'),
      numbers('Too many'),
      words('Cause'),
      words('Strokes'),
    ],
    rows: shown.map(({ client, lesson, missing, extra, cause, strokes }) => ({
      cells: [
        { text: String(client), sort: client },
        { text: lesson },
        countCell(missing),
        countCell(extra),
        { text: causes[cause], sort: cause },
        {
          text: strokesText(strokes.length, missing + extra),
          sort: missing + extra,
          list: strokes.map((stroke) => `${stroke.id}: ${stroke.is} (${stroke.cause})`),
        },
      ],
    })),
    rest,
  })
}

function strokesText(named: number, all: number): string {
  return named < all ? `first ${named} of ${plural(all, 'stroke')}` : plural(all, 'stroke')
}
