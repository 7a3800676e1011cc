import { Redactor } from '../../src/redaction/redactor.ts'
import { escapeHtml } from '../../src/reporting/escape.ts'
import { renderHtmlPage } from '../../src/reporting/html-page.ts'
import type { Format } from '../../src/reporting/format-names.ts'
import { render } from '../../src/reporting/formats.ts'
import type { Report, ReportFinding, ReportViews, TextStyle } from '../../src/reporting/report.ts'
import { type ReportEnd, startReport } from '../../src/reporting/start-report.ts'
import { escapeTerminal } from '../../src/terminal/escape.ts'
import { createMemoryHost } from '../../src/testing/memory-host.ts'

/** A result in which every field that matters to a writer may be whatever a test wants. */
export interface SampleResult {
  findings: ReportFinding[]
  rows: unknown[][]
}

export const plainStyle = { color: false }

/** The smallest tool there is. Its views put into each format all that the result holds. */
export const sampleViews: ReportViews<SampleResult> = {
  rules: [
    { id: 'lost-call', title: 'Lost', description: 'Nobody answers', severity: 'error', helpUrl: 'https://m4sh.org/l' },
    { id: 'slow-call', title: 'Slow', description: 'It takes long', severity: 'warning', helpUrl: null },
    { id: 'idle-call', title: 'Idle', description: 'Nobody asks', severity: 'info', helpUrl: null },
  ],
  findings: ({ result }) => result.findings,
  summary: ({ result }) => [
    ['Findings', result.findings.length],
    ['Rows', `${result.rows.length} in all`],
  ],
  text: ({ verdict, result }, { color }) =>
    [
      color ? `\u001B[1m${verdict}\u001B[22m` : verdict,
      ...result.findings.map(({ message }) => `  ${escapeTerminal(message)}`),
    ].join('\n'),
  csv: ({ result }) => ({ columns: ['first', 'second', 'third'], rows: result.rows }),
  html: async ({ result, tool }) =>
    renderHtmlPage({
      title: result.findings[0]?.message ?? tool.name,
      bodyHtml: `<main id="main"><ul>${result.findings
        .map(({ message, ruleId }) => `<li title="${escapeHtml(message)}">${escapeHtml(ruleId + message)}</li>`)
        .join('')}</ul></main>`,
      css: 'main { margin: 0 }',
      script: "document.title = JSON.parse(document.getElementById('report-data').textContent).title",
      data: result,
    }),
}

export function finding(change: Partial<ReportFinding> = {}): ReportFinding {
  return {
    ruleId: 'lost-call',
    severity: 'error',
    message: 'GET /api/rooms/ is gone',
    location: { file: 'src/rooms.js', line: 3, column: 7 },
    fingerprint: 'f1',
    known: false,
    fails: (change.severity ?? 'error') === 'error' && !change.known,
    ...change,
  }
}

/** The whole of a report in one format. */
export async function rendered(
  format: Format,
  report: Report<SampleResult>,
  views: ReportViews<SampleResult> = sampleViews,
  style: TextStyle = plainStyle,
): Promise<string> {
  let text = ''
  for await (const piece of render(format, report, views, style)) text += piece
  return text
}

/** As a tool makes one: through `startReport`, secrets taken out. */
export function sampleReport(
  { findings = [], rows = [] }: Partial<SampleResult> = {},
  { secrets = [], ...end }: Partial<ReportEnd<SampleResult>> & { secrets?: readonly string[] } = {},
): Report<SampleResult> {
  const host = createMemoryHost()
  const tool = { name: 'sample-tool', version: '1.2.3' }
  const redactor = new Redactor(secrets)
  const start = startReport({ tool, target: { url: 'http://localhost' }, options: {}, secrets: redactor, host })
  return start.finish({ verdict: 'fail', result: { findings, rows }, ...end })
}
