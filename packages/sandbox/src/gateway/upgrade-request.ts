import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
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

export function isWebSocketUpgrade({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

/**
 * Gives a connection back to the server as if its request had not asked for an upgrade. Node hands over every upgrade
 * once somebody listens to one, and reads no body of it any more, so the request is read anew.
 */
export function serveWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request
  const lines = [`${method} ${url} HTTP/${httpVersion}`, 'Connection: close']
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (!/^(?:connection|upgrade)$/i.test(name)) lines.push(`${name}: ${rawHeaders[index + 1]}`)
  }
  // Node reads headers as latin1.
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
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
