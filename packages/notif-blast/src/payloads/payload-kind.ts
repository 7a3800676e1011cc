import type { Random } from '@m4sh/tools-core/values/random'
import type { Cast } from './cast.ts'
import type { Locale } from './locale.ts'
import type { NotificationType } from './notification-types.ts'

/** What a notification tells, as the platform keeps it: an object of JSON. */
export type Payload = Readonly<Record<string, unknown>>

/** What a payload is drawn from. */
export interface Occasion {
  readonly cast: Cast
  readonly random: Random
  readonly locale: Locale
  readonly now: Date
}

/** How notifications of one type speak. */
export interface PayloadKind<T extends NotificationType = NotificationType> {
  readonly type: T
  readonly draw: (occasion: Occasion) => Payload
}
