import { expect, test } from '@jest/globals'
import type { Report } from '@m4sh/tools-core/reporting'
import { englishLeft, phraseFaults, textsIn } from '@m4sh/tools-core/testing'
import { localization } from '../src/language/index.ts'
import { phrases, say } from '../src/language/phrases.ts'
import { toPage } from '../src/report-html/page.ts'
import { renderReportHtml } from '../src/report-html.ts'
import { renderText } from '../src/report-text.ts'
import type { ChatResult } from '../src/result.ts'
import { emptyReport, invalidReport, sampleReport, slowReport } from './report-html/sample-report.ts'

const t = localization('uk')

const warned = {
  ...slowReport(),
  warnings: [
    say('1 socket ended: {says}.{hint}', { says: '4008', hint: '' }),
    say('{count} conversations had come to a standstill before the run ended.', { count: 3 }),
    say('{what} was {before} in the baseline {file} and is {after} here: that may be what differs.', {
      what: '--closed',
      before: 'on',
      after: 'off',
      file: 'old.json',
    }),
    say('{name} cannot be compared: it needs {#needed} messages in each run.', { name: 'p999', needed: 1200 }),
  ],
}

const reports: readonly (readonly [string, Report<ChatResult>])[] = [
  ['sample', sampleReport()],
  ['slow', warned],
  ['empty', emptyReport()],
  ['invalid', invalidReport()],
]

test.each(reports)('the text of the %s report leaves nothing in English', (_, report) => {
  expect(englishLeft(renderText(t, report, { color: false }, true))).toEqual([])
})

test.each(reports)('nor does its page', (_, report) => {
  const { data, ...page } = toPage(t, report)
  const texts = textsIn({ ...page, sections: page.sections.filter(({ id }) => id !== 'options') })
  expect([...texts, ...textsIn(data)].flatMap((text) => englishLeft(text))).toEqual([])
  expect(renderReportHtml(t, report)).toContain('<html lang="uk">')
})

test('the report for a terminal', () => {
  expect(renderText(t, warned, { color: false }, true)).toMatchSnapshot()
})

test('each phrase says what differs', () => {
  expect(phraseFaults(phrases)).toEqual([])
})
