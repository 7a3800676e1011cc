import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { SchemaDeps } from './schema-deps.ts'
import { SchemaError } from './schema-error.ts'

export type SchemaLocation =
  | { kind: 'url'; url: string }
  | { kind: 'file'; path: string; url: string }
  | { kind: 'stdin'; url: string }

/**
 * What a `--schema-url` means: `-`, an address, a file, or a path of the server. `/api/schema/` is both a file's name and a
 * path: the file wins only if it is there, and a folder of that name is none.
 * @throws {SchemaError} `bad-source`
 */
export function locateSchema(source: string, { cwd, baseUrl }: Pick<SchemaDeps, 'cwd' | 'baseUrl'>): SchemaLocation {
  const given = source.trim()
  if (given === '') throw badSource(source, 'The schema has no address.')
  if (given === '-') return { kind: 'stdin', url: pathToFileURL(resolve(cwd, 'stdin')).href }
  if (/^https?:\/\//i.test(given)) return { kind: 'url', url: checkedUrl(given) }
  if (/^file:/i.test(given)) return fileLocation(pathOfFileUrl(given))
  // One letter before the colon is a Windows drive.
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(given)?.[1]
  if (scheme !== undefined) throw badSource(source, `The schema cannot be read over "${scheme}:".`)
  const path = resolve(cwd, given)
  if (!given.startsWith('/') || isReadable(path) || isMissingFile(path)) return fileLocation(path)
  return { kind: 'url', url: joinToBase(baseUrl, given) }
}

/** A file, or a pipe: `-s <(manage.py spectacular)` comes as `/dev/fd/63`. */
function isReadable(path: string): boolean {
  try {
    return !statSync(path).isDirectory()
  } catch {
    return false
  }
}

/**
 * `/home/me/shcema.yaml` is a slip, not a path of the server: the folder is there. Of `/api/schema.json` it is not, and
 * that of `/schema.json` says nothing.
 */
function isMissingFile(path: string): boolean {
  const folder = dirname(path)
  return /\.(?:ya?ml|json)$/i.test(path) && folder !== dirname(folder) && existsSync(folder)
}

/** `http://host/school/api` and `/api/schema/` make `http://host/school/api/schema/`. */
export function joinToBase(baseUrl: string, path: string): string {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  if (base === undefined || !/^https?:$/.test(base.protocol))
    throw new SchemaError(
      'bad-source',
      `The path ${path} needs a server in front, but the base URL is "${baseUrl}".`,
      'Give --base-url an address such as http://localhost:8000, or --schema-url a whole one.',
    )
  const folder = base.pathname.replace(/\/+$/, '').replace(/\/api$/, '')
  return new URL(`${folder}${path}`, base).href
}

function fileLocation(path: string): SchemaLocation {
  return { kind: 'file', path, url: pathToFileURL(path).href }
}

function checkedUrl(given: string): string {
  if (URL.canParse(given)) return new URL(given).href
  throw badSource(given, 'The address of the schema cannot be read.')
}

function pathOfFileUrl(given: string): string {
  try {
    return fileURLToPath(given)
  } catch {
    throw badSource(given, 'The file address of the schema cannot be read.')
  }
}

function badSource(source: string, says: string): SchemaError {
  return new SchemaError(
    'bad-source',
    `${says} It came as "${source}".`,
    'Give --schema-url an http(s) address, a path of the server such as /api/schema/, a file, or - for standard input.',
  )
}
