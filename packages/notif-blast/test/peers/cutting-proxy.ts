import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

/** A way to a server that breaks when it is told to: whoever used it hears nothing more, and no goodbye. */
export class CuttingProxy {
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  /** Told of every piece that goes to the server, before it does. */
  onUp: (bytes: number) => void = () => undefined
  /** Told of every piece that comes back; what it keeps back never arrives. */
  onDown: (data: Buffer) => boolean = () => true
  cuts = 0
  /** It takes everything, and nothing comes out: neither data nor a goodbye. */
  #isSwallowing = false

  private constructor(host: string, port: number) {
    this.#server = createServer((near) => {
      const far = connect(port, host)
      const pair = [near, far] as const
      this.#pairs.add(pair)
      for (const socket of pair) {
        socket.on('error', () => undefined)
        socket.on('close', () => this.#end(pair))
      }
      near.on('data', (data) => {
        this.onUp(data.length)
        if (!far.destroyed && !this.#isSwallowing) far.write(data)
      })
      far.on('data', (data) => {
        if (!this.#isSwallowing && this.onDown(data) && !near.destroyed) near.write(data)
      })
    })
  }

  /** @param url of a database */
  static async before(url: string): Promise<CuttingProxy> {
    const { hostname, port } = new URL(url.replace('postgresql:', 'http:'))
    const proxy = new CuttingProxy(hostname, Number(port))
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  /** The same database, by this way. */
  urlOf(url: string): string {
    const { port } = this.#server.address() as AddressInfo
    return url.replace(/@[^/]+/, `@127.0.0.1:${port}`)
  }

  /** From now on it swallows what goes through it, until it is told to go on; only new ways are whole then. */
  swallow(isSwallowing: boolean): void {
    this.#isSwallowing = isSwallowing
  }

  /** Breaks all that goes through it now. What is on its way to the server may still get there. */
  cut(): void {
    this.cuts++
    for (const pair of this.#pairs) this.#end(pair)
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #end(pair: readonly [Socket, Socket]): void {
    if (!this.#pairs.delete(pair)) return
    const [near, far] = pair
    near.destroy()
    far.end()
  }
}
