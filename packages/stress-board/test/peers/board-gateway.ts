import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { isRecord } from '@m4sh/tools-core/values'
import { type WebSocket, WebSocketServer } from 'ws'

export type Fields = Readonly<Record<string, unknown>>

/** One socket, as the gateway sees it. */
export interface PeerClient {
  /** How many sockets came before it; the look at the target is number 0. */
  readonly number: number
  /** Of the address; by it a test knows its clients. */
  readonly token: string | null
  readonly socket: WebSocket
  /** Below the socket, for what no WebSocket library would write. */
  readonly wire: Duplex
  readonly channels: Set<string>
}

/** An event on its way to one socket. */
export interface PeerDelivery {
  readonly frame: string
  readonly channel: string
  readonly event: Fields
  readonly from: PeerClient
  readonly to: PeerClient
}

/** How a gateway misbehaves; what is left out is done as it should be. */
export interface Behaviour {
  /** The status that refuses an upgrade; `null` lets it pass. @param number as {@link PeerClient.number} */
  readonly refuse?: (number: number) => number | null
  /** A socket is open. */
  readonly opened?: (client: PeerClient) => void
  /** A frame came. @returns true where it is dealt with, and nothing else is to be done */
  readonly heard?: (frame: Fields, client: PeerClient, gateway: BoardGateway) => boolean | void
  /** What reaches a receiver in the place of one event. */
  readonly deliver?: (delivery: PeerDelivery) => readonly string[]
  /** What a snapshot shows; `null` gives no answer. */
  readonly snapshot?: (strokes: readonly Fields[], client: PeerClient) => readonly unknown[] | null
  /** The frame of an event. */
  readonly wrap?: (channel: string, event: Fields) => string
  /** Later by so long. Milliseconds. */
  readonly delayOf?: (delivery: PeerDelivery, gateway: BoardGateway) => number
}

/** A gateway of boards on loopback and a free port, in memory, that misbehaves on request. */
export class BoardGateway {
  readonly clients = new Set<PeerClient>()
  /** How many upgrades were asked for. */
  upgrades = 0
  readonly #behaviour: Behaviour
  readonly #boards = new Map<string, Map<string, Fields>>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  #server: Server | null = null
  #port = 0

  constructor(behaviour: Behaviour = {}) {
    this.#behaviour = behaviour
  }

