import {
  type Cell,
  countCell,
  figure,
  numbers,
  type Section,
  section,
  type Table,
  table,
  words,
} from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../../language/index.ts'
import { timeText } from '../../report-words.ts'
import type { CheckComparison, ComparisonResult, Key } from '../../result.ts'

/** What has changed since an earlier report. */
export function comparisonSection(t: ScanLocalization, comparison: ComparisonResult, isAfterRepair: boolean): Section {
  const { checks, file, fixed, new: fresh, open, startedAt } = comparison
  const texts = t.messages.comparison
  const changed = checks.filter(hasNews)
  return section({
    paths: ['result.comparison'],
    id: 'comparison',
    title: texts.title,
    intro: texts.intro(file, startedAt === null ? null : timeText(startedAt)),
    remarks: [...(isAfterRepair ? [texts.afterRepair] : []), ...(changed.length === 0 ? [texts.unchanged] : [])],
    figures: [
      figure(texts.new, t.whole(fresh), texts.newNote, fresh > 0 ? 'warn' : 'good'),
      figure(texts.fixed, t.whole(fixed), texts.fixedNote),
      figure(texts.open, t.whole(open), texts.openNote),
    ],
    tables: changed.length === 0 ? [] : [changeTable(t, changed)],
  })
}

function changeTable(t: ScanLocalization, changed: readonly CheckComparison[]): Table {
  const texts = t.messages.comparison
  return table({
    id: 'comparison-table',
    caption: texts.caption(changed.length),
    columns: [
      words(texts.check),
      ...[texts.before, texts.now, texts.new, texts.fixed, texts.open].map(numbers),
      words(texts.newRows),
      words(texts.fixedRows),
    ],
    rows: changed.map((check) => ({ cells: cellsOf(t, check) })),
  })
}

/** What was not made this time has no news. */
function hasNews({ fixed, new: fresh, reason }: CheckComparison): boolean {
  return (fresh ?? 0) > 0 || (fixed ?? 0) > 0 || reason !== null
}

function cellsOf(t: ScanLocalization, check: CheckComparison): Cell[] {
  const { before, fixed, fixedKeys, new: fresh, newKeys, now, open, reason } = check
  return [
    { text: check.check, ...(reason === null ? {} : { note: t.translate(reason) }) },
    countCell(t, before),
    countCell(t, now),
    countCell(t, fresh, (fresh ?? 0) > 0 ? 'warn' : undefined),
    countCell(t, fixed),
    countCell(t, open),
    keysCell(t, newKeys, fresh),
    keysCell(t, fixedKeys, fixed),
  ]
}

/** Keys that one looks through; the JSON report has more of them. */
const mostKeys = 100

function keysCell({ messages }: ScanLocalization, keys: readonly Key[], count: number | null): Cell {
  const texts = messages.comparison
  if (keys.length === 0) return { text: (count ?? 0) > 0 ? texts.notKnownWhich : '–' }
  const shown = keys.slice(0, mostKeys)
  const more = (count ?? 0) - shown.length
  return {
    text: messages.words.keys(keys.length),
    list: [...shown.map(String), ...(more > 0 ? [texts.andMore(more)] : [])],
  }
}
