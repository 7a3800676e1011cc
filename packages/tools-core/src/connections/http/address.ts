import { decodePercent } from '../../values/decode-percent.ts'

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
  const credentials = `${decodePercent(username)}:${decodePercent(password)}`
  return { url, authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` }
}
