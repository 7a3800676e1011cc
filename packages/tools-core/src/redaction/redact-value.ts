import { mark } from './mark.ts'
import { isSecretField, isSecretHeader, isSecretNumber } from './secret-names.ts'

/** How the texts of a value are cleaned. */
export interface Cleaners {
  /** A text from outside, or a key that may come from there. */
  text(text: string): string
  /** A text of a plain field. */
  plainText(text: string): string
  /** Names of fields whose texts are the tool's own words, such as `status`. */
  readonly plainFields: ReadonlySet<string>
}

/** A field of a report: a password that is "user" must not rename `users`, which readers and renderers look for. */
const fieldName = /^[a-z]+$/i

/** A copy of a value, without its secrets. */
export function redactValue(value: unknown, cleaners: Cleaners): unknown {
  return copy(value, '', { cleaners, fields: new Map() })
}

interface Copying {
  cleaners: Cleaners
  /** A report has thousands of objects, and a hundred names of fields. */
  fields: Map<string, Field>
}

interface Field {
  /** The name, without secrets. */
  name: string
  isSecret: boolean
}

/** @param key under which the value stands, or the list that holds it */
function copy(value: unknown, key: string, copying: Copying): unknown {
  const { cleaners } = copying
  if (typeof value === 'string') return cleaners.plainFields.has(key) ? cleaners.plainText(value) : cleaners.text(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: unknown) => header(item, key) ?? copy(item, key, copying))
  // A date or an address says itself how it is written.
  if ('toJSON' in value && typeof value.toJSON === 'function') return copy(value.toJSON(), key, copying)
  const secretName = namesSecret(value, key)
  const copied: Record<string, unknown> = {}
  for (const [own, item] of Object.entries(value)) {
    const { name, isSecret } = fieldOf(own, copying)
    const clean = isSecret || (own === 'value' && secretName) ? hidden(item, own) : copy(item, own, copying)
    // Set by `=` this one would become the prototype.
    if (name === '__proto__') Object.defineProperty(copied, name, { value: clean, enumerable: true })
    else copied[name] = clean
  }
  return copied
}

function fieldOf(own: string, { cleaners, fields }: Copying): Field {
  const known = fields.get(own)
  if (known) return known
  const field = { name: fieldName.test(own) ? own : cleaners.text(own), isSecret: isSecretField(own) }
  fields.set(own, field)
  return field
}

const listOfHeaders = /headers$/i

/** `['Authorization', '…']` in a list of headers; `undefined` if it is none whose value is a secret. */
function header(item: unknown, key: string): unknown {
  if (!listOfHeaders.test(key) || !Array.isArray(item) || item.length !== 2) return undefined
  const [name, value]: readonly unknown[] = item
  return typeof name === 'string' && isSecretHeader(name) ? [name, hidden(value, name)] : undefined
}

/** `{ name: 'Authorization', value: '…' }` */
function namesSecret(value: object, key: string): boolean {
  if (!('name' in value) || typeof value.name !== 'string') return false
  return isSecretField(value.name) || (listOfHeaders.test(key) && isSecretHeader(value.name))
}

/** `token: '…'` tells one, `tokens: 3` and `{ "expired-token": 3 }` count something. */
function hidden(item: unknown, key: string): unknown {
  if (typeof item === 'string') return item === '' ? '' : mark
  if (typeof item === 'number') return isSecretNumber(key) ? mark : item
  if (item === null || typeof item !== 'object') return item
  if (Array.isArray(item)) return item.map((one: unknown) => hidden(one, key))
  return Object.fromEntries(Object.entries(item).map(([own, one]) => [own, hidden(one, own)]))
}
