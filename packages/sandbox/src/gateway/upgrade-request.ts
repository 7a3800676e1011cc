import type { IncomingMessage } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Path of a request as the client wrote it, without its query. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? ''
}

/** `?token=…`, or the `Authorization` header, which browsers cannot set. */
export function tokenOf({ url = '', headers }: IncomingMessage): string | null {
  const at = url.indexOf('?')
  const fromQuery = at < 0 ? null : new URLSearchParams(url.slice(at + 1)).get('token')
  return fromQuery ?? /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
}

/** Answers an upgrade as a plain HTTP request that failed, with the platform's shape of errors. */
export function refuseUpgrade(socket: Duplex, status: number, code: string, detail: string): void {
  const body = JSON.stringify({ error: { code, detail, fields: {} } })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
