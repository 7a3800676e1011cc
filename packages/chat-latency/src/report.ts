import type { Redactor } from '@m4sh/tools-core/redaction'
import { catalogueOf, type Language } from '@m4sh/tools-core/language'
import { type ReportFinding, type ReportViews, type RuleInfo, share } from '@m4sh/tools-core/reporting'
import { historyView } from './history-view.ts'
import type { ChatRun } from './measure-chat-latency.ts'
import { localization } from './language/index.ts'
import { renderText } from './report-text.ts'
import type { ChatResult, Comparison } from './result.ts'
import { samplesCsv } from './samples-csv.ts'
import { summaryRows } from './summary-rows.ts'

const docs = 'https://github.com/mashmanuc/m4sh-tools/tree/main/packages/chat-latency#findings'

const rules: readonly RuleInfo[] = [
  {
    id: 'lost-message',
    title: 'A message did not arrive in time',
    description: 'It was sent, and did not reach the socket of the receiver within the timeout.',
    severity: 'warning',
    helpUrl: docs,
  },
  {
    id: 'latency-regression',
    title: 'Slower than the baseline',
    description:
      'A percentile is slower than in the baseline by more than is allowed, or more messages are lost, and luck does not explain it.',
    severity: 'error',
    helpUrl: docs,
  },
  {
    id: 'nothing-compared',
    title: 'Nothing could be compared',
    description:
      'A run that is to be no slower than its baseline has too few messages to tell, or there is no baseline yet.',
    severity: 'error',
    helpUrl: docs,
  },
]

/**
 * The report of chat-latency in every format.
 * @param secrets for the samples, which are not in the report
 * @param language of text and HTML
 */
export function chatViews(
  run: Pick<ChatRun, 'records' | 'origin'>,
  graph: boolean,
  secrets: Redactor,
  language: Language,
): ReportViews<ChatResult> {
  const english = localization('en')
  const t = localization(language)
  return {
    rules,
    findings: ({ result, options }) => toFindings(result, typeof options['failOnRegression'] === 'number'),
    summary: ({ result }) => summaryRows(english, result).filter(([label]) => label !== ''),
    text: (report, style) => renderText(t, report, style, graph),
    csv: () => samplesCsv(run, secrets),
    history: catalogueOf((each) => historyView(localization(each))),
    html: async (report) => (await import('./report-html.ts')).renderReportHtml(t, report),
  }
}

/** @param isGate whether --fail-on-regression was given */
export function toFindings({ messages, comparison }: ChatResult, isGate = false): ReportFinding[] {
  const common = { location: null, known: false } as const
  const lost: ReportFinding[] =
    messages.lost === 0
      ? []
      : [
          {
            ...common,
            ruleId: 'lost-message',
            severity: 'warning',
            message: `${messages.lost} of ${messages.sent} messages did not arrive in time.`,
            fingerprint: 'lost',
            fails: false,
          },
        ]
  const regressions = (comparison?.regressions ?? []).map((name): ReportFinding => {
    return {
      ...common,
      ruleId: 'latency-regression',
      severity: 'error',
      message: regressionText(name, comparison),
      fingerprint: `regression ${name}`,
      fails: true,
    }
  })
  const isUnjudged = comparison === null ? isGate : comparison.allowed !== null && comparison.verdict === 'unknown'
  const nothing: ReportFinding[] = !isUnjudged
    ? []
    : [
        {
          ...common,
          ruleId: 'nothing-compared',
          severity: 'error',
          message:
            comparison === null
              ? 'There is no baseline yet to tell whether this run is slower.'
              : 'There are too few messages to tell whether this run is slower than its baseline.',
          fingerprint: 'nothing compared',
          fails: true,
        },
      ]
  return [...lost, ...regressions, ...nothing]
}

function regressionText(name: string, comparison: Comparison | null): string {
  if (name === 'lost')
    return `Messages that did not come went from ${share(comparison?.lost.old ?? null)} to ${share(comparison?.lost.new ?? null)}.`
  const { old = null, new: now = null } = comparison?.changes[name] ?? {}
  return `${name} went from ${timeText(old)} to ${timeText(now)}.`
}

function timeText(time: number | null): string {
  return time === null ? 'beyond the timeout' : `${time} ms`
}
