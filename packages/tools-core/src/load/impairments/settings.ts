/** What befalls whole messages on their way; never single bytes, for a byte that is lost breaks the framing of WebSocket. */
export interface ImpairmentSettings {
  /** Share of the messages that never arrive, from 0 to 1. */
  readonly loss: number
  /** Mean length of a burst of losses, in messages; `null` where each is lost independently of the others. */
  readonly lossBurst: number | null
  /** Milliseconds that every message takes. */
  readonly latencyMs: number
  /** Milliseconds by which the latency varies: see {@link JitterShape}. */
  readonly jitterMs: number
  readonly jitterShape: JitterShape
  /** Share of the messages that are held back until the next one has overtaken them, from 0 to 1. */
  readonly reorder: number
  /** Share of the messages that arrive twice, from 0 to 1. */
  readonly duplicate: number
  /** Bytes a second that get through; `null` for no limit. */
  readonly bandwidth: number | null
}

/**
 * - `normal`: around the latency, to both sides; the jitter is the standard deviation. A delay that would be negative is
 *   0, so the mean is the latency as long as that is several times the jitter.
 * - `pareto`: on top of the latency, mostly little and now and then a lot; the jitter is the mean of it. A Lomax
 *   distribution of shape 3: the median is 0.52 times the jitter, the standard deviation 1.73, p99 7.3, p99.9 18.
 */
export type JitterShape = 'normal' | 'pareto'

/** What befalls a message. */
export type ImpairmentKind = 'lost' | 'duplicated' | 'delayed' | 'reordered'

/** A network on which nothing happens to a message. */
export const noImpairments: ImpairmentSettings = {
  loss: 0,
  lossBurst: null,
  latencyMs: 0,
  jitterMs: 0,
  jitterShape: 'normal',
  reorder: 0,
  duplicate: 0,
  bandwidth: null,
}

/** Whether nothing can befall a message. */
export function areClear(settings: ImpairmentSettings): boolean {
  const { loss, latencyMs, jitterMs, reorder, duplicate, bandwidth } = settings
  return loss + latencyMs + jitterMs + reorder + duplicate === 0 && bandwidth === null
}
