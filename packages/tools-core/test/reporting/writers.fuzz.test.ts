import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import papaparse from 'papaparse'
import { annotations } from '../../src/reporting/github-actions.ts'
import { renderJunit } from '../../src/reporting/render-junit.ts'
import { renderMarkdown } from '../../src/reporting/render-markdown.ts'
import { renderSarif } from '../../src/reporting/render-sarif.ts'
import { measurementText } from '../../src/reporting/measurement-text.ts'
import type { Report, ReportFinding, ReportViews } from '../../src/reporting/report.ts'
import { asUtf8, bounded, fuzz, hostileLongText, hostileNumber, hostileText } from '../../src/testing/fuzz/index.ts'
import { english } from './english.ts'
import { readJunit } from './junit-document.ts'
import { rendered, sampleReport, type SampleResult, sampleViews } from './sample-report.ts'
import { sarifErrors } from './sarif-errors.ts'

/** What a terminal, a log or a page obeys. Line ends are what a writer may make. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const obeyedRaw = /[\0-\x09\x0B\x0C\x0E-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/

const place = fc.record({ file: hostileText, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) })
const severity = fc.constantFrom('critical', 'error', 'warning', 'info')

const finding = fc.record({
  // A tool has given them, or a config file that may not give two the same.
  ruleId: fc.constantFrom('lost-call', 'idle-call', '<b>&"|`\u001B[31m', 'правило'),
  severity,
  message: hostileLongText,
  location: fc.option(place),
  row: fc.option(fc.record({ table: hostileText, key: fc.option(hostileText) })),
  fingerprint: hostileText,
  known: fc.boolean(),
  fails: fc.boolean(),
})

const check = fc.record({
  id: fc.constantFrom('a.check', ']]>', '=1'),
  title: hostileText,
  outcome: fc.constantFrom('passed', 'failed', 'skipped', 'error'),
  reason: fc.option(hostileText),
  severity,
  findings: fc.array(finding, { maxLength: 2 }),
})

interface Sample {
  readonly report: Report<SampleResult>
  readonly views: ReportViews<SampleResult>
  /** That of the checks as well. */
  readonly findings: readonly ReportFinding[]
}

/** A report of which every text is made to be taken for something else. */
const sample: fc.Arbitrary<Sample> = fc
  .record({
    findings: fc.array(finding, { maxLength: 3 }),
    checks: fc.option(fc.uniqueArray(check, { maxLength: 2, selector: ({ id }) => id })),
    warnings: fc.array(hostileText, { maxLength: 2 }),
    thresholds: fc.array(
      fc.record({ expression: hostileText, actual: fc.option(hostileNumber), passed: fc.boolean() }),
      { maxLength: 2 },
    ),
    verdict: fc.constantFrom('pass', 'fail', 'invalid', 'error'),
    interrupted: fc.boolean(),
    label: hostileText,
    value: fc.oneof(hostileText, fc.integer()),
    rows: fc.array(
      fc.array(
        fc.oneof(
          hostileText,
          hostileNumber,
          fc.constant(null),
          fc.dictionary(hostileText, hostileText, { maxKeys: 2 }),
        ),
      ),
      {
        maxLength: 3,
      },
    ),
    name: hostileText,
    title: hostileText,
  })
  .map(({ findings, checks, label, value, rows, name, title, ...end }) => {
    const made = sampleReport({ findings, rows: rows.map((row) => row.slice(0, 3)) }, end)
    const report = { ...made, tool: { ...made.tool, name } }
    const ofChecks = checks?.flatMap((one) => one.findings) ?? []
    const views: ReportViews<SampleResult> = {
      ...sampleViews,
      rules: [
        { id: 'idle-call', title, description: title, severity: 'error', helpUrl: null },
        ...sampleViews.rules.slice(0, 2),
      ],
      findings: () => [...findings, ...ofChecks],
      ...(checks && { checks: () => checks }),
      summary: () => [[label, value]],
    }
    return { report, views, findings: [...findings, ...ofChecks] }
  })

/** Cells of a row of a table: bars that are not escaped part them. */
const cellsOf = (line: string): number => line.replace(/\\./g, '').split('|').length - 2

