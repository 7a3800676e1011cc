import type { Platform } from '../platform.ts'
import type { GatewayUser } from './access.ts'
import { checkLesson, readBoardEvent } from './board-events.ts'
import type { Board } from './board.ts'
import { chatChannel, type Channel } from './channel.ts'
import { isOwnChatEvent, readChatEvent, type ChatEvent } from './chat-events.ts'
import type { ClientFrame } from './client-frame.ts'
import type { Connection } from './connection.ts'
import { ProtocolError } from './protocol-error.ts'
import { RateLimit } from './rate-limit.ts'
import { checkStorable } from './storable.ts'
import type { Subscriptions } from './subscriptions.ts'

type BoardChannel = Extract<Channel, { kind: 'board' }>

/** What one socket publishes: checked, cut to what is documented, and passed on to the others. */
export class Publisher {
  readonly #platform: Platform
  readonly #user: GatewayUser
  readonly #connection: Connection
  readonly #subscriptions: Subscriptions
  readonly #rateLimit: RateLimit | null

  constructor(platform: Platform, user: GatewayUser, connection: Connection, subscriptions: Subscriptions) {
    const { maxPublishesPerSecond } = platform.settings
    this.#platform = platform
    this.#user = user
    this.#connection = connection
    this.#subscriptions = subscriptions
    this.#rateLimit = maxPublishesPerSecond > 0 ? new RateLimit(maxPublishesPerSecond) : null
  }

  /** @throws {ProtocolError} for what may not be published, or not like that */
  publish(channel: Channel, frame: ClientFrame): Promise<void> | undefined {
    if (this.#rateLimit?.take() === false) {
      const { maxPublishesPerSecond } = this.#platform.settings
      throw new ProtocolError('WS_RATE_LIMITED', `a socket may publish ${maxPublishesPerSecond} frames a second`)
    }
    const isService = this.#isService(channel, frame)
    if (!isService && !this.#subscriptions.has(channel))
      throw new ProtocolError('WS_FORBIDDEN', `publishing needs a subscription to ${channel.name}`)
    if (this.#connection.failsPublish(channel.name, frame))
      throw new ProtocolError('WS_SERVER_ERROR', 'a fault on request')
    if (isService) return this.#pushAsService(channel, frame)
    if (channel.kind === 'board') return this.#publishToBoard(channel, frame)
    if (channel.kind === 'chat') return this.#publishToChat(channel.name, frame)
    throw new ProtocolError('WS_FORBIDDEN', `${channel.name} is not for clients to publish to`)
  }

  /**
   * The platform's services push to the channels of users through sockets of admins. An admin who types or reads does so
   * as everybody does.
   */
  #isService({ kind }: Channel, { type }: ClientFrame): boolean {
    if (!this.#user.isAdmin) return false
    return kind === 'notifications' || (kind === 'chat' && !isOwnChatEvent(type))
  }

  /** Everybody on the channel is told, as the service itself would. */
  #pushAsService({ name }: Channel, frame: ClientFrame): undefined {
    const { channel: _, ...event } = frame
    checkStorable(event, 'event')
    this.#platform.hub.publish(name, event)
  }

  #publishToBoard({ name, lessonId }: BoardChannel, frame: ClientFrame): undefined {
    checkLesson(frame, lessonId)
    const board = this.#platform.boards.find(lessonId)
    if (board === undefined) throw new ProtocolError('WS_SERVER_ERROR', `the board of lesson ${lessonId} is gone`)
    if (frame.type === 'board.snapshot.request') {
      this.#connection.answer(board.snapshot((current) => this.#snapshotFrame(name, lessonId, current)))
      return
    }
    const event = readBoardEvent(frame, lessonId, this.#platform.settings.keepUnlistedFields)
    event.apply(board)
    this.#platform.hub.publish(name, frame, { except: this.#connection, json: event.json })
  }

  #snapshotFrame(channel: string, lessonId: number, board: Board): Buffer {
    const savedAt = board.savedAt ? `,"saved_at":"${board.savedAt.toISOString()}"` : ''
    const state = `{"strokes":${board.toJson()}${savedAt}}`
    return this.#platform.hub.frameOf(
      channel,
      `{"type":"board.snapshot.send","lesson_id":${lessonId},"state":${state}}`,
    )
  }

  #publishToChat(channel: string, frame: ClientFrame): Promise<void> | undefined {
    const { keepUnlistedFields } = this.#platform.settings
    const { event, lessonId } = readChatEvent(frame, this.#user.id, keepUnlistedFields)
    if (lessonId !== null) return this.#tellParticipants(lessonId, event)
    // Only the user's other sockets can know what it is about.
    this.#platform.hub.publish(channel, event, { except: this.#connection })
    return undefined
  }

  /** The other participant listens to a channel of their own. */
  async #tellParticipants(lessonId: number, event: ChatEvent['event']): Promise<void> {
    const { tutorId, studentId } = await this.#subscriptions.lesson(lessonId)
    for (const userId of new Set([tutorId, studentId]))
      this.#platform.hub.publish(chatChannel(userId), event, { except: this.#connection })
  }
}
