import { once } from 'node:events'
import { WebSocket } from 'ws'

/** A frame as it came, its envelope taken off: `channel` and `payload` beside one another, or all in one. */
export interface ReceivedFrame {
  readonly [field: string]: unknown
}

interface Waiter {
  readonly matches: (frame: ReceivedFrame) => boolean
  readonly resolve: (frame: ReceivedFrame) => void
  readonly reject: (error: Error) => void
}

const deadlineMs = 10_000

/** A client of the gateway on a real socket, which keeps all that came. */
export class TestClient {
  readonly frames: ReceivedFrame[] = []
  readonly socket: WebSocket
  /** How the socket ended. */
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #waiters = new Set<Waiter>()
  /** Frames that a `next` has given out. */
  #read = 0
  #pings = 0

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString()) as ReceivedFrame))
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
        for (const waiter of this.#waiters) waiter.reject(new Error(`the socket was closed with ${code}`))
      })
    })
  }

  /** Connects and waits until the socket is open. */
  static async connect(url: string, headers: Record<string, string> = {}): Promise<TestClient> {
    const client = new TestClient(new WebSocket(url, { headers }))
    await once(client.socket, 'open', { signal: AbortSignal.timeout(deadlineMs) })
    return client
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  publish(channel: string, type: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.send({ channel, type, ...fields })
  }

  /** The next frame, in order. */
  async next(): Promise<ReceivedFrame> {
    const frame = this.frames[this.#read] ?? (await this.#wait(() => true))
    this.#read++
    return frame
  }

  /** The next error frame; nothing else may come before it. */
  async nextError(): Promise<string> {
    const { type, code, detail } = await this.next()
    if (type !== 'error') throw new Error(`no error came, but ${String(type)}`)
    return `${String(code)}: ${String(detail)}`
  }

  /** Subscribes and waits until it is so, errors included. */
  async subscribe(...channels: readonly string[]): Promise<void> {
    for (const channel of channels) this.send({ type: 'subscribe', channel })
    await this.settle()
  }

  /**
   * Waits until all that was sent so far is handled, since frames of a socket are answered in order.
   * @returns what came meanwhile and was not read yet
   */
  async settle(): Promise<readonly ReceivedFrame[]> {
    const timestamp = ++this.#pings
    this.send({ type: 'ping', timestamp })
    const isPong = (frame: ReceivedFrame): boolean => frame['type'] === 'pong' && frame['timestamp'] === timestamp
    if (!this.frames.some(isPong)) await this.#wait(isPong)
    const came = this.frames.slice(this.#read).filter((frame) => !isPong(frame))
    this.#read = this.frames.length
    return came
  }

  /** Waits until so many frames of a type have come. */
  async count(type: string, count: number): Promise<readonly ReceivedFrame[]> {
    const found = (): ReceivedFrame[] => this.frames.filter((frame) => typeOf(frame) === type)
    while (found().length < count) await this.#wait((frame) => typeOf(frame) === type)
    return found()
  }

  /** Keeps nothing of what came so far. */
  forget(): void {
    this.frames.length = 0
    this.#read = 0
  }

  async close(): Promise<void> {
    this.socket.close()
    await this.closed
  }

  #receive(frame: ReceivedFrame): void {
    this.frames.push(frame)
    for (const waiter of this.#waiters) if (waiter.matches(frame)) waiter.resolve(frame)
  }

  async #wait(matches: (frame: ReceivedFrame) => boolean): Promise<ReceivedFrame> {
    if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the socket is closed')
    let timer: NodeJS.Timeout | undefined
    let waiter: Waiter | undefined
    try {
      return await new Promise<ReceivedFrame>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`nothing came in ${deadlineMs} ms`)), deadlineMs)
        waiter = { matches, resolve, reject }
        this.#waiters.add(waiter)
      })
    } finally {
      clearTimeout(timer)
      if (waiter) this.#waiters.delete(waiter)
    }
  }
}

/** The type of the event in a frame, whichever way it is wrapped. */
export function typeOf(frame: ReceivedFrame): unknown {
  const { payload } = frame
  return (
    frame['type'] ?? (typeof payload === 'object' && payload !== null && 'type' in payload ? payload.type : undefined)
  )
}
