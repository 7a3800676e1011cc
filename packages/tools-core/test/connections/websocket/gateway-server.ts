import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'

export interface TestGateway {
  /** `ws://127.0.0.1:40123/ws/` */
  readonly url: string
  /** Ends at once, open connections included. */
  close(): Promise<void>
}

/** A gateway that does with its sockets as it is told. */
export function startGateway(serve: (socket: WebSocket, request: IncomingMessage) => void): Promise<TestGateway> {
  const gateway = new WebSocketServer({ noServer: true })
  return startUpgrading((request, socket, head) => {
    gateway.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => undefined)
      serve(webSocket, request)
    })
  })
}

/** An HTTP server that answers upgrades as it is told. */
export function startUpgrading(
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<TestGateway> {
  const server = createHttpServer()
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    upgrade(request, socket, head)
  })
  return listen(server)
}

/** Not even an HTTP server. */
export function startTcpServer(serve: (socket: Socket) => void): Promise<TestGateway> {
  return listen(createServer(serve))
}

/** Listens on loopback and a free port. */
export async function listen(server: Server): Promise<TestGateway> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** The answer to a handshake, by hand: what comes behind it can be anything. */
export function acceptByHand({ headers }: IncomingMessage): string {
  const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
  return [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}`,
    '\r\n',
  ].join('\r\n')
}
