import { WebSocket, type RawData } from 'ws'
import { fieldsOf, holds, isRecord, textOf, type Fields } from './json.ts'

export interface GatewayOptions {
  /** How often a `{"type":"ping"}` goes out; 0 for a socket that says nothing. 25 s, as browsers do, if left out. */
  pingEveryMs?: number
}

export interface Closing {
  code: number
  reason: string
}

/** An event without its envelope, of which there are two. */
export interface GatewayEvent {
  channel: string | null
  type: string | null
  /** The fields of the event itself. */
  fields: Fields
}

export const defaultDeadlineMs = 15_000

/** A socket of the gateway as a browser has it, by plain `ws`. */
export class GatewayClient {
  /** All that came, in its order. */
  readonly frames: Fields[] = []
  readonly closed: Promise<Closing>
  readonly #socket: WebSocket
  readonly #listeners = new Set<() => void>()
  #closing: Closing | null = null
  #pings = 0
  #pongs = 0

  private constructor(socket: WebSocket, pingEveryMs: number) {
    this.#socket = socket
    const pinging = pingEveryMs > 0 ? setInterval(() => this.ping(), pingEveryMs).unref() : undefined
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        clearInterval(pinging)
        this.#closing = { code, reason: reason.toString() }
        this.#tell()
        resolve(this.#closing)
      })
    })
    socket.on('message', (data, isBinary) => this.#take(data, isBinary))
    // A broken connection is told by `close` too.
    socket.on('error', () => undefined)
  }

  /** @throws where the handshake is refused */
  static async open(url: string, { pingEveryMs = 25_000 }: GatewayOptions = {}): Promise<GatewayClient> {
    const socket = new WebSocket(url, { handshakeTimeout: defaultDeadlineMs })
    // Made before the socket is open: the first frames may come with the handshake.
    const client = new GatewayClient(socket, pingEveryMs)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
      socket.once('unexpected-response', (_, response) => {
        response.resume()
        reject(new UpgradeRefused(response.statusCode ?? 0))
      })
    })
    return client
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  send(frame: Fields): void {
    this.sendText(JSON.stringify(frame))
  }

  sendText(text: string | Buffer, options: { binary?: boolean } = {}): void {
    this.#socket.send(text, options)
  }

  ping(): void {
    if (!this.isOpen) return
    this.#pings += 1
    this.send({ type: 'ping', timestamp: Date.now() })
  }

  /**
   * What was sent before has been heard, and what it brings about for this socket has come. The gateway acknowledges
   * nothing for sure but a ping, and takes the frames of a socket one after the other.
   */
  async settle(): Promise<void> {
    this.ping()
    const wanted = this.#pings
    await this.waitFor(`pong ${wanted}`, () => (this.#pongs >= wanted ? true : null))
  }

  /** Subscribes, and has been heard when it returns. */
  async subscribe(...channels: string[]): Promise<void> {
    for (const channel of channels) this.send({ type: 'subscribe', channel })
    await this.settle()
  }

  publish(channel: string, event: Fields): void {
    this.send({ channel, ...event })
  }

  /** The first event, come already or still to come, that is as wanted. */
  async event(what: string, isWanted: (event: GatewayEvent) => boolean, deadlineMs?: number): Promise<GatewayEvent> {
    return await this.waitFor(what, () => this.events().find(isWanted), deadlineMs)
  }

  events(): GatewayEvent[] {
    return this.frames.map(eventOf)
  }

  /** The error that the gateway answers, by any of the codes. */
  async error(...codes: string[]): Promise<string> {
    return await this.waitFor(`the error ${codes.join(' or ')}`, () =>
      this.frames.map(errorCodeOf).find((code) => code !== null && (codes.length === 0 || codes.includes(code))),
    )
  }

  errors(): string[] {
    return this.frames.map(errorCodeOf).filter((code) => code !== null)
  }

  framesWith(wanted: string | number): Fields[] {
    return this.frames.filter((frame) => holds(frame, wanted))
  }

  /** @throws when the deadline passes, or the socket closes, before it is so */
  waitFor<T>(what: string, find: () => T | null | undefined, deadlineMs = defaultDeadlineMs): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find()
        if (found === null || found === undefined) {
          if (this.#closing !== null) end(() => reject(this.#failure(what, `closed with ${this.#closing?.code}`)))
        } else end(() => resolve(found))
      }
      const end = (settle: () => void): void => {
        clearTimeout(timer)
        this.#listeners.delete(look)
        settle()
      }
      const timer = setTimeout(() => {
        end(() => reject(this.#failure(what, `nothing of it in ${deadlineMs} ms`)))
      }, deadlineMs)
      this.#listeners.add(look)
      look()
    })
  }

  async closing(deadlineMs?: number): Promise<Closing> {
    return await this.waitFor('the end of the socket', () => this.#closing, deadlineMs)
  }

  async close(): Promise<void> {
    this.#socket.close(1000)
    const timer = setTimeout(() => this.#socket.terminate(), 5000)
    await this.closed
    clearTimeout(timer)
  }

  #take(data: RawData, isBinary: boolean): void {
    const text = (data as Buffer).toString('utf8')
    if (isBinary) throw new Error('a binary frame came; the gateway speaks JSON text')
    const frame = fieldsOf(JSON.parse(text))
    if (frame['type'] === 'pong') this.#pongs += 1
    this.frames.push(frame)
    this.#tell()
  }

  #tell(): void {
    for (const look of this.#listeners) look()
  }

  #failure(what: string, why: string): Error {
    const seen = this.frames.filter((frame) => frame['type'] !== 'pong').map(textOf)
    return new Error(`${what} did not come: ${why}. What came: ${seen.slice(-10).join('\n') || 'nothing'}`)
  }
}

export class UpgradeRefused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`the upgrade was refused with ${status}`)
    this.status = status
  }
}

/** `{channel, payload: {type, …}}`, or the fields beside `channel`, or `{type, payload: {…}}` in either. */
export function eventOf(frame: Fields): GatewayEvent {
  const channel = typeof frame['channel'] === 'string' ? frame['channel'] : null
  const isWrapped = typeof frame['type'] !== 'string' && isRecord(frame['payload'])
  const event = isWrapped ? fieldsOf(frame['payload']) : frame
  const type = typeof event['type'] === 'string' ? event['type'] : null
  return { channel, type, fields: isRecord(event['payload']) ? event['payload'] : event }
}

/** `null` where it is no error. */
export function errorCodeOf(frame: Fields): string | null {
  const event = isRecord(frame['payload']) && frame['type'] === undefined ? frame['payload'] : frame
  if (event['type'] !== 'error') return null
  const source = isRecord(event['error']) ? event['error'] : event
  return typeof source['code'] === 'string' ? source['code'] : ''
}
