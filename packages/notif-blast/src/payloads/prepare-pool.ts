import { Random } from '@m4sh/tools-core/values/random'
import { openPayload } from './marker.ts'
import { notificationTypes } from './notification-types.ts'
import { localeOf, type PayloadStage } from './payload-stage.ts'
import { PreparedPayloads } from './prepared-payloads.ts'
import { payloadKinds } from './registry.ts'
import { drawUnknownType } from './types/unknown-type.ts'

/** Makes up the payloads of a type; languages take turns. */
export function preparePool(
  type: string,
  stage: PayloadStage,
  { seed, size = 512 }: { readonly seed: number; readonly size?: number },
): PreparedPayloads {
  const known = notificationTypes.find((one) => one === type)
  const draw = known === undefined ? drawUnknownType : payloadKinds[known].draw
  // A stream of its own, so that a type's payloads do not change with what else is written.
  const random = new Random(seed, 1 + notificationTypes.findIndex((one) => one === type))
  const openings = Array.from({ length: size }, (_, turn) => {
    const locale = localeOf(stage, turn)
    return openPayload(draw({ cast: stage.casts[locale], random, locale, now: stage.now }), stage.runId)
  })
  return new PreparedPayloads(openings)
}
