/** What a terminal obeys and does not show: control characters, and marks that turn the order of letters around. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
export const obeyed = /[\0-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g

/**
 * One line of text from outside on a terminal: control characters and escape sequences are shown, not obeyed. Nor are
 * the commands of a workflow, which GitHub Actions takes out of the log of a step: `::…` at the beginning of a line,
 * `##[…` anywhere.
 */
export function escapeTerminal(text: string): string {
  return escapeCommands(text.replace(obeyed, (char) => (char === '\t' ? ' ' : codeOf(char))))
}

/** The commands of a workflow alone: a text that is broken may begin a line with what stood within one. */
export function escapeCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, String.raw`$1\x3a`).replace(/##(?=\[)/g, String.raw`\x23#`)
}

/** The same for a text of several lines, whose line ends stay. */
export function escapeTerminalLines(text: string): string {
  return text.split(/\r?\n/).map(escapeTerminal).join('\n')
}

/**
 * Text from outside on a page or in a sheet, which break lines by themselves: what is invisible or turns the order of
 * letters around is shown; tabs and line ends stay.
 */
export function escapeInvisible(text: string): string {
  return text.replace(obeyed, (char) => (/[\t\r\n]/.test(char) ? char : codeOf(char)))
}

/** JSON whose control characters are escaped: a terminal shows it and does not obey it, and it is the same value. */
export function escapeTerminalJson(json: string): string {
  return json
    .replace(obeyed, (char) => (char === '\n' ? char : unicodeEscape(char)))
    .replace(/##(?=\[)/g, `${unicodeEscape('#')}#`)
}

function codeOf(char: string): string {
  const code = char.charCodeAt(0)
  return code > 0xff ? unicodeEscape(char) : `\\x${code.toString(16).padStart(2, '0')}`
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
