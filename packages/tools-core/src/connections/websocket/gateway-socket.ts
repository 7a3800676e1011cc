import { WebSocket } from 'ws'
import { UsageError } from '../../errors/errors.ts'
import { longestTimerMs } from '../../host/system-clock.ts'
import { Redactor } from '../../redaction/redactor.ts'
import { isHeaderName, isHeaderValue } from '../http/header-syntax.ts'
import { parseGatewayUrl } from './gateway-url.ts'
import { causeOfCode, causeOfError, causeOfStatus, closedByUs, type EndCause, timedOut } from './socket-end.ts'
import type { SocketEnd } from './socket-end.ts'

/** Hears what happens to one socket. */
export interface GatewayListener {
  opened(): void
  /**
   * A message came.
   * @param data lies in a buffer that many messages may share: kept for long, it keeps them all; copy it then
   * @param receivedAt `performance.now()` before anything was done with it
   * @param isBinary the gateway speaks text; a binary message is none of its
   */
  message(data: Buffer, receivedAt: number, isBinary: boolean): void
  /** Exactly once, whatever happens, also when it never opened; nothing comes after it. */
  closed(end: SocketEnd): void
}

/** Where a socket goes, as whom, and who is told of what comes. Times in milliseconds. */
export interface GatewaySocketOptions {
  /** `ws://…` or `wss://…`. */
  readonly url: string
  /** Sent as the parameter `token`; `null` sends none. */
  readonly token: string | null
  /** Of the handshake; of the same name may be several. */
  readonly headers?: readonly { readonly name: string; readonly value: string }[]
  /** From the look-up of the name to the answer. 10 s if left out. */
  readonly handshakeTimeoutMs?: number
  /** Largest message that is taken, in bytes. 64 MiB if left out. */
  readonly maxPayload?: number
  /** `{"type":"ping"}` goes out as often while it is open; 0 for never. 25 s if left out. */
  readonly pingEveryMs?: number
  readonly listener: GatewayListener
}

/** For the other side to answer our goodbye; then the connection is cut. */
const closeTimeoutMs = 2000

/** Copied by `ws`, never changed. */
const asText = { binary: false }

/** One socket to the gateway. It connects at once, and once only: to reconnect is to make another. */
export class GatewaySocket {
  readonly #socket: WebSocket
  readonly #listener: GatewayListener
  readonly #token: string | null
  readonly #pingEveryMs: number
  /** The deadline of the handshake, then the pings: never both. */
  #timer: NodeJS.Timeout | undefined
  /** The first that was heard of its end. */
  #cause: EndCause | undefined
  #openedAt: number | null = null
  #bytesReceived = 0
  #bytesSent = 0

  /** @throws {UsageError} if the address is none or a header cannot be sent; all else is told to the listener, later */
  constructor(options: GatewaySocketOptions) {
    const { token, listener, handshakeTimeoutMs = 10_000, pingEveryMs = 25_000 } = options
    this.#listener = listener
    this.#token = token
    this.#pingEveryMs = Math.min(pingEveryMs, longestTimerMs)
    this.#socket = connect(options)
    this.#listen()
    const deadlineMs = Math.min(handshakeTimeoutMs, longestTimerMs)
    // The timeout of `ws` begins anew with each byte.
    this.#timer = setTimeout(() => this.#abandon(timedOut(deadlineMs)), deadlineMs).unref()
  }

  /** Whether `send` would send. */
  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** On the clock of `performance.now()`; `null` if it has not opened yet. */
  get openedAt(): number | null {
    return this.#openedAt
  }

  /** Bytes that were sent and have not left this process. */
  get bufferedAmount(): number {
    return this.#socket.bufferedAmount
  }

  /** Bytes of all messages that came, without what frames and handshake add. */
  get bytesReceived(): number {
    return this.#bytesReceived
  }

  /** Bytes of all messages that went out, our pings included, without what frames and handshake add. */
  get bytesSent(): number {
    return this.#bytesSent
  }

