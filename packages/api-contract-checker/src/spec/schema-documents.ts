import type SwaggerParser from '@apidevtools/swagger-parser'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readFile } from 'node:fs/promises'
import { decodeText } from './decode-text.ts'
import { messageOf } from './error-message.ts'
import { parseDocument, type JsonObject } from './parse-document.ts'
import { SCHEMA_ACCEPT, type SchemaDeps, type SchemaText } from './schema-deps.ts'

/** The schema and every document that its references name, by address without fragment. */
export interface SchemaDocuments {
  /** Address of the schema itself. */
  root: string
  documents: ReadonlyMap<string, unknown>
  /** Why a document is not among them. */
  failures: ReadonlyMap<string, string>
}

type ReadDeps = Pick<SchemaDeps, 'fetchText' | 'baseUrl' | 'redactUrl' | 'signal'>

/**
 * Gathers the documents that a schema refers to. The parser library is loaded only for a schema of several documents: most
 * are one, and loading it costs more than reading them.
 */
export async function gatherDocuments(
  document: JsonObject,
  { text, location }: SchemaText,
  deps: ReadDeps,
): Promise<SchemaDocuments> {
  const documents = new Map<string, unknown>([[withoutFragment(location), document]])
  const failures = new Map<string, string>()
  const gathered = { root: withoutFragment(location), documents, failures }
  if (!mayReferElsewhere(text)) return gathered
  const { default: Parser } = await import('@apidevtools/swagger-parser')
  const read = (address: string) => readDocument(address, gathered.root, documents, failures, deps)
  // Its version gate refuses OpenAPI 3.2, and a null among the paths stops it: it gets a document that only has the references.
  const facade = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {}, document }
  await new Parser().resolve(libraryPath(location), facade, libraryOptions(read))
  if (deps.signal?.aborted) throw deps.signal.reason
  return gathered
}

/** A reference that does not begin with `#`. May be wrong in one direction only: it then costs a look. */
function mayReferElsewhere(text: string): boolean {
  return /\$ref["']?\s*:\s*(?:["']\s*)?[^#"'\s]/.test(text)
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

async function readDocument(
  given: string,
  root: string,
  documents: Map<string, unknown>,
  failures: Map<string, string>,
  deps: ReadDeps,
): Promise<unknown> {
  const address = toAddress(given)
  try {
    const text = await readText(address, root, deps)
    const value = parseDocument(text, deps.redactUrl(address), [])
    documents.set(address, value)
    return typeof value === 'object' && value !== null ? value : {}
  } catch (error) {
    failures.set(address, messageOf(error))
    return {}
  }
}

async function readText(address: string, root: string, deps: ReadDeps): Promise<string> {
  if (address.startsWith('file:')) {
    // Whoever serves a schema must not choose which files of this machine are read.
    if (!root.startsWith('file:')) throw new Error('a schema from the network may not name local files')
    return decodeText(await readFile(fileURLToPath(address)))
  }
  const home = root.startsWith('file:') ? deps.baseUrl : root
  const credentials = URL.canParse(home) && new URL(home).origin === new URL(address).origin
  const { status, body } = await deps.fetchText(address, { accept: SCHEMA_ACCEPT, credentials })
  if (status < 200 || status >= 300) throw new Error(`the server answered ${status}`)
  return body
}

/** The library names local documents by their paths, which it then compares with what references resolve to. */
function libraryPath(location: string): string {
  return location.startsWith('file:') ? fileURLToPath(location) : withoutFragment(location)
}

function toAddress(given: string): string {
  if (/^(?:https?|file):/i.test(given)) return withoutFragment(new URL(given).href)
  return pathToFileURL(decodePath(given)).href
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export function withoutFragment(address: string): string {
  const at = address.indexOf('#')
  return at === -1 ? address : address.slice(0, at)
}
