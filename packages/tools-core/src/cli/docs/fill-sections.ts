/**
 * Puts generated text between the marks of a document, `<!-- flags -->` and `<!-- /flags -->`, in place of what stands there.
 * @param contents by the name in the marks; a section without marks is left out
 * @throws {Error} for a mark that nothing closes
 */
export function fillSections(document: string, contents: Readonly<Record<string, string>>): string {
  return Object.entries(contents).reduce((text, [name, content]) => fill(text, name, content), document)
}

function fill(document: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = document.indexOf(open)
  if (from === -1) return document
  const to = document.indexOf(close, from)
  if (to === -1) throw new Error(`${open} has no ${close} behind it`)
  return `${document.slice(0, from + open.length)}\n${content}\n${document.slice(to)}`
}
