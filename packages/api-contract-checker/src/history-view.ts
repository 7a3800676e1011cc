import { type HistoryView, plural } from '@m4sh/tools-core/reporting'
import type { ContractResult } from './result.ts'

/** How comparisons are told beside each other. */
export const historyView: HistoryView<ContractResult> = {
  subject: ({ result: { summary } }) =>
    `${plural(summary.calls, 'call')} against ${plural(summary.operations, 'endpoint')}`,
  target: ({ target: { baseUrl, frontends, schemas } }) => {
    const sources = textsOf(schemas).map((source) => sourceText(source, String(baseUrl)))
    return `${textsOf(frontends).map(tailOf).join(', ')} against ${sources.join(', ')}`
  },
  trends: [
    {
      title: 'Calls that do not fit',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'frontend only', path: 'result.summary.frontendOnly' },
        { label: 'method mismatches', path: 'result.summary.methodMismatch' },
        { label: 'trailing slash', path: 'result.summary.trailingSlash' },
        { label: 'unresolved', path: 'result.summary.unresolved' },
      ],
    },
    {
      title: 'Findings',
      unit: 'count',
      better: 'less',
      lines: [
        { label: 'errors', path: 'findings.error' },
        { label: 'warnings', path: 'findings.warning' },
        { label: 'notes', path: 'findings.info' },
      ],
    },
    {
      title: 'Agreement',
      unit: 'percent',
      better: 'more',
      lines: [
        { label: 'matched', path: 'result.summary.matchedPercent' },
        { label: 'endpoints used', path: 'result.summary.usedPercent' },
      ],
    },
  ],
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
