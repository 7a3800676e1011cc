import { createServer, type IncomingMessage, type RequestListener } from 'node:http'

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
}

/** A server that listens, with what it has seen. */
export interface TestServer {
  /** `http://127.0.0.1:40123`, without a slash at the end. */
  readonly url: string
  /** All requests so far, in order of arrival. */
  readonly requests: readonly SeenRequest[]
  /** Ends at once, open connections included. */
  close(): Promise<void>
}

/** A real HTTP server on loopback and a free port, which misbehaves as the listener pleases. */
export async function startHttpServer(listener: RequestListener): Promise<TestServer> {
  const requests: SeenRequest[] = []
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    listener(request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server listens on no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
