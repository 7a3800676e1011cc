import { plural, whole } from '@m4sh/tools-core/reporting'
import {
  bounded,
  type Cell,
  countCell,
  figure,
  numbers,
  type Section,
  section,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import { timeText } from '../../report-words.ts'
import type { CheckComparison, ComparisonResult, Key } from '../../result.ts'

/** What has changed since an earlier report. */
export function comparisonSection({ checks, file, fixed, new: fresh, open, startedAt }: ComparisonResult): Section {
  const changed = checks.filter(hasNews)
  return section({
    id: 'comparison',
    title: 'Since the earlier report',
    intro: `${startedAt === null ? `There is no ${file} yet: every row is new.` : `Beside ${file}, of ${timeText(startedAt)}.`} Rows are told apart by their keys where both reports have all of them.`,
    remarks: changed.length === 0 ? ['Nothing has changed.'] : [],
    figures: [
      figure('New', whole(fresh), 'rows that were not broken before', fresh > 0 ? 'warn' : 'good'),
      figure('Fixed', whole(fixed), 'rows that are no longer broken'),
      figure('Open', whole(open), 'rows that were broken before, and still are'),
    ],
    tables:
      changed.length === 0
        ? []
        : [
            table({
              id: 'comparison-table',
              caption: `${plural(changed.length, 'check')} with news.`,
              columns: [
                words('Check'),
                ...['Before', 'Now', 'New', 'Fixed', 'Open'].map(numbers),
                words('New rows'),
                words('Fixed rows'),
              ],
              rows: changed.map((check) => ({ cells: cellsOf(check) })),
            }),
          ],
  })
}

/** What was not made this time has no news. */
function hasNews({ fixed, new: fresh, reason }: CheckComparison): boolean {
  return (fresh ?? 0) > 0 || (fixed ?? 0) > 0 || reason !== null
}

function cellsOf(check: CheckComparison): Cell[] {
  const { before, fixed, fixedKeys, new: fresh, newKeys, now, open, reason } = check
  return [
    { text: check.check, ...(reason === null ? {} : { note: reason }) },
    countCell(before),
    countCell(now),
    countCell(fresh, (fresh ?? 0) > 0 ? 'warn' : undefined),
    countCell(fixed),
    countCell(open),
    keysCell(newKeys, fresh),
    keysCell(fixedKeys, fixed),
  ]
}

/** Keys that one looks through; the JSON report has more of them. */
const mostKeys = 100

function keysCell(keys: readonly Key[], count: number | null): Cell {
  if (keys.length === 0) return { text: (count ?? 0) > 0 ? 'not known which' : '–' }
  const { shown } = bounded(keys, mostKeys, 'keys')
  const more = (count ?? 0) - shown.length
  const list = [...shown.map(String), ...(more > 0 ? [`and ${whole(more)} more`] : [])]
  return { text: plural(keys.length, 'key'), list }
}
