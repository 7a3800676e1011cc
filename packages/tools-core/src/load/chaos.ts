import type { Random } from '../values/random.ts'
import type { ImpairmentSettings } from './impairments/settings.ts'
import { validateImpairments } from './impairments/validate.ts'

/** What a phase is like. */
export type ChaosKind = (typeof kinds)[number]

const kinds = ['clear', 'mobile', 'bursts', 'narrow', 'reordering', 'disconnect', 'stall'] as const

/** A part of a run, up to the next one. */
export interface ChaosPhase {
  readonly kind: ChaosKind
  /** Milliseconds from the start of the run. */
  readonly at: number
  readonly impairments: ImpairmentSettings
  /** Whether this client's socket is cut at the start of the phase. */
  readonly disconnects: boolean
  /** Milliseconds from the start of the phase in which this client reads nothing; 0 for none. */
  readonly stallMs: number
}

/** What chaos is drawn from. */
export interface ChaosOptions {
  /** Of this client alone. */
  readonly random: Random
  /** Milliseconds of the whole run. */
  readonly durationMs: number
  /** What a clear sky is like; the other phases are never better. */
  readonly base: ImpairmentSettings
}

type Trouble = Partial<Omit<ChaosPhase, 'kind' | 'at'>>

const shortestPhaseMs = 2000
const longestPhaseMs = 10_000

/**
 * Draws what befalls a client in the course of a run: phases of 2 to 10 s one after the other. All kinds come up, in
 * random order, before one comes again. The last one is a clear sky, of 2 to 4 s, so that things can settle; a run of less
 * than 4 s has no other. The same seed gives the same phases.
 * @throws {RangeError} if the duration is negative or no finite number, or for a base that {@link validateImpairments} refuses
 */
export function drawChaos({ random, durationMs, base }: ChaosOptions): readonly ChaosPhase[] {
  if (!(durationMs >= 0 && durationMs < Infinity))
    throw new RangeError(`durationMs is ${durationMs}: milliseconds are wanted`)
  validateImpairments(base)
  const phases: ChaosPhase[] = []
  const bag: ChaosKind[] = []
  let at = 0
  while (durationMs - at >= 2 * shortestPhaseMs) {
    const kind = drawKind(bag, phases.at(-1)?.kind, random)
    const lengthMs = Math.min(random.integer(shortestPhaseMs, longestPhaseMs), durationMs - at - shortestPhaseMs)
    phases.push({ ...clearSky(base), ...troubles[kind](base, random), kind, at })
    at += lengthMs
  }
  return [...phases, { ...clearSky(base), kind: 'clear', at }]
}

/** Takes a kind out of the bag; a full one has each kind once. */
function drawKind(bag: ChaosKind[], last: ChaosKind | undefined, random: Random): ChaosKind {
  if (bag.length === 0) bag.push(...kinds)
  const kind = random.pick(bag.filter((one) => one !== last))
  bag.splice(bag.indexOf(kind), 1)
  return kind
}

function clearSky(base: ImpairmentSettings): Omit<ChaosPhase, 'kind' | 'at'> {
  return { impairments: base, disconnects: false, stallMs: 0 }
}

const troubles: Readonly<Record<ChaosKind, (base: ImpairmentSettings, random: Random) => Trouble>> = {
  clear: () => ({}),
  mobile: (base, random) => {
    const latencyMs = random.integer(80, 300)
    const jitterMs = Math.max(base.jitterMs, Math.round(latencyMs * between(random, 0.1, 0.4)))
    return {
      impairments: { ...base, latencyMs: base.latencyMs + latencyMs, jitterMs, jitterShape: 'pareto' },
    }
  },
  bursts: (base, random) => {
    const loss = between(random, 0.05, 0.3)
    const lossBurst = random.integer(2, 10)
    // Where more is lost anyway, bursts of this length might not reach it.
    return { impairments: base.loss >= loss ? base : { ...base, loss, lossBurst } }
  },
  narrow: (base, random) => {
    const bandwidth = random.integer(2000, 20_000)
    return { impairments: { ...base, bandwidth: Math.min(base.bandwidth ?? Infinity, bandwidth) } }
  },
  reordering: (base, random) => {
    return { impairments: { ...base, reorder: Math.max(base.reorder, between(random, 0.1, 0.4)) } }
  },
  disconnect: () => ({ disconnects: true }),
  // A stall ends within the shortest phase.
  stall: (_base, random) => ({ stallMs: random.integer(500, shortestPhaseMs) }),
}

function between(random: Random, from: number, to: number): number {
  return from + random.next() * (to - from)
}
