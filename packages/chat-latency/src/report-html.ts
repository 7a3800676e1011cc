import type { Report } from '@m4sh/tools-core/reporting'
import { renderHtmlPage } from '@m4sh/tools-core/reporting/html-page'
import type { ChatResult } from './result.ts'

export function renderReportHtml(report: Report<ChatResult>): string {
  return renderHtmlPage({ title: 'Chat latency', bodyHtml: '', css: '', script: '', data: report })
}
