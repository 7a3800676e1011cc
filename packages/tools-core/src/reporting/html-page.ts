import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ejs from 'ejs'
import type { Language } from '../language/index.ts'
import { scriptJson } from './escape.ts'
import { pageWords } from './html/page-words.ts'

export interface HtmlPage {
  title: string
  /** Of its words; English if left out. */
  language?: Language
  /** Markup of the page's main part; whatever came from outside is escaped in it already. */
  bodyHtml: string
  css: string
  /** Script of the page. Reads its data from the element `#report-data`. */
  script: string
  data: unknown
  /** Its script may talk to the server that the page came from; without it to nobody. */
  connectsToServer?: boolean
  /** What has made the page, for whoever wants to know before it is replaced. */
  generator?: string
}

/**
 * A page in one file that needs nothing else: it opens from a disk, without a network, and its policy allows only the
 * styles and the script that are written into it. Light and dark by the reader's system; printable.
 */
export function renderHtmlPage({
  title,
  language = 'en',
  bodyHtml,
  css,
  script,
  data,
  connectsToServer = false,
  generator,
}: HtmlPage): string {
  const file = new URL('../../templates/page.ejs', import.meta.url)
  const styles = inlined(
    `${readFileSync(new URL('../../templates/page.css', import.meta.url), 'utf8')}\n${css}`,
    'style',
  )
  const code = inlined(script, 'script')
  const policy = [
    "default-src 'none'",
    `style-src '${hash(styles)}'`,
    `script-src '${hash(code)}'`,
    ...(connectsToServer ? ["connect-src 'self'"] : []),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const render = ejs.compile(readFileSync(file, 'utf8'), {
    filename: fileURLToPath(file),
    strict: true,
    localsName: 'page',
  })
  const words = pageWords[language]
  return render({ title, bodyHtml, styles, script: code, json: scriptJson(data), policy, generator, words })
}

/** As a browser reads it, line ends and all: its hash is of that. */
function inlined(text: string, element: 'style' | 'script'): string {
  if (new RegExp(`</${element}|<!--`, 'i').test(text)) throw new TypeError(`the ${element} of a page would end early`)
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD')
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`
}
