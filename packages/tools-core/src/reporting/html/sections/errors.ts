import { plural, share } from '../../units.ts'
import { type Section, section } from '../section.ts'
import { bounded, countCell, numbers, table, words } from '../table.ts'

const mostKinds = 100

export interface CountedErrors {
  readonly count: number
  readonly byKind: Readonly<Record<string, number>>
}

export function errorsSection({ count, byKind }: CountedErrors): Section {
  const kinds = Object.entries(byKind).toSorted(([, a], [, b]) => b - a)
  const { shown, rest } = bounded(kinds, mostKinds, 'kinds')
  return section({
    id: 'errors',
    title: 'Errors',
    intro: 'Failed connections, broken sockets, requests that came to nothing.',
    remarks: count === 0 ? ['None.'] : [],
    tables:
      kinds.length === 0
        ? []
        : [
            table({
              id: 'errors-table',
              caption: `${plural(count, 'error')} by kind, the most frequent first.`,
              columns: [words('Kind'), numbers('Count'), numbers('Share')],
              rows: shown.map(([kind, times]) => ({
                cells: [{ text: kind }, countCell(times), { text: share(times / count), sort: times }],
              })),
              rest,
            }),
          ],
  })
}
