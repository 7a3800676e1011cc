import { bounded, type Section, section, table, words } from '@m4sh/tools-core/reporting/html'
import type { ScanLocalization } from '../../language/index.ts'
import type { ScanResult } from '../../result.ts'

/** Every column that may point somewhere has a row. */
const mostRows = 500

/** What was not looked at: that nothing was found there says nothing. */
export function notCheckedSection(t: ScanLocalization, notChecked: ScanResult['notChecked']): Section {
  const texts = t.messages.notChecked
  const { rest, shown } = bounded(t, notChecked, mostRows, texts.things)
  return section({
    paths: ['result.notChecked'],
    id: 'not-checked',
    title: texts.title,
    intro: texts.intro,
    tables: [
      table({
        id: 'not-checked-table',
        caption: texts.caption,
        columns: [words(texts.what), words(texts.why)],
        rows: shown.map(({ reason, what }) => ({
          cells: [{ text: t.translate(what) }, { text: t.translate(reason) }],
        })),
        rest,
      }),
    ],
  })
}
