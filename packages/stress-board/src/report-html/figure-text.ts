import { figureText as textOf } from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from '../language/index.ts'

/** The value of a figure in its unit, which its path tells: `latency.p95`, `snapshot.bytes.max`. */
export function figureText(t: StressLocalization, path: string, value: number | null): string {
  if (value !== null && path.startsWith('comparison.')) return t.messages.headline.timesBaseline(t.figure(value))
  return textOf(t, path, value, ['delivered', 'withinBudget'])
}
