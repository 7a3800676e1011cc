import { decodePercent, isRecord } from '@m4sh/tools-core/values'
import { say } from '../language/phrases.ts'
import { type JsonObject } from './parse-document.ts'
import { withoutFragment, type SchemaDocuments } from './schema-documents.ts'

/** A piece of a schema, and the address of the document that it stands in. */
export interface Located {
  value: unknown
  base: string
}

/** A piece that is an object. */
export interface LocatedObject extends Located {
  value: JsonObject
}

/** References that only lead to the next one: more are a mistake, and cost time wherever they are used. */
const LONGEST_CHAIN = 100

/** A reference that leads nowhere. */
export class BrokenReference extends Error {
  override readonly name: string = 'BrokenReference'
}

/** Follows references one at a time, when something is needed: nothing is copied, circles do no harm. */
export interface References {
  /**
   * Follows `$ref` from reference to reference to something that is none.
   * @throws {BrokenReference}
   */
  follow(located: Located): Located
}

export function createReferences({ root, documents, failures }: SchemaDocuments): References {
  const self = selfAddress(root, documents.get(root))
  return { follow }

  function follow(located: Located): Located {
    const seen = new Set<string>()
    let current = located
    for (;;) {
      const { value, base } = current
      if (!isRecord(value) || typeof value['$ref'] !== 'string') return current
      const reference = value['$ref']
      const key = `${base} ${reference}`
      if (seen.has(key)) throw new BrokenReference(say('the reference {reference} leads in a circle', { reference }))
      if (seen.size >= LONGEST_CHAIN)
        throw new BrokenReference(
          say('the reference {reference} is one of more than {#most} in a row', { reference, most: LONGEST_CHAIN }),
        )
      seen.add(key)
      current = step(reference, base)
    }
  }

  function step(reference: string, base: string): Located {
    const [, fragment] = split(reference)
    const address = addressOf(reference, base)
    const document = documents.get(address)
    if (document === undefined) {
      const why = failures.get(address)
      throw new BrokenReference(
        why === undefined
          ? say('the reference {reference} could not be read', { reference })
          : say('the reference {reference} could not be read: {@why}', { reference, why }),
      )
    }
    return { value: pointTo(document, fragment, reference), base: address }
  }

  function addressOf(reference: string, base: string): string {
    if (reference.startsWith('#')) return base
    if (!URL.canParse(reference, base))
      throw new BrokenReference(say('the reference {reference} is no address', { reference }))
    const address = withoutFragment(new URL(reference, base).href)
    return address === self ? root : address
  }
}

/** OpenAPI 3.2 lets a document say by `$self` under which address others refer to it. */
function selfAddress(root: string, document: unknown): string | undefined {
  const self = isRecord(document) ? document['$self'] : undefined
  return typeof self === 'string' && URL.canParse(self, root) ? withoutFragment(new URL(self, root).href) : undefined
}

function split(reference: string): [string, string] {
  const at = reference.indexOf('#')
  return at === -1 ? [reference, ''] : [reference.slice(0, at), reference.slice(at + 1)]
}

function pointTo(document: unknown, fragment: string, reference: string): unknown {
  if (fragment === '') return document
  if (!fragment.startsWith('/'))
    throw new BrokenReference(say('the reference {reference} names an anchor, not a path', { reference }))
  let value = document
  for (const token of fragment.slice(1).split('/')) {
    const key = decodePercent(token).replaceAll('~1', '/').replaceAll('~0', '~')
    const next = childOf(value, key)
    if (next === undefined) throw new BrokenReference(say('the reference {reference} leads nowhere', { reference }))
    value = next
  }
  return value
}

function childOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? (value as unknown[])[Number(key)] : undefined
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