  /** Where its server stood before, if it did. */
  async listen(): Promise<void> {
    const server = createServer()
    server.on('upgrade', (request, wire, head) => this.#upgrade(request, wire, head))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/ws/`
  }

  /** All connections break, without a goodbye. */
  dropAll(): void {
    for (const { socket } of this.clients) socket.terminate()
  }

  /** Nobody listens any more; the boards are kept. */
  async goAway(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.dropAll()
    if (server) await new Promise((resolve) => server.close(resolve))
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    await this.goAway()
  }

  /** Resolves when no socket is open any more. */
  async emptied(): Promise<void> {
    await Promise.all([...this.clients].map(({ socket }) => once(socket, 'close')))
  }

  boardOf(channel: string): Map<string, Fields> {
    const board = this.#boards.get(channel) ?? new Map<string, Fields>()
    this.#boards.set(channel, board)
    return board
  }

  send(client: PeerClient, value: object): void {
    client.socket.send(JSON.stringify(value))
  }

  after(delayMs: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      action()
    }, delayMs)
    this.#timers.add(timer)
  }

  #upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): void {
    const number = this.upgrades++
    // What breaks is told to the WebSocket; before there is one, nobody wants to know.
    wire.on('error', () => undefined)
    const status = this.#behaviour.refuse?.(number) ?? null
    if (status !== null) return void wire.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    const token = new URL(request.url ?? '/', 'http://peer').searchParams.get('token')
    this.#sockets.handleUpgrade(request, wire, head, (socket) => {
      this.#open({ number, token, socket, wire, channels: new Set() })
    })
  }

  #open(client: PeerClient): void {
    const { socket } = client
    this.clients.add(client)
    socket.on('error', () => undefined)
    socket.on('close', () => this.clients.delete(client))
    socket.on('message', (data: Buffer) => {
      const frame: unknown = JSON.parse(data.toString())
      if (isRecord(frame) && this.#behaviour.heard?.(frame, client, this) !== true) this.#hear(frame, client)
    })
    this.#behaviour.opened?.(client)
  }

  #hear(frame: Fields, client: PeerClient): void {
    const { channel, type, ...fields } = frame
    if (type === 'ping') return this.send(client, { type: 'pong' })
    if (typeof channel !== 'string') return
    if (type === 'subscribe') return void client.channels.add(channel)
    if (type === 'board.snapshot.request') return this.#answer(channel, fields['lesson_id'], client)
    this.#draw(channel, frame)
    this.#forward(channel, { type, ...fields }, client)
  }

  #answer(channel: string, lesson: unknown, client: PeerClient): void {
    const board = [...this.boardOf(channel).values()]
    const strokes = this.#behaviour.snapshot ? this.#behaviour.snapshot(board, client) : board
    if (strokes === null) return
    client.socket.send(this.#wrap(channel, { type: 'board.snapshot.send', lesson_id: lesson, state: { strokes } }))
  }

  #draw(channel: string, { type, stroke, stroke_id: removed }: Fields): void {
    const board = this.boardOf(channel)
    if (type === 'board.patch' && isRecord(stroke)) board.set(String(stroke['id']), stroke)
    else if (type === 'board.stroke.remove') board.delete(String(removed))
    else if (type === 'board.reset') board.clear()
  }

  #forward(channel: string, event: Fields, from: PeerClient): void {
    const { deliver, delayOf } = this.#behaviour
    const frame = this.#wrap(channel, event)
    for (const to of this.clients) {
      if (to === from || !to.channels.has(channel)) continue
      const delivery = { frame, channel, event, from, to }
      const frames = deliver ? deliver(delivery) : [frame]
      const write = () => {
        for (const one of frames) to.socket.send(one)
      }
      const delayMs = delayOf?.(delivery, this) ?? 0
      if (delayMs > 0) this.after(delayMs, write)
      else write()
    }
  }

  #wrap(channel: string, event: Fields): string {
    return this.#behaviour.wrap?.(channel, event) ?? JSON.stringify({ channel, payload: event })
  }
}

export async function startGateway(behaviour: Behaviour = {}): Promise<BoardGateway> {
  const gateway = new BoardGateway(behaviour)
  await gateway.listen()
  return gateway
}

/** A gateway for as long as something lasts, which has to leave no socket behind. */
export async function withGateway<T>(behaviour: Behaviour, work: (gateway: BoardGateway) => Promise<T>): Promise<T> {
  const gateway = await startGateway(behaviour)
  try {
    const done = await work(gateway)
    await gateway.emptied()
    return done
  } finally {
    await gateway.close()
  }
}

/** Calls back once, when so many strokes have come: a run is in full swing then. */
export function atStroke(
  number: number,
  action: (gateway: BoardGateway, frame: Fields, client: PeerClient) => void,
): NonNullable<Behaviour['heard']> {
  let strokes = 0
  return (frame, client, gateway) => {
    if (frame['type'] === 'board.patch' && ++strokes === number) action(gateway, frame, client)
  }
}

/** Of an event that draws; empty for any other. */
export function strokeIdOf({ stroke }: Fields): string {
  return isRecord(stroke) ? String(stroke['id']) : ''
}

/** Who drew a stroke of a run, and when, as its id says it. */
export function readStrokeId(id: string): { readonly sender: number; readonly sequence: number } {
  const [, client = '', sequence = ''] = id.split('-')
  return { sender: Number.parseInt(client, 36), sequence: Number.parseInt(sequence, 36) }
}
