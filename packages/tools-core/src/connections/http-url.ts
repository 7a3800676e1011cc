/** An address, with what must not be shown kept apart. */
export interface Address {
  /** Without user, password and fragment. */
  readonly url: URL
  /** `Basic …`, if the address carried user and password. */
  readonly authorization: string | undefined
}

/** Takes user and password out of an address: `fetch` refuses them there, and messages must not show them. */
export function parseAddress(text: string, base?: string): Address | undefined {
  if (!URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  if (!/^https?:$/.test(url.protocol)) return undefined
  const { username, password } = url
  url.username = ''
  url.password = ''
  url.hash = ''
  if (!username && !password) return { url, authorization: undefined }
  const credentials = `${decode(username)}:${decode(password)}`
  return { url, authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const secretName = /token|secret|passw|pwd|api[-_]?key|auth|signature|^(sig|key|jwt|code|session)$/i

/** An address for messages and reports: no user and password, no value of a query parameter that may be a secret. */
export function redactUrl(address: string | URL): string {
  if (!URL.canParse(String(address))) return String(address).replace(/\/\/[^/\s@]*@/, '//***@')
  const url = new URL(address)
  if (url.username || url.password) {
    url.username = '***'
    url.password = ''
  }
  for (const [name, value] of url.searchParams) {
    if (secretName.test(name) || /^eyJ[\w-]+\./.test(value)) url.searchParams.set(name, '***')
  }
  return url.href
}
