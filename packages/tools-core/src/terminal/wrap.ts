/** Breaks a line at blanks; a word that is wider stays whole. Without a width nothing is broken. */
export function wrapLine(
  text: string,
  width: number | undefined,
  widthOf: (text: string) => number = (word) => word.length,
): readonly string[] {
  if (width === undefined || widthOf(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return lines.concat(line)
}
