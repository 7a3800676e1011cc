import { numbers, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../../result.ts'
import { comparisonLimits } from '../../compare-runs.ts'
import { figureText } from '../figure-text.ts'

export function comparisonSection({ comparison }: StressResult): Section | null {
  if (comparison === null) return null
  const { baseline, figures } = comparison
  return section({
    id: 'comparison',
    title: 'Against the baseline',
    intro: `The same figures of an earlier run, ${baseline.file}, which began ${baseline.startedAt}.`,
    tables: [
      table({
        id: 'comparison-table',
        caption: comparisonLimits,
        columns: [words('Figure'), ...['Baseline', 'This run', 'Change'].map(numbers)],
        rows: Object.entries(figures).map(([path, { old, new: now, ratio }]) => ({
          cells: [
            { text: path },
            { text: figureText(path, old), sort: old },
            { text: figureText(path, now), sort: now },
            { text: changeText(ratio), sort: ratio },
          ],
        })),
      }),
    ],
  })
}

/** `+12.3 %`; how many times as much where percent become hard to read. */
function changeText(ratio: number | null): string {
  if (ratio === null) return '–'
  if (ratio >= 10) return `${Number(ratio.toPrecision(3))} ×`
  const percent = ((ratio - 1) * 100).toFixed(1)
  return Number(percent) === 0 ? 'none' : `${ratio >= 1 ? '+' : '−'}${percent.replace('-', '')} %`
}
