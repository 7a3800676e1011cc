const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What a terminal obeys and does not show: control characters, and marks that turn the order of letters around. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const obeyed = /[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g

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

/** One line of text inside a Markdown table or paragraph: no markup of its own. */
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

/**
 * Text from outside on a terminal: control characters and escape sequences are shown, not obeyed. Nor are the commands
 * of a workflow, which GitHub Actions takes out of the log of a step: `::…` at the beginning of a line, `##[…` anywhere.
 */
export function escapeTerminal(text: string): string {
  return text
    .replace(obeyed, (char) => (char === '\t' ? ' ' : codeOf(char)))
    .replace(/^(\s*):(?=:)/, String.raw`$1\x3a`)
    .replace(/##(?=\[)/g, String.raw`\x23#`)
}

/** JSON that a terminal shows and does not obey: it holds no control character, and is the same value. */
export function terminalJson(value: unknown, indent?: number): string {
  return (JSON.stringify(value, nullForNothing, indent) ?? 'null')
    .replace(obeyed, (char) => (char === '\n' ? char : unicodeEscape(char)))
    .replace(/##(?=\[)/g, `${unicodeEscape('#')}#`)
}

/** Unknown is `null` in a report, never left out. */
function nullForNothing(_key: string, value: unknown): unknown {
  return value === undefined ? null : value
}

function codeOf(char: string): string {
  const code = char.charCodeAt(0)
  return code > 0xff ? unicodeEscape(char) : `\\x${code.toString(16).padStart(2, '0')}`
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
