import { WebSocket, WebSocketServer } from 'ws'
import { summarize, type Summary } from '../stats/summary.ts'

/** How the least latency that can be measured is found. */
export interface CalibrateFloorOptions {
  /** How many round trips are wanted: 200. */
  readonly samples?: number
  readonly signal?: AbortSignal
}

/** The first ones measure the compiler. */
const warmUps = 20

/** Leaves time to close the sockets within two seconds. */
const longestMs = 1800

/** As large as a small chat message. */
const payload = JSON.stringify({ type: 'echo', text: 'x'.repeat(100) })

/**
 * The least latency that this process can measure: the round trip of one message at a time through an echo over a loopback
 * WebSocket in the same process, stamped as the tools stamp. To be printed beside latencies, never subtracted from them.
 * Takes at most two seconds, and leaves no sockets behind.
 * @returns milliseconds; fewer samples than wanted if the time was up, none if there is no loopback to use
 * @throws the signal's reason, as soon as it is aborted
 */
export async function calibrateFloor(options: CalibrateFloorOptions = {}): Promise<Summary> {
  const { samples = 200, signal } = options
  signal?.throwIfAborted()
  const stop = new AbortController()
  const end = () => stop.abort()
  const timer = setTimeout(end, longestMs)
  signal?.addEventListener('abort', end)
  try {
    const laps = await lapsOf(samples, stop.signal)
    signal?.throwIfAborted()
    return summarize(laps)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}

/** @returns the laps after the first ones, as many as there were until it was stopped or the line broke */
async function lapsOf(samples: number, stop: AbortSignal): Promise<readonly number[]> {
  const laps: number[] = []
  const server = startEcho()
  const client = await connect(server, stop)
  try {
    if (client) await echoUntil(client, laps, warmUps + samples, stop)
  } finally {
    await close(client, server)
  }
  return laps.slice(warmUps)
}

function startEcho(): WebSocketServer {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  server.on('connection', (socket) => {
    socket.on('error', () => {})
    socket.on('message', (data) => socket.send(data, { binary: false }))
  })
  return server
}

/** @returns `null` if nothing listens */
function connect(server: WebSocketServer, stop: AbortSignal): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    stop.addEventListener('abort', () => resolve(null), { once: true })
    server.on('error', () => resolve(null))
    server.once('listening', () => {
      const address = server.address()
      if (stop.aborted || address === null || typeof address === 'string') return
      resolve(new WebSocket(`ws://127.0.0.1:${address.port}`, { perMessageDeflate: false }))
    })
  })
}

function echoUntil(client: WebSocket, laps: number[], count: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let sentAt = 0
    const send = () => {
      sentAt = performance.now()
      client.send(payload)
    }
    client.on('message', () => {
      const arrivedAt = performance.now()
      laps.push(arrivedAt - sentAt)
      if (laps.length < count && !stop.aborted) send()
      else resolve()
    })
    client.once('open', send)
    // A line that breaks is closed right after.
    client.on('error', () => {})
    client.once('close', () => resolve())
    stop.addEventListener('abort', () => resolve(), { once: true })
    if (stop.aborted) resolve()
  })
}

async function close(client: WebSocket | null, server: WebSocketServer): Promise<void> {
  const gone = [new Promise((resolve) => server.close(resolve))]
  if (client && client.readyState !== WebSocket.CLOSED) {
    gone.push(new Promise((resolve) => client.once('close', resolve)))
    client.terminate()
  }
  for (const socket of server.clients) socket.terminate()
  await Promise.all(gone)
}
