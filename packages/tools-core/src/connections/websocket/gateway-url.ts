import { UsageError } from '../../errors/errors.ts'
import { redactUrl } from '../../redaction/redact-url.ts'

/**
 * Where the gateway is: beside the API (`http://h:8000/api` gives `ws://h:8000/ws/`, https gives wss), or where `wsUrl`
 * says, to which nothing is added.
 * @throws {UsageError} if the one that counts is no address
 */
export function gatewayUrl(baseUrl: string, wsUrl?: string): string {
  if (wsUrl !== undefined) return parseGatewayUrl(wsUrl).href
  const url = parseGatewayUrl(baseUrl)
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/+api$/, '')}/ws/`
  url.search = ''
  return url.href
}

/**
 * Reads an address of a gateway; http and https are taken for ws and wss.
 * @throws {UsageError}
 */
export function parseGatewayUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const protocol = url && socketProtocols[url.protocol]
  if (!url || protocol === undefined) {
    throw rejection(text, 'one such as "ws://localhost:8000/ws/"', missingSchemeHint(text))
  }
  if (url.username || url.password) {
    throw rejection(text, 'one without user and password', 'Send them as a header: "Authorization: Basic …".')
  }
  if (url.hash) throw rejection(text, 'one without #')
  url.protocol = protocol
  return url
}

const socketProtocols: Readonly<Record<string, string>> = {
  'http:': 'ws:',
  'https:': 'wss:',
  'ws:': 'ws:',
  'wss:': 'wss:',
}

function rejection(text: string, wanted: string, hint?: string): UsageError {
  const message = `${JSON.stringify(redactUrl(text))} is no address of a gateway; ${wanted} is wanted.`
  return new UsageError(message, hint === undefined ? {} : { hint })
}

function missingSchemeHint(text: string): string | undefined {
  return /^[\w.-]+(:\d+)?(\/|$)/.test(text) ? `Put ws:// in front: ws://${redactUrl(text)}` : undefined
}
