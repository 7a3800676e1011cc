/** Elements without an end tag. */
const empty = new Set(['meta', 'link', 'br', 'hr', 'img', 'input', 'wbr', 'col'])
/** Elements whose content is no markup. */
const raw = new Set(['script', 'style', 'title', 'textarea'])
const startTag = /<([a-z][a-z\d-]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*(\/?)>/iy
const endTag = /<\/([a-z][a-z\d-]*)>/y

export interface HtmlElement {
  name: string
  attributes: Readonly<Record<string, string>>
  /** Content of a script, a style or a title, as it stands there. */
  text: string
}

/**
 * Reads a page more strictly than a browser does: every element is closed, every attribute quoted, every id its own.
 * Markup that a text from outside brings in is an error here, or an element that nobody expects.
 */
export function readHtml(html: string): { errors: string[]; elements: HtmlElement[] } {
  const reader = new HtmlReader(html)
  reader.read()
  return reader
}

class HtmlReader {
  readonly errors: string[] = []
  readonly elements: HtmlElement[] = []
  readonly #html: string
  readonly #open: string[] = []
  readonly #ids = new Set<string>()
  #at = 0

  constructor(html: string) {
    this.#html = html
  }

  read(): void {
    const doctype = '<!doctype html>\n'
    if (!this.#html.startsWith(doctype)) return this.#fail('no doctype')
    this.#at = doctype.length
    this.#readText()
    while (this.#at < this.#html.length) {
      if (!this.#readEndTag() && !this.#readStartTag()) return this.#fail('neither text nor a tag')
      this.#readText()
    }
    if (this.#open.length > 0) this.#fail(`never closed: ${this.#open.join(' ')}`)
  }

  #readText(): void {
    const text = this.#upTo('<')
    if (/&(?!#\d+;|#x[\da-f]+;|[a-z]+;)|>/i.test(text)) this.#fail(`a bare & or > in ${text}`)
  }

  #readEndTag(): boolean {
    const name = this.#match(endTag)?.[1]
    if (name === undefined) return false
    if (this.#open.pop() !== name) this.#fail(`a surplus </${name}>`)
    return true
  }

  #readStartTag(): boolean {
    const tag = this.#match(startTag)
    if (!tag) return false
    const name = (tag[1] ?? '').toLowerCase()
    const attributes = this.#readAttributes(tag[2] ?? '')
    this.elements.push({ name, attributes, text: raw.has(name) ? this.#upTo(`</${name}`) : '' })
    // As SVG has it.
    const isClosed = tag[3] === '/'
    if (!empty.has(name) && !isClosed) this.#open.push(name)
    return true
  }

  #readAttributes(text: string): Record<string, string> {
    const attributes: Record<string, string> = {}
    for (const [, key = '', value = ''] of text.matchAll(/([a-z-]+)(?:="([^"]*)")?/gi)) {
      if (Object.hasOwn(attributes, key)) this.#fail(`${key} twice`)
      attributes[key] = unescapeHtml(value)
    }
    const { id } = attributes
    if (id !== undefined && this.#ids.has(id)) this.#fail(`the id ${id} twice`)
    if (id !== undefined) this.#ids.add(id)
    return attributes
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#html)
    if (found) this.#at += found[0].length
    return found
  }

  /** What stands before it, however it is written; all the rest where it never comes. */
  #upTo(end: string): string {
    const rest = this.#html.slice(this.#at)
    const length = end === '<' ? rest.indexOf(end) : rest.toLowerCase().indexOf(end)
    const text = length === -1 ? rest : rest.slice(0, length)
    this.#at += text.length
    return text
  }

  #fail(what: string): void {
    this.errors.push(`${what} at ${this.#at}: ${this.#html.slice(this.#at, this.#at + 40)}`)
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' }

export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|([a-z]+));/g, (all, code: string | undefined, name: string) =>
    code === undefined ? (entities[name] ?? all) : String.fromCodePoint(Number(code)),
  )
}
