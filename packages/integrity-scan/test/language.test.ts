import { describe, expect, test } from '@jest/globals'
import { englishLeft, phraseFaults } from '@m4sh/tools-core/testing'
import { phrases } from '../src/language/phrases.ts'
import { toPage } from '../src/report-html/page.ts'
import { renderReportHtml } from '../src/report-html.ts'
import { renderText } from '../src/report-text.ts'
import { ukrainian } from './languages.ts'
import { failed, none } from './sample-checks.ts'
import { brokenReport, fixedReport, sampleReports, type ScanReport } from './sample-result.ts'
import { sentencesIn, withoutSql } from './ukrainian-views.ts'

const textOf = (report: ScanReport, columns = 100): string =>
  renderText(ukrainian, report, { color: false, columns }, { verbose: true })

describe.each(sampleReports)('the %s report in Ukrainian', (_, report) => {
  test('has no English sentence in its text, nor on its page', () => {
    expect(sentencesIn(withoutSql(report)).flatMap((text) => englishLeft(text, ['robots have none']))).toEqual([])
  })

  test('on a terminal', () => {
    expect(renderText(ukrainian, report, { color: false, columns: 80 }, { verbose: false })).toMatchSnapshot()
  })

  test('says nothing that is none', () => {
    expect(textOf(report)).not.toMatch(/NaN|Infinity|undefined|\{[#@]?\w+\}/)
  })

  test('is a page that says which language it speaks', () => {
    expect(renderReportHtml(ukrainian, report)).toContain('<html lang="uk">')
  })
})

test('all that is known of a check', () => {
  expect(textOf(brokenReport())).toMatchSnapshot()
})

describe('what the config file says of its checks', () => {
  const own = (change: { title?: string; explanation?: string; fix?: string; fixable?: boolean }): ScanReport =>
    fixedReport(({ result }) => {
      const facts = { category: 'Custom', title: 'Remove it.', explanation: 'Remove it.', fix: 'Remove it.' }
      const check = failed('own.check', { bySeverity: { ...none, info: 2 }, ...facts, ...change })
      result.checks.push(check)
      result.fix?.manual.push({ check: check.id, count: 2, advice: check.fix })
    })
  const detailsOf = (report: ScanReport) =>
    toPage(ukrainian, report)
      .parts.flatMap(({ checks }) => checks?.details ?? [])
      .find(({ id }) => id === 'own.check')

  test('stays as it is written, though the tool says the same of its own', () => {
    const report = own({})
    expect(detailsOf(report)).toMatchObject({
      title: 'Remove it.',
      explanation: 'Remove it.',
      repair: { label: 'Що робити', text: 'Remove it.' },
    })
    expect(textOf(report)).toContain('     Що це означає: Remove it.\n     Що робити: Remove it.\n')
    expect(textOf(report)).toContain('  own.check  2 рядки\n     Remove it.\n')
  })

  test('is followed by what the tool says where it says nothing', () => {
    const report = own({
      title: 'It is wrong',
      explanation: 'It is wrong. The config file describes this check.',
      fix: 'The row of billing is removed, unless other rows refer to it.',
      fixable: true,
    })
    expect(detailsOf(report)).toMatchObject({
      title: 'It is wrong',
      explanation: 'It is wrong. Цю перевірку описує файл конфігурації.',
      repair: { text: 'Рядок billing вилучається, якщо на нього не посилаються інші рядки.' },
    })
    const unfixable = own({ fix: 'See the config file, which describes this check.' })
    expect(textOf(unfixable)).toContain('  own.check  2 рядки\n     Дивіться файл конфігурації')
  })
})

test('columns without a foreign key are rows of words', () => {
  const samples = toPage(ukrainian, brokenReport())
    .parts.flatMap(({ checks }) => checks?.details ?? [])
    .find(({ id }) => id === 'schema.unenforced-foreign-key')?.samples
  expect(samples?.columns.map(({ label }) => label)).toEqual(['ключ', 'стовпець', 'указує на', 'стан', 'підстава'])
  expect(samples?.rows[0]?.cells.map(({ text }) => text)).toEqual([
    'billing_invoice.user_id',
    'public.billing_invoice.user_id',
    'public.users_user.id',
    'без обмеження',
    'зовнішній ключ lessons_lesson.user_id; у users_user є 40 з 41 різних значень',
  ])
})

test('what English is left would be found', () => {
  const { result, ...report } = brokenReport()
  const strange = { ...report, result, warnings: ['Nobody has said this in Ukrainian.'] }
  expect(sentencesIn(strange).flatMap((text) => englishLeft(text))).toContain('Nobody has said this in Ukrainian')
})

test('each phrase says what differs', () => {
  expect(phraseFaults(phrases)).toEqual([])
})
