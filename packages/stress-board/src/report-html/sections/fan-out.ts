import { ms, share } from '@m4sh/tools-core/reporting'
import { figure, type Section, section, summaryTable } from '@m4sh/tools-core/reporting/html'
import type { StressResult } from '../../result.ts'

export function fanOutSection({ fanOut: { first, median, last, budgetMs, withinBudget } }: StressResult): Section {
  return section({
    id: 'fan-out',
    title: 'Fan-out',
    intro:
      'A message goes to everybody else in its room. How long until the first, half and the last of them had it, counted from the time when it was due.',
    figures: [figure('In time', share(withinBudget), `of all deliveries were seen within ${ms(budgetMs)}`)],
    tables: [
      summaryTable('fan-out-summary', 'Times of messages, not of deliveries: each counts once.', [
        ['First receiver', 'somebody saw it', first],
        ['Half of the receivers', 'most of the room saw it', median],
        ['Last receiver', 'everybody saw it', last],
      ]),
    ],
  })
}
