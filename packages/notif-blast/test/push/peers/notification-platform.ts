import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { isRecord, jsonRecord } from '@m4sh/tools-core/values'
import { type WebSocket, WebSocketServer } from 'ws'

export type Fields = Readonly<Record<string, unknown>>

export interface PeerRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Fields
  readonly text: string
  /** How many requests that were not empty came, this one included. */
  readonly posts: number
}

export interface PeerAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface PeerClient {
  /** How many sockets came before it. */
  readonly number: number
  readonly token: string
  readonly socket: WebSocket
  readonly channels: Set<string>
}

/** How a platform misbehaves; what is left out is done as it should be. */
export interface Behaviour {
  /** In the place of what a request gets, at once or later; `null` for no answer at all, `undefined` for the usual one. */
  readonly answer?: (
    request: PeerRequest,
    wire: { readonly request: IncomingMessage; readonly response: ServerResponse },
  ) => PeerAnswer | Promise<PeerAnswer | undefined> | null | undefined
  /** The status that refuses an upgrade; `null` lets it pass. */
  readonly refuse?: (number: number) => number | null
  /** A frame came. @returns true where it is dealt with */
  readonly heard?: (frame: Fields, client: PeerClient, platform: NotificationPlatform) => boolean | void
  /** The frames that reach one socket in the place of one event. */
  readonly deliver?: (event: Fields, client: PeerClient) => readonly unknown[]
}

/** The service hook and the gateway, on loopback and a free port, in memory, that misbehave on request. */
export class NotificationPlatform {
  readonly clients = new Set<PeerClient>()
  readonly requests: PeerRequest[] = []
  /** Notifications that were made over REST. */
  readonly created: Fields[] = []
  /** Events that were published, the probes left out. */
  readonly published: Fields[] = []
  probes = 0
  posts = 0
  upgrades = 0
  /** Connections that carried requests. */
  readonly ports = new Set<number | undefined>()
  underWay = 0
  mostUnderWay = 0
  readonly #behaviour: Behaviour
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  readonly #watchers = new Set<() => void>()
  #server: Server | null = null
  #port = 0

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = behaviour
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api`
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/ws/`
  }

  /** Where its server stood before, if it did. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.#request(request, response))
    server.on('upgrade', (request, wire, head) => this.#upgrade(request, wire, head))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  /** Nobody listens any more, and every connection is cut. */
  async goAway(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.dropAll()
    if (!server) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  /** All sockets break, without a goodbye. */
  dropAll(): void {
    for (const { socket } of this.clients) socket.terminate()
  }

  /** Resolves when it holds; looked at after whatever comes. */
  async until(holds: (platform: this) => boolean): Promise<void> {
    if (holds(this)) return
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!holds(this)) return
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
    })
  }

  /** Tells all sockets that listen to a channel. */
  tell(event: Fields): void {
    for (const client of this.clients) {
      if (!client.channels.has(String(event['channel']))) continue
      const frames = this.#behaviour.deliver?.(event, client) ?? [event]
      for (const frame of frames) client.socket.send(JSON.stringify(frame))
    }
  }

  async #request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.ports.add(request.socket.remotePort)
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay)
    response.on('close', () => this.underWay--)
    const body = await text(request).catch(() => '')
    const path = (request.url ?? '').replace(/^\/api\//, '')
    const fields = jsonRecord(body)
    const isEmpty = Object.keys(fields).length === 0
    if (!isEmpty) this.posts++
    const seen = { path, headers: request.headers, body: fields, text: body, posts: this.posts }
    this.requests.push(seen)
    const answering = this.#behaviour.answer?.(seen, { request, response })
    this.#changed()
    const own = await answering
    const answer = own === undefined ? this.#answer(seen, isEmpty) : own
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body ?? '{}')
  }

  #answer({ body, path }: PeerRequest, isEmpty: boolean): PeerAnswer {
    if (path !== 'notifications/internal/') return { status: 404 }
    if (isEmpty) return { status: 400 }
    this.created.push(body)
    const { user_id: userId, type, payload } = body
    const notification = { id: `made-${this.created.length}`, type, payload, read_at: null }
    this.tell({ channel: `notifications:user:${String(userId)}`, payload: { type: 'new', payload: notification } })
    return { status: 201, body: JSON.stringify(notification) }
  }

  #upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): void {
    const number = this.upgrades++
    wire.on('error', () => undefined)
    const status = this.#behaviour.refuse?.(number) ?? null
    this.#changed()
    if (status !== null) return void wire.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    const token = new URL(request.url ?? '/', 'http://peer').searchParams.get('token') ?? ''
    this.#sockets.handleUpgrade(request, wire, head, (socket) => {
      this.#open({ number, token, socket, channels: new Set() })
    })
  }

  #open(client: PeerClient): void {
    const { socket } = client
    this.clients.add(client)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.clients.delete(client)
      this.#changed()
    })
    socket.on('message', (data: Buffer) => {
      const frame: unknown = JSON.parse(data.toString())
      if (!isRecord(frame)) return
      if (this.#behaviour.heard?.(frame, client, this) !== true) this.hear(frame, client)
      this.#changed()
    })
    this.#changed()
  }

  /** As it should be. */
  hear(frame: Fields, { socket, channels }: PeerClient): void {
    const { type, channel, ...event } = frame
    if (type === 'ping') socket.send('{"type":"pong"}')
    else if (type === 'subscribe') channels.add(String(channel))
    else if (type === 'notif_blast.probe') this.probes++
    else {
      this.published.push(frame)
      this.tell({ channel, payload: { type, ...event } })
    }
  }

  #changed(): void {
    for (const look of this.#watchers) look()
  }
}

/** A platform for as long as something lasts. */
export async function withPlatform<T>(
  behaviour: Behaviour,
  work: (platform: NotificationPlatform) => Promise<T>,
): Promise<T> {
  const platform = new NotificationPlatform(behaviour)
  await platform.listen()
  try {
    return await work(platform)
  } finally {
    await platform.goAway()
  }
}
