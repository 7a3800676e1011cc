const mark = '[redacted]'

/** Keys whose value is a secret whatever it looks like. */
const secretKey =
  /^(?:.*[_-])?(?:password|passwd|pwd|secret|token|api[_-]?key|apikey|authorization|cookie|set-cookie|private[_-]?key|client[_-]?secret|session[_-]?id|credentials?)$|(?:Password|Secret|Token|ApiKey|Authorization|Cookie|PrivateKey|Credentials?)$/i

/** `user:password@` of an address; the user stays, it is no secret. */
const addressPassword = /\b([a-z][a-z\d+.-]*:\/\/[^\s/:@'"]*):[^\s/@'"]+@/gi
/** Three base64url pieces, the first of which is a JSON object: a JWT. */
const jwt = /\beyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g
const bearer = /\b(bearer|basic|token|jwt)(\s+)(?!redacted|\[redacted\])[\w.~+/=-]{8,}/gi
/** `?token=…`, `&api_key=…`, `password=…` in addresses and messages. */
const parameter =
  /([?&;\s]|^)((?:[\w-]*[_-])?(?:password|passwd|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|signature|sig|code|jwt|auth))=(?!\[redacted\])[^&#\s'"<>]+/gi

/**
 * A text without its secrets: passwords in addresses, JWTs, bearer tokens, secret-looking parameters, and the given
 * texts wherever they stand.
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let clean = text
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, mark)
  if (!/[=:@.]|bearer|basic|token|jwt/i.test(clean)) return clean
  return clean
    .replace(addressPassword, `$1:${mark}@`)
    .replace(jwt, mark)
    .replace(parameter, `$1$2=${mark}`)
    .replace(bearer, `$1$2${mark}`)
}

/**
 * A copy of a value, objects and arrays included, without its secrets. Values of secret-looking keys go whole, where
 * they are texts or numbers. Doing it twice changes nothing.
 */
export function redact<T>(value: T, secrets: readonly string[] = []): T {
  return copy(value, secrets) as T
}

function copy(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets)
  if (Array.isArray(value)) return value.map((item) => copy(item, secrets))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecret(key, item) ? hidden(item) : copy(item, secrets)]),
  )
}

function isSecret(key: string, item: unknown): boolean {
  return secretKey.test(key) && (typeof item === 'string' || typeof item === 'number' || Array.isArray(item))
}

function hidden(item: unknown): unknown {
  if (item === '') return ''
  return Array.isArray(item) ? item.map(() => mark) : mark
}
