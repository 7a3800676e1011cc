import type { Localization } from '../../../language/index.ts'
import { type Section, section } from '../section.ts'
import { bounded, countCell, numbers, shareCell, table, words } from '../table.ts'

const mostKinds = 100

export interface CountedErrors {
  readonly count: number
  readonly byKind: Readonly<Record<string, number>>
}

export function errorsSection(t: Localization, { count, byKind }: CountedErrors): Section {
  const texts = t.core.errors
  const kinds = Object.entries(byKind).toSorted(([, a], [, b]) => b - a)
  const { shown, rest } = bounded(t, kinds, mostKinds, texts.kinds)
  return section({
    paths: ['result.errors'],
    id: 'errors',
    title: texts.title,
    intro: texts.intro,
    remarks: count === 0 ? [texts.none] : [],
    tables:
      kinds.length === 0
        ? []
        : [
            table({
              id: 'errors-table',
              caption: texts.caption(count),
              columns: [words(texts.kind), numbers(texts.count), numbers(texts.share)],
              rows: shown.map(([kind, times]) => ({
                cells: [{ text: kind }, countCell(t, times), shareCell(t, times / count)],
              })),
              rest,
            }),
          ],
  })
}
