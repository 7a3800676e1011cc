import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const deadlineMs = 20_000

/** Bytes as they are: for what no HTTP or WebSocket client would send. */
export class RawConnection {
  readonly socket: Socket
  readonly #listeners = new Set<() => void>()
  #received = Buffer.alloc(0)
  #isEnded = false

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#tell()
    })
    for (const end of ['end', 'close'] as const) {
      socket.on(end, () => {
        this.#isEnded = true
        this.#tell()
      })
    }
    // Whoever maltreats a server is cut off now and then; `close` tells of it.
    socket.on('error', () => undefined)
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url)
    const connection = new RawConnection(connect({ host: hostname, port: Number(port), allowHalfOpen: true }))
    await once(connection.socket, 'connect')
    return connection
  }

  /** Opens a socket of the gateway, with its handshake done. */
  static async openGateway(url: string): Promise<RawConnection> {
    const { pathname, search, host } = new URL(url)
    const connection = await RawConnection.open(url)
    connection.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await connection.until('the handshake', () => connection.text.includes('\r\n\r\n'))
    if (!connection.text.startsWith('HTTP/1.1 101')) throw new Error(`no handshake: ${connection.text}`)
    return connection
  }

  get received(): Buffer {
    return this.#received
  }

  get text(): string {
    return this.#received.toString('latin1')
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Of all answers that came. */
  get statuses(): number[] {
    return [...this.text.matchAll(/(?:^|\n|[^\r\n])HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status))
  }

  write(data: string | Uint8Array): void {
    if (this.socket.writable) this.socket.write(data)
  }

  /** Goes on until the other side has read it, or has gone. */
  async writeAll(data: Uint8Array): Promise<void> {
    if (!this.socket.writable || this.socket.write(data)) return
    await this.until('the reader', () => !this.socket.writableNeedDrain || this.#isEnded)
  }

  async until(what: string, isSo: () => boolean, limitMs = deadlineMs): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!isSo() && !this.#isEnded) return
        end()
        if (isSo()) resolve()
        else
          reject(new Error(`${what} did not come, the connection ended after ${JSON.stringify(this.text.slice(-300))}`))
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(`${what} did not come in ${limitMs} ms, but ${JSON.stringify(this.text.slice(-300))}`))
      }, limitMs)
      const end = (): void => {
        clearTimeout(timer)
        this.#listeners.delete(look)
        this.socket.off('drain', look)
      }
      this.#listeners.add(look)
      this.socket.on('drain', look)
      look()
    })
  }

  async untilEnd(): Promise<void> {
    await this.until('the end of the connection', () => this.#isEnded)
  }

  destroy(): void {
    this.socket.destroy()
  }

  #tell(): void {
    for (const look of this.#listeners) look()
  }
}
