import { readFileSync } from 'node:fs'
import { type XMLFileInfo, validateXML } from 'xmllint-wasm'

const schema = readFileSync(new URL('../fixtures/junit.xsd', import.meta.url), 'utf8')

/** An element as a reader of XML sees it: entities resolved. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  text: string
}

/**
 * Holds documents against the schema of JUnit XML, all in one go: each start of libxml2 takes a tenth of a second.
 * @returns what is wrong with them (nothing, where all is well), and the elements of each, in their order
 */
export async function readJunit(xmls: readonly string[]): Promise<{ errors: string[]; documents: XmlElement[][] }> {
  // As bytes, as a file would hold them: half of a surrogate pair does not get through.
  const xml = xmls.map((contents, at): XMLFileInfo => ({ fileName: `${at}.xml`, contents: Buffer.from(contents) }))
  const { errors, normalized } = await validateXML({ xml, schema, normalization: 'c14n', maxMemoryPages: 4096 })
  const documents = normalized.split(/(?<=<\/testsuites>)\n?/).filter((text) => text.startsWith('<'))
  return { errors: errors.map(({ rawMessage }) => rawMessage), documents: documents.map(elementsOf) }
}

/** Of canonical XML, in which every value is quoted and no `<` stands inside of one. */
function elementsOf(canonical: string): XmlElement[] {
  return [...canonical.matchAll(/<(?<name>[\w-]+)(?<attributes>(?: [\w-]+="[^"]*")*)>(?<text>[^<]*)/g)].map(
    ({ groups }) => ({
      name: groups?.['name'] ?? '',
      attributes: Object.fromEntries(
        [...(groups?.['attributes'] ?? '').matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
          key,
          unescapeXml(value),
        ]),
      ),
      text: unescapeXml(groups?.['text'] ?? ''),
    }),
  )
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' }

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\dA-F]+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (entities[name] ?? '') : String.fromCodePoint(Number.parseInt(code, 16)),
  )
}
