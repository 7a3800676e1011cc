import { obeyed } from '../terminal/escape.ts'

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text and attribute values of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => htmlEntities[char] ?? char)
}

/** For text and attribute values of XML 1.0, which cannot hold most control characters at all. */
export function escapeXml(text: string): string {
  return (
    escapeHtml(text)
      // With the `u` flag only halves of a pair that stand alone match.
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 forbids
      .replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '\uFFFD')
      // The rest it can, as numbers; in an attribute a bare line end would become a blank.
      .replace(obeyed, (char) => `&#${char.charCodeAt(0)};`)
  )
}

/** JSON that may stand inside a `<script>`: nothing in it can end the element or open a comment. */
export function scriptJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null')
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}

/** One line of text inside a Markdown table or paragraph: no markup of its own. GitHub still makes links of addresses. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
      .replace(obeyed, '\uFFFD')
      .replace(/\p{Surrogate}/gu, '\uFFFD')
      // The dollar begins a formula on GitHub.
      .replace(/[\\`*_[\]|#~$]/g, '\\$&')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
  )
}
