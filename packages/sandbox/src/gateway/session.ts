import type { Platform } from '../platform.ts'
import type { GatewayUser } from './access.ts'
import { boardChannel, chatChannel, notificationsChannel, parseChannel, type Channel } from './channel.ts'
import { malformed, parseClientFrame, type ClientFrame } from './client-frame.ts'
import type { Connection } from './connection.ts'
import { readLessonId } from './lesson-id.ts'
import { ProtocolError, shorten, type ErrorCode } from './protocol-error.ts'
import { Publisher } from './publisher.ts'
import { Subscriptions } from './subscriptions.ts'

export interface SessionParts {
  readonly platform: Platform
  readonly user: GatewayUser
  readonly connection: Connection
  /** It said something that keeps it alive. */
  readonly onSignOfLife: () => void
  readonly onError: (code: ErrorCode) => void
}

/** The protocol as one socket speaks it. */
export class Session {
  readonly #parts: SessionParts
  readonly #subscriptions: Subscriptions
  readonly #publisher: Publisher

  constructor(parts: SessionParts) {
    const { platform, user, connection } = parts
    this.#parts = parts
    this.#subscriptions = new Subscriptions(platform, user, connection)
    this.#publisher = new Publisher(platform, user, connection, this.#subscriptions)
  }

  /** Handles one frame; a promise only where the database is asked. Never throws or rejects. */
  handle(data: Buffer, isBinary: boolean): Promise<void> | undefined {
    try {
      const frame = parseClientFrame(data, isBinary)
      if (frame.type === 'ping' || this.#parts.platform.settings.anyFrameKeepsAlive) this.#parts.onSignOfLife()
      return this.#dispatch(frame)?.catch((error: unknown) => this.#fail(error))
    } catch (error) {
      this.#fail(error)
      return undefined
    }
  }

  /** Leaves all channels. */
  end(): void {
    this.#subscriptions.clear()
  }

  #dispatch(frame: ClientFrame): Promise<void> | undefined {
    if (frame.type === 'ping') return this.#pong(frame)
    const channel = this.#channelOf(frame)
    if (frame.type === 'subscribe') return this.#subscribe(channel)
    if (frame.type === 'unsubscribe') return this.#unsubscribe(channel)
    return this.#publisher.publish(channel, frame)
  }

  #pong({ timestamp }: ClientFrame): undefined {
    if (timestamp === Infinity || timestamp === -Infinity) throw malformed('"timestamp" is too large a number')
    this.#parts.connection.answerJson(typeof timestamp === 'number' ? { type: 'pong', timestamp } : { type: 'pong' })
  }

  async #subscribe(channel: Channel): Promise<void> {
    await this.#subscriptions.add(channel)
    this.#acknowledge('subscribed', channel)
  }

  #unsubscribe(channel: Channel): undefined {
    this.#subscriptions.remove(channel)
    this.#acknowledge('unsubscribed', channel)
  }

  #acknowledge(type: string, { name }: Channel): void {
    const { platform, connection } = this.#parts
    if (platform.settings.acknowledgeSubscriptions) connection.answerJson({ type, channel: name })
  }

  #channelOf(frame: ClientFrame): Channel {
    const { channel: name, type } = frame
    if (typeof name !== 'string') throw malformed(`"${shorten(type)}" has no "channel" that is a text`)
    const channel = this.#subscriptions.find(name) ?? parseChannel(this.#fullName(name, frame))
    if (channel === undefined) throw new ProtocolError('WS_INVALID_CHANNEL', `there is no channel "${shorten(name)}"`)
    return channel
  }

  /** The browser uses bare names, too: of one's own channels, and of the board of the lesson in the frame. */
  #fullName(name: string, { lesson_id: lesson }: ClientFrame): string {
    const { id } = this.#parts.user
    const lessonId = readLessonId(lesson)
    if (name === 'board' && lessonId !== undefined) return boardChannel(lessonId)
    if (name === 'chat') return chatChannel(id)
    return name === 'notifications' ? notificationsChannel(id) : name
  }

  #fail(error: unknown): void {
    const { connection, onError, platform } = this.#parts
    const { code, message } = error instanceof ProtocolError ? error : serverError(error, platform.settings.debug)
    onError(code)
    connection.answerJson({ type: 'error', code, detail: message })
  }
}

/** Where Django would show its yellow page, debug mode says what broke. */
function serverError(error: unknown, debug: boolean): ProtocolError {
  const isTold = debug && error instanceof Error
  return new ProtocolError('WS_SERVER_ERROR', isTold ? shorten(error.message) : 'the server could not do that')
}
