import { type PageData, pageScript, pageStyles, pageWords, renderTemplate } from '@m4sh/tools-core/reporting/html'
import { renderHtmlPage } from '@m4sh/tools-core/reporting/html-page'
import type { StressLocalization, StressMessages } from '../language/index.ts'
import { timelineCharts } from '../report-html/sections/timeline.ts'
import { liveFigures } from './live-figures.ts'

/** `templates/` lies beside `src/` and beside `dist/`. */
const templates = new URL('../../templates/', import.meta.url)

/** What the page's script works with. */
export interface LiveData extends PageData {
  readonly statuses: StressMessages['live']['statuses']
}

/** The page that fills while the run goes on. @param subject what is loaded, in a few words */
export function renderLiveDocument(t: StressLocalization, subject: string): string {
  const { headline, live, sections } = t.messages
  const charts = timelineCharts(t, [])
  const words = pageWords[t.language]
  const data: LiveData = { charts, words, statuses: live.statuses }
  const values = {
    // It has no tables that could hold the same.
    words: { ...words, noPicture: words.noPictureAlone },
    title: headline.title,
    subject,
    texts: live,
    chartsTitle: sections.timeline.title,
    charts,
    figures: liveFigures(t, null),
  }
  return renderHtmlPage({
    title: live.title,
    language: t.language,
    bodyHtml: renderTemplate(new URL('live.ejs', templates), values, t.language),
    css: pageStyles(),
    script: pageScript(new URL('live.js', templates)),
    data,
    connectsToServer: true,
  })
}
