import { expect, test } from '@jest/globals'
import { englishLeft, phraseFaults, textsIn } from '@m4sh/tools-core/testing'
import { localization } from '../src/language/index.ts'
import { phrases } from '../src/language/phrases.ts'
import { toPage } from '../src/report-html/page.ts'
import { renderReportHtml } from '../src/report-html.ts'
import { renderText } from '../src/report-text.ts'
import { sampleReports } from './sample-result.ts'

const t = localization('uk')

/** What a database says is an error, and is shown as it is. */
const failure = 'The connection to the database was lost, and did not come back within 60 s.'

test.each(sampleReports)('the %s: its text leaves nothing in English', (_, report) => {
  expect(englishLeft(renderText(t, report, { color: false }), [failure])).toEqual([])
})

test.each(sampleReports)('the %s: nor does its page', (_, report) => {
  const { data, ...page } = toPage(t, report)
  const texts = textsIn({ ...page, sections: page.sections.filter(({ id }) => id !== 'options') })
  expect([...texts, ...textsIn(data)].flatMap((text) => englishLeft(text, [failure]))).toEqual([])
  expect(renderReportHtml(t, report)).toContain('<html lang="uk">')
})

test.each(sampleReports)('the %s for a terminal', (_, report) => {
  expect(renderText(t, report, { color: false })).toMatchSnapshot()
})

test('each phrase says what differs', () => {
  expect(phraseFaults(phrases)).toEqual([])
})
