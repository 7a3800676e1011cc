import { figure, type Section, section, summaryTable } from '@m4sh/tools-core/reporting/html'
import type { StressLocalization } from '../../language/index.ts'
import type { StressResult } from '../../result.ts'

export function fanOutSection(t: StressLocalization, { fanOut }: StressResult): Section {
  const texts = t.messages.sections.fanOut
  const { first, median, last } = texts
  return section({
    paths: ['result.fanOut'],
    id: 'fan-out',
    title: texts.title,
    intro: texts.intro,
    figures: [figure(texts.inTime, t.share(fanOut.withinBudget), texts.inTimeNote(t.ms(fanOut.budgetMs)))],
    tables: [
      summaryTable(t, 'fan-out-summary', texts.caption, [
        [first.label, first.note, fanOut.first],
        [median.label, median.note, fanOut.median],
        [last.label, last.note, fanOut.last],
      ]),
    ],
  })
}