  /**
   * Sends a text message; a buffer holds its UTF-8, and may be sent by many sockets.
   * @returns false if the socket is not open: nothing was sent then
   */
  send(text: string | Buffer): boolean {
    if (!this.isOpen) return false
    const data = typeof text === 'string' ? Buffer.from(text, 'utf8') : text
    this.#bytesSent += data.length
    this.#socket.send(data, asText)
    return true
  }

  /** Reads nothing more, as a slow reader does; the end of the socket may not be noticed either. Only while it is open. */
  pause(): void {
    if (this.#wasOpened) this.#socket.pause()
  }

  resume(): void {
    if (this.#wasOpened) this.#socket.resume()
  }

  /** Says goodbye (1000), and cuts the connection after 2 s without an answer. Messages may still come before `closed`. */
  close(): void {
    this.#blameUs()
    // Unread, the answer would not be seen.
    this.resume()
    this.#socket.close(1000)
  }

  /** Cuts the connection without a goodbye. */
  terminate(): void {
    this.#abandon(closedByUs)
  }

  /** `ws` has nothing to pause in a socket whose handshake was broken off, and throws. */
  get #wasOpened(): boolean {
    return this.#openedAt !== null
  }

  #listen(): void {
    const socket = this.#socket
    socket.on('message', (data: Buffer, isBinary) => {
      const receivedAt = performance.now()
      this.#bytesReceived += data.length
      this.#listener.message(data, receivedAt, isBinary)
    })
    socket.on('open', () => this.#open())
    socket.on('close', (code, reason) => this.#end(code, reason.toString('utf8')))
    // What is thrown where nobody listens ends the process. `close` follows.
    socket.on('error', (error) => (this.#cause ??= causeOfError(error)))
    socket.on('unexpected-response', (_, { statusCode = 0, headers }) => {
      this.#abandon(causeOfStatus(statusCode, headers.location))
    })
  }

  #open(): void {
    this.#openedAt = performance.now()
    clearTimeout(this.#timer)
    this.#timer = this.#pingEveryMs > 0 ? setInterval(ping, this.#pingEveryMs, this).unref() : undefined
    this.#listener.opened()
  }

  /** The other side may have begun to close it before. */
  #blameUs(): void {
    const { readyState } = this.#socket
    if (readyState === WebSocket.OPEN || readyState === WebSocket.CONNECTING) this.#cause ??= closedByUs
  }

  #abandon(cause: EndCause): void {
    if (cause === closedByUs) this.#blameUs()
    else this.#cause ??= cause
    this.#socket.terminate()
  }

  #end(code: number, reason: string): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const opened = this.#openedAt !== null
    const { says, ...cause } = this.#cause ?? causeOfCode(code, reason)
    // The other side may repeat what it was sent.
    const redactor = new Redactor(this.#token === null ? [] : [this.#token])
    this.#listener.closed({
      ...cause,
      opened,
      code: opened ? code : null,
      reason: redactor.redactText(reason),
      says: redactor.redactText(says),
    })
  }
}

/** No closure for each socket. */
function ping(socket: GatewaySocket): void {
  socket.send(`{"type":"ping","timestamp":${Date.now()}}`)
}

function connect({ url, token, headers = [], maxPayload = 64 * 1024 * 1024 }: GatewaySocketOptions): WebSocket {
  const address = parseGatewayUrl(url)
  if (token !== null) address.searchParams.set('token', token)
  const options = {
    headers: headerRecord(headers),
    maxPayload,
    // It would cost each socket 270 kB.
    perMessageDeflate: false,
    skipUTF8Validation: false,
    closeTimeout: closeTimeoutMs,
  }
  return new WebSocket(address, options)
}

function headerRecord(headers: NonNullable<GatewaySocketOptions['headers']>): Record<string, string | string[]> {
  const sent = new Map<string, string | string[]>()
  for (const { name, value } of headers) {
    if (!isHeaderName(name) || !isHeaderValue(value)) {
      throw new UsageError(`The header ${JSON.stringify(name)} cannot be sent.`, {
        hint: 'A name holds letters, digits and dashes; a value no line ends, and no characters beyond Latin-1.',
      })
    }
    const key = name.toLowerCase()
    const before = sent.get(key)
    // Not a list of one: Host, for instance, must be a text.
    sent.set(key, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(sent)
}
