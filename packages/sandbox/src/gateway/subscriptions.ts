import type { Platform } from '../platform.ts'
import { findLesson, isParticipant, type GatewayUser, type LessonParticipants } from './access.ts'
import type { Channel } from './channel.ts'
import type { Connection } from './connection.ts'
import { ProtocolError } from './protocol-error.ts'

/** Lessons that one socket remembers, so that nobody makes it remember all. */
const maxLessons = 256

/** The channels that one socket listens to, and what it may listen to. */
export class Subscriptions {
  readonly #platform: Platform
  readonly #user: GatewayUser
  readonly #connection: Connection
  readonly #channels = new Map<string, Channel>()
  /** Of those that were found: participants never change, but a lesson can still come to be. */
  readonly #lessons = new Map<number, LessonParticipants>()

  constructor(platform: Platform, user: GatewayUser, connection: Connection) {
    this.#platform = platform
    this.#user = user
    this.#connection = connection
  }

  has(channel: Channel): boolean {
    return this.#channels.has(channel.name)
  }

  /** A channel that the socket listens to. */
  find(name: string): Channel | undefined {
    return this.#channels.get(name)
  }

  /** @throws {ProtocolError} where the user may not, or the socket has enough of them */
  async add(channel: Channel): Promise<void> {
    if (this.has(channel)) return
    const { maxSubscriptions } = this.#platform.settings
    if (this.#channels.size >= maxSubscriptions)
      throw new ProtocolError('WS_RATE_LIMITED', `a socket may have ${maxSubscriptions} subscriptions`)
    await this.#checkAccess(channel)
    if (channel.kind === 'board') await this.#platform.boards.open(channel.lessonId)
    this.#channels.set(channel.name, channel)
    // The socket may be gone by now.
    if (this.#connection.isOpen) this.#platform.hub.subscribe(channel.name, this.#connection)
    else this.#leave(channel)
  }

  remove(channel: Channel): void {
    if (this.has(channel)) this.#leave(channel)
  }

  /** Leaves all, when the socket is gone. */
  clear(): void {
    for (const channel of this.#channels.values()) this.#leave(channel)
  }

  /**
   * The participants of a lesson that the user takes part in, or of any for an admin.
   * @throws {ProtocolError} where it is none of the user's business
   */
  async lesson(lessonId: number): Promise<LessonParticipants> {
    const known = this.#lessons.get(lessonId)
    if (known) return known
    const lesson = await findLesson(this.#platform.db, lessonId)
    // Only admins are told which lessons there are.
    if (!lesson && this.#user.isAdmin) throw new ProtocolError('WS_INVALID_CHANNEL', `there is no lesson ${lessonId}`)
    if (!lesson || !(this.#user.isAdmin || isParticipant(lesson, this.#user.id)))
      throw new ProtocolError('WS_FORBIDDEN', `lesson ${lessonId} is for its tutor and its student`)
    if (this.#lessons.size >= maxLessons) this.#lessons.clear()
    this.#lessons.set(lessonId, lesson)
    return lesson
  }

  async #checkAccess(channel: Channel): Promise<void> {
    if (channel.kind === 'status') return
    if (channel.kind === 'board') await this.lesson(channel.lessonId)
    else if (channel.userId !== this.#user.id)
      throw new ProtocolError('WS_FORBIDDEN', `${channel.name} is for that user alone`)
  }

  #leave(channel: Channel): void {
    this.#channels.delete(channel.name)
    this.#platform.hub.unsubscribe(channel.name, this.#connection)
    if (channel.kind === 'board') this.#platform.boards.release(channel.lessonId)
  }
}
