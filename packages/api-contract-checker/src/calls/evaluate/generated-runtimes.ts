import { basename, dirname } from 'node:path'
import { configShape } from '../clients/client.ts'
import { kindOf, plainClient } from '../clients/registry.ts'
import type { ts } from '../syntax/compiler.ts'
import type { Value } from './value.ts'

/**
 * Generators of clients put a copy of their runtime beside what they generate. It is a library that happens to lie in
 * the project: what it exports is known, and what it does inside is no request of the frontend's own.
 */
interface Runtime {
  header: RegExp
  folders: ReadonlySet<string>
  exports: Readonly<Record<string, () => Value>>
}

const runtimes: readonly Runtime[] = [
  {
    header: /@hey-api\/openapi-ts/,
    folders: new Set(['client', 'core']),
    exports: {
      createClient: () => ({ kind: 'builtin', name: 'make:hey-api:0', receiver: null }),
      // openapi-typescript-codegen's successor kept its request(config, options) for some clients.
      request: () => openapiRequest(),
    },
  },
  {
    header: /generated using openapi-typescript-codegen/,
    folders: new Set(['core']),
    exports: { request: () => openapiRequest() },
  },
]

function openapiRequest(): Value {
  return {
    kind: 'sender',
    client: { ...plainClient(kindOf('hey-api')), basePath: null },
    shape: { ...configShape(), optionsAt: 1 },
  }
}

const runtimeBySource = new WeakMap<ts.SourceFile, Runtime | null>()

function runtimeOf(source: ts.SourceFile): Runtime | null {
  const known = runtimeBySource.get(source)
  if (known !== undefined) return known
  const found = findRuntime(source)
  runtimeBySource.set(source, found)
  return found
}

function findRuntime(source: ts.SourceFile): Runtime | null {
  const folder = basename(dirname(source.fileName))
  // The generated calls themselves may lie in a folder of the same name.
  if (/^(?:sdk|services?)\b/.test(basename(source.fileName))) return null
  const head = source.text.slice(0, 400)
  return runtimes.find(({ header, folders }) => folders.has(folder) && header.test(head)) ?? null
}

/** What a generated runtime exports under a name; `null` for every other file and name. */
export function runtimeExport(source: ts.SourceFile, name: string): Value | null {
  const known = runtimeOf(source)?.exports
  return known && Object.hasOwn(known, name) ? (known[name]?.() ?? null) : null
}

export function isRuntime(source: ts.SourceFile): boolean {
  return runtimeOf(source) !== null
}
