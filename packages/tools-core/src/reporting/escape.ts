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
      // In an attribute a bare line end would become a blank.
      .replace(/[\n\r\t]/g, (char) => `&#${char.charCodeAt(0)};`)
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

/** One line of text inside a Markdown table or paragraph: no markup of its own. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\r\n\t]+/g, ' ')
      // oxlint-disable-next-line no-control-regex -- what a terminal would obey that shows the file
      .replace(/[\0-\x1F\x7F-\x9F]|\p{Surrogate}/gu, '\uFFFD')
      // The dollar begins a formula on GitHub.
      .replace(/[\\`*_[\]|#~$]/g, '\\$&')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
  )
}

/** Text from outside on a terminal: control characters and escape sequences are shown, not obeyed. */
export function escapeTerminal(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what a terminal obeys
  return text.replace(/[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g, (char) =>
    char === '\t' ? ' ' : codeOf(char),
  )
}

/** JSON that a terminal shows and does not obey: it holds no control character, and is the same value. */
export function terminalJson(value: unknown, indent?: number): string {
  return (JSON.stringify(value, nullForNothing, indent) ?? 'null').replace(
    /[\x7F-\x9F\u2028-\u202E\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Unknown is `null` in a report, never left out. */
function nullForNothing(_key: string, value: unknown): unknown {
  return value === undefined ? null : value
}

function codeOf(char: string): string {
  const code = char.charCodeAt(0).toString(16)
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`
}
