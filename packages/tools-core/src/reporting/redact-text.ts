/** What stands where a secret stood. */
export const mark = '[redacted]'

/** How the name of a secret ends, in addresses, settings, source and JSON. */
const name =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|authorization|cookie|credentials?|sessionid|jwt'

/** Keys whose value is a secret whatever it looks like. */
export const secretName = new RegExp(`(?:${name})s?$`, 'i')

/** What stands for a value and is none: `{token}`, `${token}`, `<token>`, `…`, and words that say "nothing here". */
const placeholder = '(?!\\$?\\{|%7B|<|…|\\.\\.\\.|(?:null|undefined|true|false|none)(?![\\w-]))'

type Replacement = string | ((...groups: string[]) => string)

/** In this order. Each leaves its own mark as it is, and takes linear time whatever the text. */
const rules: readonly (readonly [RegExp, Replacement])[] = [
  // `user:password@` of an address; the user stays, it is no secret. What looks like a port is one. A password with a
  // raw `/`, `?` or `#` is wrong in an address, and common.
  [
    /\b([a-z][a-z\d+.-]{0,30}:\/\/[^\s/:@'"?#[]{0,256}):(?!\d{0,5}(?:[/?#,;)\]\s'"]|$)|\$?\{)(?:[^\s/?#'"]{1,512}|[^\s@'"]{1,512})@/gi,
    `$1:${mark}@`,
  ],
  // The same within a parameter of another address.
  [
    /(%3A%2F%2F(?:(?!%2F|%3A|%40)[^\s/:@'"&]){0,256}%3A)(?!\d{1,5}%2F)(?:(?!%2F|%3F|%40)[^\s'"&]){1,512}%40/gi,
    `$1${mark}%40`,
  ],
  // A JWT: base64url pieces, the first of which is a JSON object. Five pieces where it is encrypted.
  [/(?<=^|[^A-Za-z\d]|%[\dA-Fa-f]{2})eyJ[\w-]{4,1000}\.[\w-]{4,}\.[\w-]*(?:\.[\w-]+){0,2}/g, mark],
  // `"token": "…"`, `password = '…'`
  [
    new RegExp(
      `(?<![\\w.-])([\\w.-]*(?:${name})(?:\\\\?["'])?\\s*[:=]\\s*)(\\\\?["'])${placeholder}(?:(?!\\2)[^\\r\\n])+\\2`,
      'gi',
    ),
    `$1$2${mark}$2`,
  ],
  // `Cookie: sessionid=…; csrftoken=…`
  [/(?<![\w-])((?:set-)?cookie\s*:\s*)[^\s=;,"']+=[^\r\n"']*/gi, `$1${mark}`],
  // `X-Api-Key: …`
  [new RegExp(`(?<![\\w-])(x-[\\w-]*(?:token|key|secret)\\s*:\\s*)${placeholder}[^\\s"',]+`, 'gi'), `$1${mark}`],
  // `Authorization: Bearer …`
  [
    new RegExp(`(?<!\\w)(authorization\\s*:\\s*(?:bearer|basic|token|jwt)\\s+)${placeholder}[^\\s"',]+`, 'gi'),
    `$1${mark}`,
  ],
  // `Authorization: …`, without a scheme
  [
    /(?<!\w)(authorization\s*:\s*)([^\s"',<>{}[\]]{8,})(?![^\s"',])/gi,
    (all = '', head = '', value = '') => (looksRandom(value) ? `${head}${mark}` : all),
  ],
  [/(?<![\w-])(digest\s+)username=[^\r\n]+/gi, `$1${mark}`],
  // `?token=…`, `password=…`, `redirect=https%3A%2F%2Fhost%3Ftoken%3D…`
  [
    new RegExp(
      `(?<=^|[^\\w.-]|%(?:3F|26|23|3B|20))([\\w.-]*(?:${name})(?:=|%3D))${placeholder}(?:(?!%26|%23)[^&#\\s'"<>\`])+`,
      'gi',
    ),
    `$1${mark}`,
  ],
  // Names that say too little outside of an address.
  [
    new RegExp(
      `(?<=[?&#]|%3F|%26|%23)((?:[\\w.-]*signature|sig|code|auth)(?:=|%3D))${placeholder}(?:(?!%26|%23)[^&#\\s'"<>\`])+`,
      'gi',
    ),
    `$1${mark}`,
  ],
  // `Bearer …`; but `bearer authentication` and `token validation` are words.
  [
    /(?<![\w-])(bearer|basic|jwt)(\s+|%20)(\w[\w.~+/=-]{7,})/gi,
    (all = '', scheme = '', gap = '', value = '') => (looksRandom(value) ? `${scheme}${gap}${mark}` : all),
  ],
  [/(?<![\w-])(token\s+)(?=[\w-]*\d)[\w-]{16,}(?![\w/])/gi, `$1${mark}`],
]

function looksRandom(word: string): boolean {
  return /\d|[a-z][A-Z]|=$|^[^-/.]{24,}$/.test(word)
}

/** The forms in which the given texts may stand, the longest first: one may begin with another. */
export function secretForms(secrets: readonly string[]): string[] {
  const forms = secrets
    // Shorter ones stand in ordinary words too; parts of the mark would be found in it again.
    .filter((secret) => secret.length >= 4 && !mark.includes(secret))
    .flatMap((secret) => [secret, encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\uFFFD'))])
  return [...new Set(forms)].sort((a, b) => b.length - a.length)
}

/** A text without these forms and without what looks like a secret by itself. */
export function withoutSecrets(text: string, forms: readonly string[]): string {
  let clean = text
  for (const form of forms) clean = clean.replaceAll(form, mark)
  if (!/[=:@.%]|bearer|basic|token|jwt/i.test(clean)) return clean
  for (const [pattern, replacement] of rules)
    clean = typeof replacement === 'string' ? clean.replace(pattern, replacement) : clean.replace(pattern, replacement)
  return clean
}
