import { mark } from './mark.ts'
import { looksRandom } from './random-look.ts'
import { secretEnding, secretParameter } from './secret-names.ts'

/** What stands for a value and is none: `{token}`, `${token}`, `<token>`, `…`, and words that say "nothing here". */
const placeholder = '(?!\\$?\\{|%7B|<|…|\\.\\.\\.|(?:null|undefined|true|false|none)(?![\\w-]))'

/** The value of a parameter: up to what ends it in an address. `token==3` compares. */
const parameterValue = `${placeholder}(?!=)(?:(?!%26|%23)[^&#\\s'"<>\`])+`

type Replacement = string | ((...groups: string[]) => string)

/**
 * In this order. Each leaves its own mark as it is, and takes linear time whatever the text: where something must follow
 * a run, the run is bounded, and a longer one is taken whole, whatever follows.
 */
const rules: readonly (readonly [RegExp, Replacement])[] = [
  // `user:password@` of an address; the user stays, it is no secret. What looks like a port is one. A password with a
  // raw `/`, `?` or `#` is wrong in an address, and common.
  [
    /\b([a-z][a-z\d+.-]{0,30}:\/\/[^\s/:@'"?#[]{0,256}):(?!\d{0,5}(?:[/?#,;)\]\s'"]|$)|\$?\{)(?:[^\s/?#'"]{1,512}|[^\s@'"]{1,512})@/gi,
    `$1:${mark}@`,
  ],
  // A key in the place of the user.
  [
    /(:\/\/)([\w.~+-]{16,256})@/g,
    (all = '', slashes = '', user = '') => (looksRandom(user) ? `${slashes}${mark}@` : all),
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
      `(?<![\\w.-])([\\w.-]*(?:${secretEnding})(?:\\\\?["'])?\\s*[:=]\\s*)(\\\\?["'])${placeholder}` +
        '(?:(?:(?!\\2)[^\\r\\n]){1,1024}(?=\\2)|(?:(?!\\2)[^\\r\\n]){1024,})',
      'gi',
    ),
    `$1$2${mark}`,
  ],
  // `Cookie: sessionid=…; csrftoken=…`
  [/(?<![\w-])((?:set-)?cookie\s*:\s*)[^\s=;,"']{1,256}=[^\r\n"']*/gi, `$1${mark}`],
  // `X-Api-Key: …`
  [
    new RegExp(`(?<![\\w-])(x-[\\w-]*(?:token|key|secret|auth|password)\\s*:\\s*)${placeholder}[^\\s"',]+`, 'gi'),
    `$1${mark}`,
  ],
  // `Authorization: Bearer …`
  [
    new RegExp(`(?<!\\w)(authorization\\s*:\\s*(?:bearer|basic|token|jwt)\\s+)${placeholder}[^\\s"',]+`, 'gi'),
    `$1${mark}`,
  ],
  // `Authorization: …`, without a scheme
  [
    /(?<!\w)(authorization\s*:\s*)(?:[^\s"',<>{}[\]]{1024,}|([^\s"',<>{}[\]]{8,1023})(?![^\s"',]))/gi,
    (all = '', head = '', value?: string) => (value === undefined || isNoWord(value) ? `${head}${mark}` : all),
  ],
  [/(?<![\w-])(digest\s+)username=[^\r\n]+/gi, `$1${mark}`],
  // `?token=…`, `password=…`, `redirect=https%3A%2F%2Fhost%3Ftoken%3D…`
  [
    new RegExp(`(?<=^|[^\\w.-]|%(?:3F|26|23|3B|20))([\\w.-]*(?:${secretEnding})(?:=|%3D))${parameterValue}`, 'gi'),
    `$1${mark}`,
  ],
  // Names that say too little outside of an address.
  [new RegExp(`(?<=[?&#]|%3F|%26|%23)((?:${secretParameter})(?:=|%3D))${parameterValue}`, 'gi'), `$1${mark}`],
  // `Bearer …`; but `bearer authentication` and `token validation` are words.
  [
    /(?<![\w-])(bearer|basic|jwt)(\s+|%20)(\w[\w.~+/=-]{7,})/gi,
    (all = '', scheme = '', gap = '', value = '') => (isNoWord(value) ? `${scheme}${gap}${mark}` : all),
  ],
  [/(?<![\w-])(token\s+)(?=[\w-]*\d)[\w-]{16,}(?![\w/])/gi, `$1${mark}`],
]

/** Behind `Bearer` little is enough. */
function isNoWord(value: string): boolean {
  return /\d|[a-z][A-Z]|=$|^[^-/.]{24,}$/.test(value)
}

/** A text without what looks like a secret by itself. */
export function withoutSecretPatterns(text: string): string {
  return windowsOf(text).map(cleanWindow).join('')
}

/** What every rule needs at least: most texts of a report are names of files and functions, and hold none of it. */
const mayHoldSecret = /[=:@%]|eyJ|bearer|basic|jwt|token/i

function cleanWindow(text: string): string {
  if (!mayHoldSecret.test(text)) return text
  return rules.reduce(
    (clean, [pattern, replacement]) =>
      // The overloads of `replace` know a text or a function, not either.
      typeof replacement === 'string' ? clean.replace(pattern, replacement) : clean.replace(pattern, replacement),
    text,
  )
}

/** What the patterns are held against at once. A longer text would cost them memory. */
const windowLength = 65_536

/** A long text in pieces that end with a line; where a line is that long, behind a comma or a blank. */
function windowsOf(text: string): readonly string[] {
  const windows: string[] = []
  let start = 0
  while (text.length - start > windowLength) {
    const window = text.slice(start, start + windowLength)
    const end = endBehind(window, '\n') ?? endBehind(window, ',') ?? endBehind(window, ' ') ?? windowLength
    windows.push(window.slice(0, end))
    start += end
  }
  return [...windows, text.slice(start)]
}

/** Where the last of these signs ends, unless it stands between a name and its value. */
function endBehind(text: string, sign: string): number | undefined {
  for (let at = text.lastIndexOf(sign); at > 0; at = text.lastIndexOf(sign, at - 1)) {
    if (!/[:=\s]/.test(text[at - 1] ?? '')) return at + 1
  }
  return undefined
}