describe('whatever the texts of a report', () => {
  test('Markdown: no text begins a line, ends a cell or makes an element', () => {
    fc.assert(
      fc.property(sample, ({ report, views }) => {
        const markdown = renderMarkdown(report, views)
        expect(markdown).not.toMatch(obeyedRaw)
        expect(markdown.replace(/^> /gm, '')).not.toMatch(/[<>]/)
        const isFit = (line: string): boolean =>
          line.startsWith('|')
            ? [2, 3, 4].includes(cellsOf(line))
            : /^(?:|## .*|### Notes \(\d+\)|> ⚠️ .*|… and \d+ more\.)$/.test(line)
        expect(markdown.split('\n').filter((line) => !isFit(line))).toEqual([])
      }),
      fuzz(150),
    )
  })

  test('SARIF: valid, and nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(sample, ({ report, views }) => {
        const text = renderSarif(report, views)
        expect(text).not.toMatch(obeyedRaw)
        expect(sarifErrors(JSON.parse(text))).toEqual([])
      }),
      fuzz(60),
    )
  })

  test('JUnit: valid, with as many failures as it says', async () => {
    const { numRuns, seed } = fuzz(30)
    const all = fc.sample(sample, { numRuns, seed })
    // Each document costs the parser memory that it does not give back.
    for (let at = 0; at < all.length; at += 200) {
      const texts = all.slice(at, at + 200).map(({ report, views }) => renderJunit(report, views))
      for (const text of texts) expect(text).not.toMatch(obeyedRaw)
      const { errors, documents } = await readJunit(texts)
      expect(errors).toEqual([])
      expect(documents).toHaveLength(texts.length)
      for (const elements of documents) {
        const [root] = elements
        const count = (name: string) => String(elements.filter((element) => element.name === name).length)
        expect(root?.attributes).toMatchObject({
          tests: count('testcase'),
          failures: count('failure'),
          errors: count('error'),
        })
      }
    }
  })

  test('CSV: each row has its cells, and none is a formula', async () => {
    await fc.assert(
      fc.asyncProperty(sample, async ({ report, views }) => {
        const csv = await rendered('csv', report, views)
        expect(csv.replaceAll('\t', '').replaceAll('\r', '')).not.toMatch(obeyedRaw)
        const { data, errors } = papaparse.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' })
        expect(errors).toEqual([])
        expect(data.at(-1)).toEqual([''])
        expect(data.slice(1, -1).map((row) => row.length)).toEqual(
          report.result.rows.map((row) => Math.max(1, row.length)),
        )
        for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠](?!\d+(?:\.\d+)?(?:e[+-]?\d+)?$)/i)
      }),
      fuzz(150),
    )
  })

  test('JSON: read back as it was, as UTF-8 too', async () => {
    await fc.assert(
      fc.asyncProperty(sample, async ({ report, views }) => {
        const json = await rendered('json', report, views)
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(report)))
        expect(JSON.parse(asUtf8(json))).toEqual(JSON.parse(json))
      }),
      fuzz(150),
    )
  })

  test('annotations of GitHub: one a line, and nothing that a log obeys', () => {
    fc.assert(
      fc.property(sample, ({ findings }) => {
        for (const line of annotations(findings)) {
          expect(line).toMatch(/^::(?:error|warning|notice)(?: [^\n\r]*?)?::[^\n\r]*$/)
          expect(line).not.toMatch(obeyedRaw)
        }
      }),
      fuzz(150),
    )
  })

  test('text: as many lines as it has, in no colours but its own', async () => {
    const details = fc.array(hostileLongText, { maxLength: 2 })
    const columns = fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(sample, details, columns, fc.boolean(), async ({ report, views }, lines, width, color) => {
        const text = await bounded(() =>
          measurementText(
            english,
            report,
            { color, columns: width },
            {
              title: 'Sample',
              rows: views.summary(report).map(([, value]) => ['Label', String(value)]),
              labelWidth: 10,
              details: (paint) => lines.map((line) => `  ${paint('x', 'red')} ${line} ${paint(line, 'green')}`),
            },
          ),
        )
        // oxlint-disable-next-line no-control-regex -- these are what it is about
        const own = /\x1B\[(?:1|2|22|31|32|33|36|39)m/g
        expect(color ? text.replace(own, '') : text).not.toMatch(obeyedRaw)
        for (const line of text.split('\n')) expect(line).not.toMatch(/^\s*::|##\[/)
        const most = 8 + lines.length + report.thresholds.length + report.warnings.length
        expect(width === undefined ? text.split('\n').length : 0).toBeLessThanOrEqual(most)
      }),
      fuzz(50),
    )
  })
})
