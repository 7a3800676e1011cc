import { angular } from './angular.ts'
import { axios } from './axios.ts'
import type { Client, ClientKind, Library, LibraryExport } from './client.ts'
import { browser } from './fetch.ts'
import { generated } from './generated.ts'
import { jquery } from './jquery.ts'
import { ky } from './ky.ts'
import { ofetch } from './ofetch.ts'
import { superagent } from './superagent.ts'

/** One line a library. */
const libraries: readonly Library[] = [axios, browser, ofetch, ky, superagent, jquery, angular, generated]

const kinds = new Map<string, ClientKind>(libraries.flatMap((library) => Object.entries(library.kinds)))
const packages = new Map(libraries.flatMap((library) => Object.entries(library.packages)))
const globals = new Map(libraries.flatMap((library) => Object.entries(library.globals)))
const types = new Map(libraries.flatMap((library) => Object.entries(library.types)))

export function kindOf(name: string): ClientKind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`no client kind is called ${name}`)
  return kind
}

export function packageExport(specifier: string, imported: string): LibraryExport | null {
  const exports = packages.get(specifier)
  // Names come from the source that is read: `constructor` must not find what every object has.
  return exports && Object.hasOwn(exports, imported) ? (exports[imported] ?? null) : null
}

export function isClientPackage(specifier: string): boolean {
  return packages.has(specifier)
}

export function globalExport(name: string): LibraryExport | null {
  return globals.get(name) ?? null
}

/** The kind of client that a type's name promises. */
export function kindOfType(name: string): ClientKind | null {
  const kind = types.get(name)
  return kind === undefined ? null : kindOf(kind)
}

/** A client without a base URL of its own. */
export function plainClient(kind: ClientKind): Client {
  return { kind, basePath: '', baseHost: null, site: null }
}

/** Names of every member of any client: only calls of these are looked at before wrappers are known. */
export const senderNames: ReadonlySet<string> = new Set([
  ...[...kinds.values()].flatMap((kind) => Object.keys(kind.members)),
  ...globals.keys(),
  'ofetch',
  'ky',
  'request',
  'http',
])

export const globalNames: readonly string[] = [...globals.keys()]

/** Names of what makes a client that can be called by itself. */
export const makerNames: ReadonlySet<string> = new Set([
  ...[...kinds.values()].flatMap(({ call, factories }) =>
    call ? Object.keys(factories).filter((name) => factories[name] !== null) : [],
  ),
  ...[...packages.values()].flatMap((exports) =>
    Object.entries(exports).flatMap(([name, one]) =>
      'makes' in one && kindOf(one.makes).call && name !== 'default' ? [name] : [],
    ),
  ),
])
