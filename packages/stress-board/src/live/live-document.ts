import { type PageData, pageScript, pageStyles, renderTemplate } from '@m4sh/tools-core/reporting/html'
import { renderHtmlPage } from '@m4sh/tools-core/reporting/html-page'
import { timelineCharts } from '../report-html/sections/timeline.ts'
import { liveFigures } from './live-figures.ts'

/** `templates/` lies beside `src/` and beside `dist/`. */
const templates = new URL('../../templates/', import.meta.url)

/** The page that fills while the run goes on. @param subject what is loaded, in a few words */
export function renderLiveDocument(subject: string): string {
  const charts = timelineCharts([])
  const data: PageData = { charts }
  return renderHtmlPage({
    title: 'Whiteboard under load: live',
    bodyHtml: renderTemplate(new URL('live.ejs', templates), { subject, charts, figures: liveFigures(null) }),
    css: pageStyles(),
    script: pageScript(new URL('live.js', templates)),
    data,
    connectsToServer: true,
  })
}
