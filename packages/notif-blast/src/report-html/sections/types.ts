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
import type { BlastLocalization } from '../../language/index.ts'
import type { BlastResult } from '../../result.ts'
import { typesOf } from '../../summary-rows.ts'

/** Somebody may make up a type a row. */
const mostTypes = 100

/** `null` where no type is known. */
export function typesSection(t: BlastLocalization, result: BlastResult): Section | null {
  const types = typesOf(result)
  if (types.length === 0) return null
  return section({
    paths: ['result.byType'],
    id: 'types',
    title: t.messages.types.title,
    intro: result.dryRun ? t.messages.types.dryRunIntro : t.messages.types.intro,
    tables: [typeTable(t, types)],
  })
}

/** A bar above each name, and no chart: names of types are too long for an axis. */
function typeTable(t: BlastLocalization, types: readonly (readonly [type: string, rows: number])[]): Table {
  const total = types.reduce((sum, [, rows]) => sum + rows, 0)
  const texts = t.messages.types
  const { shown, rest } = bounded(t, types, mostTypes, texts.noun)
  const barOf = (rows: number): Interval => ({ low: 0, high: rows, value: rows })
  const scale = new IntervalScale(shown.map(([, rows]) => barOf(rows)))
  return table({
    id: 'type-table',
    caption: texts.caption(total),
    columns: [words(texts.type), numbers(texts.rows)],
    rows: shown.map(([type, rows]) => ({
      cells: [
        { text: type, interval: scale.marks(barOf(rows)) },
        { ...countCell(t, rows), note: t.share(rows / total) },
      ],
    })),
    rest,
  })
}
