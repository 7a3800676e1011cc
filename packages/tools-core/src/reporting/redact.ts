import { mark, secretForms, secretName, withoutSecrets } from './redact-text.ts'

/** `tokens: 3` counts them; `tokens: ['…']` tells them. */
const plural = /s$/i
/** A field of a report: a password that is "user" must not rename `users`, which readers and renderers look for. */
const fieldName = /^[a-z]+$/i
/** Names that make the second of a pair a secret: `['Authorization', '…']`. */
const headerName = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:token|key|secret))$/i

/**
 * A text without its secrets: passwords in addresses, JWTs, bearer tokens, secret-looking parameters, and the given
 * texts (of four characters and more) wherever they stand.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  return withoutSecrets(text, secretForms(secrets))
}

/**
 * A copy of a value, objects, arrays and keys included, without its secrets. Texts and numbers under secret-looking
 * keys go whole, at any depth. Doing it twice changes nothing.
 */
export function redact<T>(value: T, secrets: readonly string[] = []): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the copy has the shape of what it copies
  return copy(value, secretForms(secrets)) as T
}

function copy(value: unknown, forms: readonly string[]): unknown {
  if (typeof value === 'string') return withoutSecrets(value, forms)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value))
    return isHeader(value) ? [value[0], hidden(value[1])] : value.map((item) => copy(item, forms))
  // A date or an address says itself how it is written.
  if ('toJSON' in value && typeof value.toJSON === 'function') return copy(value.toJSON(), forms)
  const named = namesSecret(value)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      fieldName.test(key) ? key : withoutSecrets(key, forms),
      secretName.test(key) || (named && key === 'value') ? hidden(item, !plural.test(key)) : copy(item, forms),
    ]),
  )
}

function isHeader(items: readonly unknown[]): boolean {
  return items.length === 2 && typeof items[0] === 'string' && headerName.test(items[0])
}

/** `{ name: 'Authorization', value: '…' }` */
function namesSecret(value: object): boolean {
  return 'name' in value && typeof value.name === 'string' && secretName.test(value.name)
}

function hidden(item: unknown, numbersToo = true): unknown {
  if (typeof item === 'string') return item === '' ? '' : mark
  if (typeof item === 'number') return numbersToo ? mark : item
  if (item === null || typeof item !== 'object') return item
  if (Array.isArray(item)) return item.map((one) => hidden(one, numbersToo))
  return Object.fromEntries(Object.entries(item).map(([key, one]) => [key, hidden(one, numbersToo)]))
}
