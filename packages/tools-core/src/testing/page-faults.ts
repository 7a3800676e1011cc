import { readHtml } from './html-document.ts'

/** What a report never needs; a text from outside that is one of these has become markup. */
const strangers = new Set(['img', 'iframe', 'object', 'embed', 'link', 'base', 'frame', 'applet'])

/** Where links of a report lead: within it, to a file beside it, to the web, to an editor. */
const allowedLink = /^(?:#|https?:|vscode:|[^:]*$|[^:/?#]*[/?#])/i

/** What does not show, or shows what follows the other way round. Lines and tabs are the page's own. */
const hidden = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/u

/**
 * What is wrong with a page that should need nothing else and run its own script alone: markup that is not whole, elements
 * and attributes that load or run something, links to scripts, characters that hide others.
 */
export function pageFaults(html: string): string[] {
  const { elements, errors } = readHtml(html)
  const scripts = elements.filter(({ name }) => name === 'script').map(({ attributes }) => attributes['type'] ?? 'own')
  const pairs = elements.flatMap(({ attributes, name }) =>
    Object.entries(attributes).map(([key, value]) => ({ name, key, value })),
  )
  const shown = html.replace(/<script[^>]*>[^]*?<\/script>/g, '')
  return [
    ...errors,
    ...elements.filter(({ name }) => strangers.has(name)).map(({ name }) => `an element <${name}>`),
    ...(scripts.filter((type) => type === 'own').length === 1 ? [] : ['not one script of its own']),
    ...scripts.filter((type) => !['own', 'application/json'].includes(type)).map((type) => `a script of type ${type}`),
    ...pairs
      .filter(({ key }) => /^(?:on.*|style|action|srcdoc|formaction)$/i.test(key))
      .map(({ key, name, value }) => `<${name} ${key}="${value}">`),
    ...pairs
      .filter(({ key, value }) => ['href', 'src'].includes(key) && !allowedLink.test(value))
      .map(({ key, value }) => `${key} leads to ${value}`),
    ...(hidden.test(shown) ? [`a character that does not show: ${JSON.stringify(hidden.exec(shown)?.[0])}`] : []),
  ]
}
