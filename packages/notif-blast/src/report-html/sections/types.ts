import { plural, share } from '@m4sh/tools-core/reporting'
import {
  bounded,
  countCell,
  type Interval,
  IntervalScale,
  numbers,
  type Section,
  section,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { BlastResult } from '../../result.ts'
import { typesOf } from '../../summary-rows.ts'

/** Somebody may make up a type a row. */
const mostTypes = 100

/** `null` where no type is known. */
export function typesSection(result: BlastResult): Section | null {
  const types = typesOf(result)
  if (types.length === 0) return null
  return section({
    id: 'types',
    title: 'Types',
    intro: result.dryRun ? 'How many rows of each type there would be.' : 'How many rows of each type were written.',
    tables: [typeTable(types)],
  })
}

/** A bar above each name, and no chart: names of types are too long for an axis. */
function typeTable(types: readonly (readonly [type: string, rows: number])[]): Table {
  const total = types.reduce((sum, [, rows]) => sum + rows, 0)
  const { shown, rest } = bounded(types, mostTypes, 'types')
  const barOf = (rows: number): Interval => ({ low: 0, high: rows, value: rows })
  const scale = new IntervalScale(shown.map(([, rows]) => barOf(rows)))
  return table({
    id: 'type-table',
    caption: `The types of ${plural(total, 'row')}, and how many there are of each.`,
    columns: [words('Type'), numbers('Rows')],
    rows: shown.map(([type, rows]) => ({
      cells: [
        { text: type, interval: scale.marks(barOf(rows)) },
        { ...countCell(rows), note: share(rows / total) },
      ],
    })),
    rest,
  })
}
