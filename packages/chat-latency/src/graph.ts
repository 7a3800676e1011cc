import { padEnd } from '@m4sh/tools-core/reporting'
import type { ChatLocalization } from './language/index.ts'
import type { HistogramBar } from './result.ts'

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/** The histogram for a terminal: a bar a line, as long as the terminal is wide. */
export function graphLines(t: ChatLocalization, bars: readonly HistogramBar[], columns: number): string[] {
  const most = Math.max(...bars.map(({ count }) => count), 1)
  const labels = bars.map(({ from, to }) =>
    to === null ? t.messages.text.over(t.figureMs(from)) : `${t.figure(from)} – ${t.figureMs(to)}`,
  )
  const label = Math.max(...labels.map((text) => text.length), 0)
  const room = Math.max(10, columns - label - String(most).length - 10)
  return [
    '',
    ...bars.map(
      ({ count }, at) => `  ${(labels[at] ?? '').padStart(label)} │${padEnd(bar(count / most, room), room)} ${count}`,
    ),
  ]
}

function bar(share: number, room: number): string {
  const length = Math.round(share * room * 8)
  // What is there at all is seen.
  const shown = share > 0 ? Math.max(1, length) : 0
  return '█'.repeat(Math.floor(shown / 8)) + (eighths[shown % 8] ?? '')
}
