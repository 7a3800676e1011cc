import { createHash } from 'node:crypto'
import type { Report } from '@m4sh/tools-core/reporting'
import type { PageOptions } from '../../src/report-html/page.ts'
import { toParts } from '../../src/report-html/parts.ts'
import type { ContractResult } from '../../src/result.ts'

export function renderReportHtml(report: Report<ContractResult>, options: PageOptions = {}): string {
  const { title, bodyHtml, css: own, script, data } = toParts(report, options)
  const css = `:root{color-scheme:light dark}body{margin:0;font-family:system-ui,sans-serif;background:var(--cr-bg)}${own}`
  const h = (s: string) => `'sha256-${createHash('sha256').update(s).digest('base64')}'`
  const csp = `default-src 'none'; style-src ${h(css)}; script-src ${h(script)}; base-uri 'none'; form-action 'none'`
  const esc = (s: string) => s.replaceAll(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${csp}"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${esc(title)}</title><style>${css}</style></head><body><main>${bodyHtml}</main><script type="application/json" id="report-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script><script type="module">${script}</script></body></html>`
}
