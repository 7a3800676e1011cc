import type { StressResult } from '../../result.ts'
import { share } from '../../summary-rows.ts'
import { plural } from '../figure-text.ts'
import { type Section, section } from '../section.ts'
import { bounded, countCell, numbers, table, words } from '../table.ts'

const mostKinds = 100

export function errorsSection({ errors }: StressResult): Section {
  const kinds = Object.entries(errors.byKind).toSorted(([, a], [, b]) => b - a)
  const { shown, rest } = bounded(kinds, mostKinds, 'kinds')
  return section({
    id: 'errors',
    title: 'Errors',
    intro: 'Failed connections, broken sockets, requests that came to nothing.',
    remarks: errors.count === 0 ? ['None.'] : [],
    tables:
      kinds.length === 0
        ? []
        : [
            table({
              id: 'errors-table',
              caption: `${plural(errors.count, 'error')} by kind, the most frequent first.`,
              columns: [words('Kind'), numbers('Count'), numbers('Share')],
              rows: shown.map(([kind, count]) => ({
                cells: [{ text: kind }, countCell(count), { text: share(count / errors.count), sort: count }],
              })),
              rest,
            }),
          ],
  })
}
