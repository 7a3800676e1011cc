import { shownFigure } from '@m4sh/tools-core/reporting'
import { figureText as textOf } from '@m4sh/tools-core/reporting/html'

/** The value of a figure in its unit, which its path tells: `latency.p95`, `snapshot.bytes.max`. */
export function figureText(path: string, value: number | null): string {
  if (value !== null && path.startsWith('comparison.')) return `${shownFigure(value)} × the baseline`
  return textOf(path, value, ['delivered', 'withinBudget'])
}
