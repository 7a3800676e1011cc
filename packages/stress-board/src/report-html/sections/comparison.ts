import { numbers, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import { changeText } from '../../change-text.ts'
import type { StressLocalization } from '../../language/index.ts'
import type { StressResult } from '../../result.ts'
import { figureText } from '../figure-text.ts'

export function comparisonSection(t: StressLocalization, { comparison }: StressResult): Section | null {
  if (comparison === null) return null
  const { baseline, figures } = comparison
  const texts = t.messages.sections.comparison
  return section({
    paths: ['result.comparison'],
    id: 'comparison',
    title: texts.title,
    intro: texts.intro(baseline.file, baseline.startedAt),
    tables: [
      table({
        id: 'comparison-table',
        caption: texts.limits,
        columns: [words(texts.figure), ...[texts.baseline, texts.thisRun, texts.change].map(numbers)],
        rows: Object.entries(figures).map(([path, { old, new: now, ratio }]) => ({
          cells: [
            { text: path },
            { text: figureText(t, path, old), sort: old },
            { text: figureText(t, path, now), sort: now },
            { text: changeText(t, ratio), sort: ratio },
          ],
        })),
      }),
    ],
  })
}
