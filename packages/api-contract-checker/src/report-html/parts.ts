import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Language } from '@m4sh/tools-core/language'
import type { Report } from '@m4sh/tools-core/reporting'
import ejs from 'ejs'
import type { Counted } from '../language/en/counted.ts'
import type { ContractLocalization } from '../language/index.ts'
import type { ContractResult } from '../result.ts'
import { callersText, chipsOf, endpointOf, pathPieces, placeOf, slashFix } from './cells.ts'
import { ROWS_WITHOUT_SCRIPT, toPage, type Page, type PageData, type PageOptions } from './page.ts'
import type { Row } from './rows.ts'
import { say } from './say.ts'

/** What the page is put together from. */
export interface PageParts {
  title: string
  language: Language
  bodyHtml: string
  css: string
  script: string
  data: PageData
}

export function toParts(t: ContractLocalization, report: Report<ContractResult>, options: PageOptions = {}): PageParts {
  const page = toPage(t, report, options)
  return {
    title: page.title,
    language: t.language,
    bodyHtml: renderBody(t, page),
    css: template('report.css'),
    script: template('report.js'),
    data: page.data,
  }
}

function renderBody(t: ContractLocalization, page: Page): string {
  const { controls, rows } = t.messages
  const filename = fileURLToPath(templateUrl('report.ejs'))
  const render = ejs.compile(template('report.ejs'), { filename, strict: true, localsName: 'page' })
  return render({
    ...page,
    controls,
    texts: rows,
    say: (sentence: string | Counted, values: Readonly<Record<string, string | number>>) =>
      say(t.language, sentence, values),
    callersText: (row: Row) => callersText(t, row),
    chipsOf: (row: Row) => chipsOf(t, row),
    endpointOf,
    grouped: t.whole,
    pathPieces,
    slashFix: (row: Row) => slashFix(t, row),
    docsOf: (rule: string) => page.data.docs[rule],
    placeOf: (row: Row) => placeOf(row, page),
    rowsWithoutScript: ROWS_WITHOUT_SCRIPT,
  })
}

function template(name: string): string {
  return readFileSync(templateUrl(name), 'utf8')
}

/** `templates/` lies beside `src/` and beside `dist/`. */
function templateUrl(name: string): URL {
  return new URL(`../../templates/${name}`, import.meta.url)
}
