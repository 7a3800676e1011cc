import { readFile, stat } from 'node:fs/promises'
import { fileFault, systemCode } from '@m4sh/tools-core/errors'
import { decodeText } from './decode-text.ts'
import { messageOf } from './error-message.ts'
import { describePage, isHtml } from './html-page.ts'
import { SCHEMA_ACCEPT, type SchemaDeps, type SchemaText, type TextResponse } from './schema-deps.ts'
import { SchemaError } from './schema-error.ts'
import type { LimitedDeps } from './schema-limits.ts'
import type { SchemaLocation } from './schema-location.ts'
import { hintForCredentials } from './withheld-credentials.ts'

/** Where a schema is that does not come through a pipe. */
export type FetchableLocation = Exclude<SchemaLocation, { kind: 'stdin' }>

/**
 * Reads a schema's text from an address or a file.
 * @param source as it was given
 * @throws {SchemaError} if there is no text, or what came is plainly no schema (a login page, an error page)
 */
export async function readSchemaSource(
  location: FetchableLocation,
  source: string,
  deps: LimitedDeps,
): Promise<SchemaText> {
  deps.countDocument()
  const schema =
    location.kind === 'url' ? await readUrl(location.url, deps) : await readLocalFile(location, source, deps)
  deps.countText(schema.text)
  return schema
}

/** The schema that came by standard input. */
export async function readPipedSchema(url: string, deps: SchemaDeps): Promise<SchemaText> {
  const text = notEmpty(await deps.readStdin(), 'Standard input')
  return { text, shown: 'standard input', location: url, trustedOrigin: originOf(deps.baseUrl), file: null }
}

async function readUrl(url: string, deps: LimitedDeps): Promise<SchemaText> {
  const shown = deps.redactUrl(url)
  const response = await askFor(url, shown, deps)
  rejectStatus(response, shown, deps)
  if (isHtml(response.body)) throw describePage(response, shown, deps.redactUrl)
  const text = notEmpty(response.body, shown)
  return { text, shown, location: response.url || url, trustedOrigin: originOf(url), file: null }
}

async function askFor(url: string, shown: string, deps: LimitedDeps): Promise<TextResponse> {
  try {
    return await deps.fetchText(url, { accept: SCHEMA_ACCEPT, credentials: true, signal: deps.signal })
  } catch (error) {
    deps.signal.throwIfAborted()
    throw new SchemaError(
      'unreachable',
      `The schema could not be fetched from ${shown}: ${messageOf(error).replace(`GET ${shown}: `, '')}`,
      // A certificate wants something else than a server that is down.
      hintOf(error) ??
        'Is the backend running? Check --base-url and --schema-url; a file that holds the schema will do too.',
      error,
    )
  }
}

function hintOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'hint' in error && typeof error.hint === 'string'
    ? error.hint
    : undefined
}

function rejectStatus(response: TextResponse, shown: string, { redactUrl }: SchemaDeps): void {
  const { status, body, url } = response
  if (status >= 200 && status < 300) return
  const answered = `${shown} answered ${status}`
  if (status === 401 || status === 403)
    throw new SchemaError(
      'auth',
      `${answered}: the schema is not shown to everybody.`,
      hintForCredentials(
        response,
        'Pass --token TOKEN for a bearer token, or --header "Authorization: …" for another kind.',
        redactUrl,
      ),
    )
  if (status === 404 || status === 410)
    throw new SchemaError(
      'not-found',
      `${answered}: there is no schema at this address.`,
      'Give its path with --schema-url (drf-spectacular: often /api/schema/ or /schema/), its origin with --base-url.',
    )
  if (status >= 300 && status < 400)
    throw new SchemaError(
      'http-status',
      `${answered}: the redirect (to ${redactUrl(url)}) was not followed.`,
      'Give --schema-url the final address.',
    )
  const excerpt = isHtml(body) ? '' : firstLine(body)
  throw new SchemaError(
    'http-status',
    `${answered}${excerpt === '' ? '' : `: ${excerpt}`}.`,
    status >= 500
      ? 'The backend failed while it made the schema: its log says why. `manage.py spectacular --file schema.yml` writes it to a file, which --schema-url takes as well.'
      : 'Open the address in a browser to see what it wants; --header adds a header, --token a bearer token.',
  )
}

async function readLocalFile(
  { path, url }: SchemaLocation & { kind: 'file' },
  source: string,
  deps: SchemaDeps,
): Promise<SchemaText> {
  deps.onFile?.(path)
  const text = notEmpty(decodeText(await bytesOf(path, source)), source)
  return { text, shown: source, location: url, trustedOrigin: originOf(deps.baseUrl), file: path }
}

/** '' for what has none. */
function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : ''
}

async function bytesOf(path: string, source: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory()) throw missing(path, source, 'is a folder')
    return await readFile(path)
  } catch (error) {
    if (error instanceof SchemaError) throw error
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') throw missing(path, source, 'does not exist')
    throw new SchemaError(
      'unreadable-file',
      `The schema file ${source} could not be read: ${fileFault(error)}.`,
      'Check its permissions, or give --schema-url another file.',
      error,
    )
  }
}

function missing(path: string, source: string, says: string): SchemaError {
  const asked = `The schema file ${source} ${says}${path === source ? '' : ` (looked for ${path})`}.`
  return new SchemaError(
    'missing-file',
    asked,
    'Give --schema-url a file that is there, a path of the server that begins with / (/api/schema/), or an http(s) address.',
  )
}

function notEmpty(text: string, from: string): string {
  if (text.trim() !== '') return text
  throw new SchemaError(
    'empty',
    `${from} is empty where an OpenAPI document was wanted.`,
    'Check that the command or view that makes the schema prints it; --schema-url names another source.',
  )
}

function firstLine(body: string): string {
  return (
    body
      .trim()
      .split('\n', 1)[0]
      ?.replaceAll(/[^\P{C}\t]/gu, '')
      .slice(0, 160) ?? ''
  )
}
