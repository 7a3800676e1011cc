import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { Duplex } from 'node:stream'
import { isRecord } from '@m4sh/tools-core/values'
import { type WebSocket, WebSocketServer } from 'ws'

export type Fields = Readonly<Record<string, unknown>>

/** One socket, as the gateway sees it. */
export interface PeerClient {
  /** How many sockets came before it. */
  readonly number: number
  readonly token: string
  readonly socket: WebSocket
  readonly channels: Set<string>
}

export interface PeerRequest {
  readonly method: string
  /** Below `/api`. */
  readonly path: string
  readonly token: string
  readonly body: Fields
  /** How many POSTs of messages came, this one included. */
  readonly posts: number
}

export interface PeerAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** After so long. Milliseconds. */
  readonly delayMs?: number
}

export interface PeerMessage {
  readonly id: number
  readonly lesson_id: unknown
  readonly text: string
  readonly author_id: number
}

/** How a platform misbehaves; what is left out is done as it should be. */
export interface Behaviour {
  /** In the place of what a request gets; `null` gives no answer at all. */
  readonly answer?: (request: PeerRequest, platform: ChatPlatform) => PeerAnswer | null | undefined
  /** What a POST that was taken is answered. */
  readonly created?: (message: PeerMessage) => PeerAnswer | null
  /** The status that refuses an upgrade; `null` lets it pass. */
  readonly refuse?: (number: number) => number | null
  /** A socket is open. */
  readonly opened?: (client: PeerClient) => void
  /** A frame came. @returns true where it is dealt with */
  readonly heard?: (frame: Fields, client: PeerClient, platform: ChatPlatform) => boolean | void
  /** The frames that reach one socket in the place of one event. */
  readonly deliver?: (message: PeerMessage, client: PeerClient) => readonly string[]
  /** Whatever comes, request or frame, is dealt with so much later, in its order. Milliseconds. */
  readonly delayOf?: (platform: ChatPlatform) => number
}

/** A user's token says who it is of to this peer alone. */
export const tokenOf = (userId: number): string => `opaque-token-of-user-${userId}`
const userOf = (token: string): number => Number(/^opaque-token-of-user-(\d+)$/.exec(token)?.[1] ?? NaN)

/** The event as the platform documents it. */
export function eventOf(message: PeerMessage, { token }: PeerClient): string {
  return JSON.stringify({
    channel: `chat:user:${userOf(token)}`,
    payload: { type: 'chat.message.new', payload: message },
  })
}

const pageSize = 50

/** Chats over REST and gateway, on loopback and a free port, in memory, that misbehave on request. */
export class ChatPlatform {
  readonly clients = new Set<PeerClient>()
  readonly requests: PeerRequest[] = []
  messages: PeerMessage[] = []
  upgrades = 0
  posts = 0
  readonly #behaviour: Behaviour
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  #server: Server | null = null
  #port = 0
  #written = 0

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = behaviour
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get wsUrl(): string {
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

  /** All sockets break, without a goodbye. */
  dropAll(): void {
    for (const { socket } of this.clients) socket.terminate()
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

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    await this.goAway()
  }

  /** Resolves when no socket is open any more. */
  async emptied(): Promise<void> {
    await Promise.all([...this.clients].map(({ socket }) => once(socket, 'close')))
  }

  after(delayMs: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      action()
    }, delayMs)
    this.#timers.add(timer)
  }

  /** Takes a message, and pushes it to everybody. */
  write(author: number, { lesson_id, text }: Fields): PeerMessage {
    const message = { id: 1000 + this.#written++, lesson_id, text: String(text), author_id: author }
    this.messages.unshift(message)
    for (const client of this.clients) {
      if (!client.channels.has(`chat:user:${userOf(client.token)}`)) continue
      const frames = this.#behaviour.deliver?.(message, client) ?? [eventOf(message, client)]
      for (const frame of frames) client.socket.send(frame)
    }
    return message
  }

  async #request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? ''
    const path = (request.url ?? '').replace(/^\/api\//, '')
    const body = method === 'POST' ? await json(request) : {}
    if (method === 'POST' && path === 'chat/messages/') this.posts++
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '')
    const seen = { method, path, token, body: isRecord(body) ? body : {}, posts: this.posts }
    this.requests.push(seen)
    this.#later(() => {
      const own = this.#behaviour.answer?.(seen, this)
      const answer = own === undefined ? this.#answer(seen) : own
      if (answer === null) return
      if (answer.delayMs === undefined) respond(response, answer)
      else this.after(answer.delayMs, () => respond(response, answer))
    })
  }

  #answer({ method, path, token, body }: PeerRequest): PeerAnswer | null {
    const userId = userOf(token)
    if (Number.isNaN(userId)) return { status: 401, body: { detail: 'Given token not valid for any token type' } }
    if (path === 'users/me/') return { status: 200, body: { id: userId } }
    if (path.startsWith('chat/history/')) return { status: 200, body: this.#page(path) }
    if (method === 'DELETE') return this.#delete(path)
    if (method !== 'POST') return { status: 404 }
    const message = this.write(userId, body)
    return this.#behaviour.created ? this.#behaviour.created(message) : { status: 201, body: message }
  }

  #page(path: string): object {
    const from = Number(new URL(path, 'http://peer').searchParams.get('cursor') ?? 0)
    const results = this.messages.slice(from, from + pageSize)
    const hasMore = from + pageSize < this.messages.length
    return { results, cursor: hasMore ? String(from + pageSize) : null, has_more: hasMore }
  }

  #delete(path: string): PeerAnswer {
    const id = Number(/^chat\/messages\/(\d+)\/$/.exec(path)?.[1])
    const left = this.messages.filter((message) => message.id !== id)
    const status = left.length < this.messages.length ? 204 : 404
    this.messages = left
    return { status }
  }

  #upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): void {
    const number = this.upgrades++
    wire.on('error', () => undefined)
    const status = this.#behaviour.refuse?.(number) ?? null
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
    socket.on('close', () => this.clients.delete(client))
    socket.on('message', (data: Buffer) => {
      const frame: unknown = JSON.parse(data.toString())
      if (!isRecord(frame)) return
      this.#later(() => {
        if (this.#behaviour.heard?.(frame, client, this) !== true) this.#hear(frame, client)
      })
    })
    this.#behaviour.opened?.(client)
  }

  #hear(frame: Fields, { socket, channels, token }: PeerClient): void {
    const { type, channel } = frame
    if (type === 'ping') socket.send('{"type":"pong"}')
    else if (type === 'subscribe') channels.add(String(channel))
    else if (type === 'chat.message.send') this.write(userOf(token), frame)
  }

  #later(action: () => void): void {
    const delayMs = this.#behaviour.delayOf?.(this) ?? 0
    if (delayMs > 0) this.after(delayMs, action)
    else action()
  }
}

function respond(response: ServerResponse, { status, headers, body = {} }: PeerAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** A platform for as long as something lasts, which has to leave no socket behind. */
export async function withPlatform<T>(behaviour: Behaviour, work: (platform: ChatPlatform) => Promise<T>): Promise<T> {
  const platform = new ChatPlatform(behaviour)
  await platform.listen()
  try {
    const done = await work(platform)
    await platform.emptied()
    return done
  } finally {
    await platform.close()
  }
}

/** The place in its run of a message with this text, from 0. */
export function numberIn(text: unknown): number {
  return Number.parseInt(/-([0-9a-z]+) /.exec(String(text))?.[1] ?? '', 36)
}

/** Whether a request writes a message. */
export function isPost({ method, path }: PeerRequest): boolean {
  return method === 'POST' && path === 'chat/messages/'
}
