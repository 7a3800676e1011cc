import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { renderMarkdown } from '../../src/reporting/render-markdown.ts'
import { fuzz, hostileText } from '../../src/testing/fuzz/index.ts'
import { unescapeHtml } from '../../src/testing/html-document.ts'
import { finding, sampleReport, sampleViews } from './sample-report.ts'

/** Cells of each row of each table, as a reader of Markdown sees them. */
function rowsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<=(?<!\\)(?:\\\\)*)\|/)
        .slice(1, -1)
        .map((cell) => unescapeHtml(cell.slice(1, -1).replace(/\\([\\`*_[\]|#~$])/g, '$1'))),
    )
}

test('verdict, figures, thresholds, warnings, findings', () => {
  const report = sampleReport(
    {
      findings: [
        finding({ severity: 'warning', ruleId: 'slow-call', message: 'slow', location: null }),
        finding(),
        finding({ severity: 'info', message: 'told' }),
        finding({ known: true, message: 'known' }),
      ],
    },
    {
      thresholds: [
        { expression: 'latency.p95<200', actual: 153.2, passed: true },
        { expression: 'lost==0', actual: null, passed: false },
      ],
      warnings: ['the generator was *busy*'],
    },
  )
  expect(renderMarkdown(report, sampleViews)).toBe(`## sample-tool: ❌ fail

|  |  |
| --- | --- |
| Findings | 4 |
| Rows | 0 in all |

| threshold | actual |  |
| --- | --- | --- |
| latency.p95&lt;200 | 153.2 | ✅ |
| lost==0 | unknown | ❌ |

> ⚠️ the generator was \\*busy\\*

|  | rule | where | what |
| --- | --- | --- | --- |
| ❌ | lost-call | src/rooms.js:3 | GET /api/rooms/ is gone |
| ⚠️ | slow-call |  | slow |

### Notes (1)

|  | rule | where | what |
| --- | --- | --- | --- |
| ℹ️ | lost-call | src/rooms.js:3 | told |
`)
})

test('what makes the run fail comes first and is red, whatever its severity; a row of a table is a place', () => {
  const report = sampleReport({
    findings: [
      finding({ severity: 'error', message: 'allowed', fails: false }),
      finding({ severity: 'info', message: 'unused', fails: true }),
      finding({
        severity: 'critical',
        message: 'grave',
        fails: true,
        location: null,
        row: { table: 'lessons', key: '17' },
      }),
      finding({ severity: 'warning', message: 'told', location: null, row: { table: 'lessons', key: null } }),
    ],
  })
  expect(rowsOf(renderMarkdown(report, sampleViews)).slice(6)).toEqual([
    ['❌', 'lost-call', 'lessons 17', 'grave'],
    ['❌', 'lost-call', 'src/rooms.js:3', 'unused'],
    ['⚠️', 'lost-call', 'src/rooms.js:3', 'allowed'],
    ['⚠️', 'lost-call', 'lessons', 'told'],
  ])
})

test('checks that were not made are told', () => {
  const check = { severity: 'error', findings: [] } as const
  const views: typeof sampleViews = {
    ...sampleViews,
    checks: () => [
      { ...check, id: 'a', title: 'Times', outcome: 'passed', reason: null },
      { ...check, id: 'b', title: 'Rooms', outcome: 'skipped', reason: 'there is no such table' },
      { ...check, id: 'c', title: 'Users', outcome: 'error', reason: null },
    ],
  }
  expect(rowsOf(renderMarkdown(sampleReport(), views)).slice(4)).toEqual([
    ['', 'check', 'why it was not made'],
    [' --- ', ' --- ', ' --- '].map((cell) => cell.trim()),
    ['⏭️ skipped', 'Rooms', 'there is no such table'],
    ['💥 error', 'Users', ''],
  ])
})

describe('the verdict', () => {
  test.each([
    ['pass', '## sample-tool: ✅ pass'],
    ['invalid', '## sample-tool: ⚠️ invalid: the figures are not trustworthy'],
    ['error', '## sample-tool: 💥 error: the job could not be done'],
  ] as const)('%s', (verdict, line) => {
    expect(renderMarkdown(sampleReport({}, { verdict }), sampleViews).split('\n')[0]).toBe(line)
  })

  test('of a run that was stopped', () => {
    const report = sampleReport({}, { verdict: 'error', interrupted: true })
    expect(renderMarkdown(report, sampleViews).split('\n')[0]).toBe(
      '## sample-tool: 🛑 interrupted: only a part of the job was done',
    )
  })
})

test('a hundred findings, errors before warnings, and how many there are besides', () => {
  const warnings = Array.from({ length: 150 }, (_, at) => finding({ severity: 'warning', message: `w${at}` }))
  const markdown = renderMarkdown(sampleReport({ findings: [...warnings, finding({ message: 'last' })] }), sampleViews)
  const rows = rowsOf(markdown).filter(([mark]) => mark === '❌' || mark === '⚠️')
  expect(rows).toHaveLength(100)
  expect([rows[0]?.[3], rows[1]?.[3], rows.at(-1)?.[3]]).toEqual(['last', 'w0', 'w98'])
  expect(markdown).toContain('\n… and 51 more.\n')
})

test('fifty notes, and how many there are besides; none that a baseline knows', () => {
  const notes = Array.from({ length: 60 }, (_, at) =>
    finding({ severity: 'info', message: `n${at}`, known: at === 0, fails: at === 1 }),
  )
  const markdown = renderMarkdown(sampleReport({ findings: notes }), sampleViews)
  const rows = rowsOf(markdown).filter(([mark]) => mark === '❌' || mark === 'ℹ️')
  expect(rows.map(([, , , what]) => what)).toEqual(['n1', ...Array.from({ length: 50 }, (_, at) => `n${at + 2}`)])
  expect(markdown).toContain('\n### Notes (58)\n')
  expect(markdown).toContain('\n… and 8 more.\n')
})

test('hostile reports: the table keeps its shape, and the cells their texts', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (message, file) => {
      const report = sampleReport(
        { findings: [finding({ message, location: { file, line: 1, column: 1 } })] },
        { warnings: [message], thresholds: [{ expression: message, actual: 1, passed: true }] },
      )
      const markdown = renderMarkdown(report, sampleViews)
      expect(markdown.replace(/^> /gm, '')).not.toMatch(/[<>]/)
      const rows = rowsOf(markdown)
      expect(rows.map((cells) => cells.length)).toEqual([2, 2, 2, 2, 3, 3, 3, 4, 4, 4])
      const [wanted] = report.result.findings
      expect(rows[6]?.[0]).toBe(asLine(wanted?.message ?? ''))
      expect(rows[9]?.slice(2)).toEqual([asLine(`${wanted?.location?.file}:1`), asLine(wanted?.message ?? '')])
      // The title, ten rows, the warning, five blank lines: no text began a line of its own.
      expect(markdown.split('\n')).toHaveLength(17)
    }),
    fuzz(200),
  )
})

/** As one line of text. */
function asLine(text: string): string {
  return (
    text
      .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
      // oxlint-disable-next-line no-control-regex -- what no text file should hold
      .replace(/[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/gu, '\uFFFD')
  )
}
