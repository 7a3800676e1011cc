import { renderHtmlPage } from '@m4sh/tools-core/reporting/html-page'
import type { PageData } from '../report-html/page.ts'
import { timelineCharts } from '../report-html/sections/timeline.ts'
import { pageScript, pageStyles, renderTemplate } from '../report-html/templates.ts'
import { liveFigures } from './live-figures.ts'

/** The page that fills while the run goes on. @param subject what is loaded, in a few words */
export function renderLiveDocument(subject: string): string {
  const charts = timelineCharts([])
  const data: PageData = { charts }
  return renderHtmlPage({
    title: 'Whiteboard under load: live',
    bodyHtml: renderTemplate('live.ejs', { subject, charts, figures: liveFigures(null) }),
    css: pageStyles(),
    script: pageScript('live.js'),
    data,
    connectsToServer: true,
  })
}
