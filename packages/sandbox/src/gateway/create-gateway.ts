import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Platform } from '../platform.ts'
import { findUser, type GatewayUser } from './access.ts'
import { CloseCode } from './close-code.ts'
import { Connections } from './connections.ts'
import { GatewayCounters, type GatewayStats } from './gateway-stats.ts'
import { isWebSocketUpgrade, pathOf, refuseUpgrade, serveWithoutUpgrade, tokenOf } from './upgrade-request.ts'

export interface Gateway {
  readonly stats: GatewayStats
  /** Takes no more sockets and says goodbye to all there are (1001); they are gone when it is done. */
  close(): Promise<void>
}

/** A client that does not answer a goodbye within it is dropped. */
const closeTimeoutMs = 2000

/**
 * Serves the WebSocket gateway at `/ws/` and `/ws` of an HTTP server; WebSockets elsewhere answer 404. Upgrades to anything
 * else, such as h2c, are offers that a server may pass over: they stay ordinary requests.
 */
export function createGateway(platform: Platform, httpServer: Server): Gateway {
  const gateway = new WebSocketGateway(platform)
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (isWebSocketUpgrade(request)) void gateway.upgrade(request, socket, head)
    else serveWithoutUpgrade(httpServer, request, socket, head)
  }
  httpServer.on('upgrade', onUpgrade)
  return {
    stats: gateway.stats,
    close: async () => {
      httpServer.off('upgrade', onUpgrade)
      await gateway.close()
    },
  }
}

class WebSocketGateway {
  readonly stats: GatewayStats
  readonly #platform: Platform
  readonly #counters = new GatewayCounters()
  readonly #connections: Connections
  readonly #server: WebSocketServer
  #isClosing = false

  constructor(platform: Platform) {
    this.#platform = platform
    this.#connections = new Connections(platform, this.#counters)
    const options = {
      noServer: true,
      // Small frames, many of them: compression costs more than it saves.
      perMessageDeflate: false,
      maxPayload: platform.settings.maxMessageBytes,
      closeTimeout: closeTimeoutMs,
    }
    this.#server = new WebSocketServer(options)
    this.stats = statsOf(platform, this.#counters, this.#connections)
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Until there is a WebSocket, nobody else listens.
    socket.on('error', () => socket.destroy())
    const path = pathOf(request)
    if (path !== '/ws/' && path !== '/ws') return refuseUpgrade(socket, 404, 'NOT_FOUND', `there is nothing at ${path}`)
    try {
      const user = await findUser(this.#platform, tokenOf(request))
      if (this.#isClosing) return refuseUpgrade(socket, 503, 'SERVICE_UNAVAILABLE', 'the gateway ends')
      this.#answer(request, socket, head, user)
    } catch {
      refuseUpgrade(socket, 503, 'SERVICE_UNAVAILABLE', 'the user could not be looked up')
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true
    this.#connections.close()
    await Promise.all([...this.#server.clients].map((client) => untilClosed(client)))
  }

  #answer(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    user: GatewayUser | { readonly refusal: string },
  ): void {
    if (!('refusal' in user)) {
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        this.#counters.accepted++
        this.#connections.admit(webSocket, socket, user)
      })
      return
    }
    this.#counters.refused++
    if (this.#platform.settings.rejectUpgrade) refuseUpgrade(socket, 401, 'NOT_AUTHENTICATED', user.refusal)
    else this.#server.handleUpgrade(request, socket, head, (webSocket) => turnAway(webSocket, user.refusal))
  }
}

/** As gateways do that learn only after the handshake who is there. */
function turnAway(webSocket: WebSocket, refusal: string): void {
  webSocket.on('error', () => undefined)
  webSocket.send(JSON.stringify({ type: 'error', code: 'WS_UNAUTHORIZED', detail: refusal }))
  webSocket.close(CloseCode.unauthorized, refusal)
}

function untilClosed(client: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    client.once('close', () => resolve())
  })
}

function statsOf(platform: Platform, counters: GatewayCounters, connections: Connections): GatewayStats {
  return {
    get sockets() {
      return connections.size
    },
    get accepted() {
      return counters.accepted
    },
    get refused() {
      return counters.refused
    },
    get received() {
      return counters.received
    },
    get forwarded() {
      return platform.hub.deliveries
    },
    get timedOut() {
      return counters.timedOut
    },
    get slowReaders() {
      return counters.slowReaders
    },
    get errors() {
      return { ...counters.errors }
    },
    get boards() {
      return platform.boards.stats
    },
  }
}
