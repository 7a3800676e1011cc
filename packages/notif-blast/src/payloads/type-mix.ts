import type { ValuePlace } from '@m4sh/tools-core/cli'
import { nearest } from '@m4sh/tools-core/errors'
import { mostTypeLength, type NotificationType, notificationTypes } from './notification-types.ts'

/** A type, and its share among others. */
export interface TypeWeight {
  readonly type: string
  readonly weight: number
}

/** What people get on such a platform, of a hundred. */
const usualWeights: Readonly<Record<NotificationType, number>> = {
  'chat.message': 40,
  'lesson.reminder': 25,
  'lesson.created': 15,
  'lesson.cancelled': 6,
  'relation.invite': 4,
  'system.announcement': 4,
  'relation.accepted': 3,
  'system.update': 3,
}

/** What is written where no type is asked for: all eight. */
export const usualMix: readonly TypeWeight[] = notificationTypes.map((type) => ({ type, weight: usualWeights[type] }))

/** `chat.message`, or `chat.message:5` for five times as many as of another. */
export function parseTypeWeight(raw: string, place: ValuePlace): TypeWeight {
  const [, type = '', weight = '1'] = /^\s*([^\s:\p{C}]+)(?:\s*:\s*(\d{1,7}(?:\.\d{1,3})?))?\s*$/u.exec(raw) ?? []
  if (type === '' || Number(weight) <= 0)
    return place.reject('a type of notifications, such as "chat.message", or one with a weight: "chat.message:5"')
  // Counted as PostgreSQL counts.
  return Array.from(type).length <= mostTypeLength
    ? { type, weight: Number(weight) }
    : place.reject(`a type of at most ${mostTypeLength} characters`)
}

/** The type of the platform that another one was probably meant to be. */
export function meantType(type: string): string | undefined {
  return notificationTypes.some((known) => known === type) ? undefined : nearest(type, notificationTypes)
}

/** Where the search begins for a draw with these high bits. */
const guideBits = 8

/** Picks types by their weights. */
export class TypeMix {
  /** Each once, in the order that they came. */
  readonly types: readonly string[]
  /** Draws below are of the type, or of one before it. */
  readonly #bounds: readonly number[]
  readonly #guide: Uint32Array

  /** @param weights those of a type that comes twice are added; none for all eight types */
  constructor(weights: readonly TypeWeight[] = usualMix) {
    const sums = new Map<string, number>()
    for (const { type, weight } of weights.length > 0 ? weights : usualMix)
      sums.set(type, (sums.get(type) ?? 0) + weight)
    this.types = [...sums.keys()]
    this.#bounds = boundsOf([...sums.values()])
    this.#guide = Uint32Array.from({ length: 2 ** guideBits }, (_, high) =>
      this.#bounds.findIndex((bound) => high * 2 ** (32 - guideBits) < bound),
    )
  }

  /** @param draw from 0 up to 2³² − 1 */
  pick(draw: number): string {
    let index = this.#guide[draw >>> (32 - guideBits)] ?? 0
    while (draw >= (this.#bounds[index] ?? Infinity)) index++
    return this.types[index] ?? ''
  }
}

function boundsOf(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return weights.map((weight) => {
    sum += weight
    return Math.round((sum / total) * 2 ** 32)
  })
}
