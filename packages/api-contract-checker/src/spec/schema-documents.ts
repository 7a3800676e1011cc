import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type SwaggerParser from '@apidevtools/swagger-parser'
import { fileFault } from '@m4sh/tools-core/errors'
import { decodePercent, isRecord } from '@m4sh/tools-core/values'
import { decodeText } from './decode-text.ts'
import { say } from '../language/phrases.ts'
import { parseDocument, type JsonObject } from './parse-document.ts'
import { SCHEMA_ACCEPT, type SchemaText } from './schema-deps.ts'
import type { LimitedDeps } from './schema-limits.ts'

/** The schema and every document that its references name, by address without fragment. */
export interface SchemaDocuments {
  /** Address of the schema itself. */
  root: string
  documents: ReadonlyMap<string, unknown>
  /** Why a document is not among them. */
  failures: ReadonlyMap<string, string>
}

interface Gathering {
  root: string
  documents: Map<string, unknown>
  failures: Map<string, string>
  trustedOrigin: string
  deps: LimitedDeps
}

/**
 * Gathers the documents that a schema refers to. The parser library is loaded only for a schema of several documents: most
 * are one, and loading it costs more than reading them.
 */
export async function gatherDocuments(
  document: JsonObject,
  { text, location, trustedOrigin }: SchemaText,
  deps: LimitedDeps,
): Promise<SchemaDocuments> {
  const root = withoutFragment(location)
  const documents = new Map<string, unknown>([[root, document]])
  const gathering: Gathering = { root, documents, failures: new Map(), trustedOrigin, deps }
  if (!mayReferElsewhere(text)) return gathering
  const { default: Parser } = await import('@apidevtools/swagger-parser')
  const read = (address: string) => readDocument(address, gathering)
  // Its version gate refuses OpenAPI 3.2, and a null among the paths stops it: it gets a document that only has the references.
  const references = referencesIn(document, root, root)
  const facade = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, references }
  await new Parser().resolve(libraryPath(location), facade, libraryOptions(read))
  // Stopped from outside, out of time, or past a limit: half of a schema is none.
  deps.signal.throwIfAborted()
  return gathering
}

/** A reference that does not begin with `#`. May be wrong in one direction only: it then costs a look. */
function mayReferElsewhere(text: string): boolean {
  return /\$ref["']?\s*:\s*(?:["']\s*)?[^#"'\s]/.test(text)
}

/**
 * Of a document, all that the library needs: which others it refers to. In the document itself the library would go down
 * level by level, of which there may be more than the stack holds, and give up at the first reference that is no address.
 */
function referencesIn(document: unknown, base: string, root: string): { readonly $ref: string }[] {
  const addresses = new Set<string>()
  const seen = new Set<unknown>()
  const open: unknown[] = [document]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const reference = isRecord(value) ? value['$ref'] : undefined
    if (typeof reference === 'string' && !reference.startsWith('#') && URL.canParse(reference, base))
      addresses.add(withoutFragment(new URL(reference, base).href))
    const parts: readonly unknown[] = Object.values(value)
    // The first is looked at first.
    for (let at = parts.length - 1; at >= 0; at -= 1) open.push(parts[at])
  }
  // That one is here.
  addresses.delete(root)
  return [...addresses].map(($ref) => ({ $ref }))
}

/**
 * One resolver and one parser for everything. Neither ever fails, since the library gives up all other documents when one
 * cannot be read; what fails is remembered, and told if an operation needs it.
 */
function libraryOptions(read: (address: string) => Promise<unknown>): SwaggerParser.Options {
  const values = new Map<string, unknown>()
  return {
    resolve: {
      external: true,
      file: false,
      http: false,
      own: {
        order: 1,
        canRead: true,
        async read({ url }: { url: string }): Promise<string> {
          values.set(url, await read(url))
          return ' '
        },
      },
    },
    parse: {
      json: false,
      yaml: false,
      text: false,
      binary: false,
      own: { order: 1, allowEmpty: true, canParse: true, parse: ({ url }: { url: string }) => values.get(url) ?? {} },
    },
  }
}

async function readDocument(given: string, gathering: Gathering): Promise<unknown> {
  const { deps, documents, failures } = gathering
  const address = toAddress(given)
  try {
    deps.signal.throwIfAborted()
    deps.countDocument()
    const text = await readText(address, gathering)
    deps.countText(text)
    const value = parseDocument(text, { shown: deps.redactUrl(address), warnings: [] })
    documents.set(address, value)
    return referencesIn(value, address, gathering.root)
  } catch (error) {
    failures.set(address, fileFault(error))
    return {}
  }
}

async function readText(address: string, { root, trustedOrigin, deps }: Gathering): Promise<string> {
  if (address.startsWith('file:')) {
    // Whoever serves a schema must not choose which files of this machine are read.
    if (!root.startsWith('file:')) throw new Error(say('a schema from the network may not name local files'))
    return await readLocalDocument(fileURLToPath(address), deps)
  }
  // Not that of the root: a redirect may have led there, and whoever answers there must not get the token.
  const credentials = new URL(address).origin === trustedOrigin
  const { status, body } = await deps.fetchText(address, { accept: SCHEMA_ACCEPT, credentials, signal: deps.signal })
  if (status < 200 || status >= 300) throw new Error(say('the server answered {#status}', { status }))
  return body
}

async function readLocalDocument(path: string, { onFile }: LimitedDeps): Promise<string> {
  onFile?.(path)
  // A device has no end.
  if (!(await stat(path)).isFile()) throw new Error(say('{path} is no file', { path }))
  return decodeText(await readFile(path))
}

/** The library names local documents by their paths, which it then compares with what references resolve to. */
function libraryPath(location: string): string {
  return location.startsWith('file:') ? fileURLToPath(location) : withoutFragment(location)
}

function toAddress(given: string): string {
  if (/^(?:https?|file):/i.test(given)) return withoutFragment(new URL(given).href)
  return pathToFileURL(decodePercent(given)).href
}

export function withoutFragment(address: string): string {
  const at = address.indexOf('#')
  return at === -1 ? address : address.slice(0, at)
}
