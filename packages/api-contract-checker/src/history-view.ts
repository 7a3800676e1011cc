import type { HistoryView } from '@m4sh/tools-core/reporting'
import type { ContractLocalization } from './language/index.ts'
import type { ContractResult } from './result.ts'

/** How comparisons are told beside each other. */
export function historyView({ messages: { history: words } }: ContractLocalization): HistoryView<ContractResult> {
  return {
    subject: ({ result: { summary } }) => words.subject(summary.calls, summary.operations),
    target: ({ target: { baseUrl, frontends, schemas } }) => {
      const sources = textsOf(schemas).map((source) => sourceText(source, String(baseUrl)))
      return words.target(textsOf(frontends).map(tailOf).join(', '), sources.join(', '))
    },
    trends: [
      {
        title: words.mismatches,
        unit: 'count',
        better: 'less',
        lines: [
          { label: words.frontendOnly, path: 'result.summary.frontendOnly' },
          { label: words.methodMismatch, path: 'result.summary.methodMismatch' },
          { label: words.trailingSlash, path: 'result.summary.trailingSlash' },
          { label: words.unresolved, path: 'result.summary.unresolved' },
        ],
      },
      {
        title: words.findings,
        unit: 'count',
        better: 'less',
        lines: [
          { label: words.errors, path: 'findings.error' },
          { label: words.warnings, path: 'findings.warning' },
          { label: words.notes, path: 'findings.info' },
        ],
      },
      {
        title: words.agreement,
        unit: 'percent',
        better: 'more',
        lines: [
          { label: words.matched, path: 'result.summary.matchedPercent' },
          { label: words.used, path: 'result.summary.usedPercent' },
        ],
      },
    ],
  }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

/** The address of a schema that a server has, the end of the path of one that is a file. */
function sourceText(source: string, baseUrl: string): string {
  if (URL.canParse(source)) return source
  const isOfServer = source.startsWith('/') && !/\.(ya?ml|json)$/i.test(source)
  return isOfServer ? `${baseUrl}${source}` : tailOf(source)
}

/** Its last two parts: where the rest lies differs from machine to machine. */
function tailOf(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '')
  return parts.slice(-2).join('/')
}
