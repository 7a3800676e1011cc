import type { Redactor } from '@m4sh/tools-core/redaction'
import type { ReportFinding, ReportViews, RuleInfo } from '@m4sh/tools-core/reporting'
import type { ChatRun } from './measure-chat-latency.ts'
import { renderText } from './report-text.ts'
import type { ChatResult } from './result.ts'
import { samplesCsv } from './samples-csv.ts'
import { summaryRows } from './summary-rows.ts'

const docs = 'https://github.com/mashmanuc/m4sh-tools/tree/main/packages/chat-latency#findings'

const rules: readonly RuleInfo[] = [
  {
    id: 'lost-message',
    title: 'A message never arrived',
    description: 'It was sent, and did not reach the socket of the receiver within the timeout.',
    severity: 'warning',
    helpUrl: docs,
  },
  {
    id: 'latency-regression',
    title: 'Slower than the baseline',
    description: 'A percentile is slower than in the baseline by more than is allowed, and luck does not explain it.',
    severity: 'error',
    helpUrl: docs,
  },
]

/**
 * The report of chat-latency in every format.
 * @param secrets for the samples, which are not in the report
 */
export function chatViews(
  run: Pick<ChatRun, 'records' | 'origin'>,
  graph: boolean,
  secrets: Redactor,
): ReportViews<ChatResult> {
  return {
    rules,
    findings: ({ result }) => toFindings(result),
    summary: ({ result }) => summaryRows(result).filter(([label]) => label !== ''),
    text: (report, style) => renderText(report, style, graph),
    csv: () => samplesCsv(run, secrets),
    html: async (report) => (await import('./report-html.ts')).renderReportHtml(report),
  }
}

export function toFindings({ messages, comparison }: ChatResult): ReportFinding[] {
  const common = { location: null, known: false } as const
  const lost: ReportFinding[] =
    messages.lost === 0
      ? []
      : [
          {
            ...common,
            ruleId: 'lost-message',
            severity: 'warning',
            message: `${messages.lost} of ${messages.sent} messages never arrived.`,
            fingerprint: 'lost',
            fails: false,
          },
        ]
  const regressions = (comparison?.regressions ?? []).map((name): ReportFinding => {
    const change = comparison?.changes[name]
    return {
      ...common,
      ruleId: 'latency-regression',
      severity: 'error',
      message: `${name} went from ${change?.old} ms to ${change?.new} ms.`,
      fingerprint: `regression ${name}`,
      fails: true,
    }
  })
  return [...lost, ...regressions]
}
